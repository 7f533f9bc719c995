# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Reading logs: whose they are, where they stand, and pages.

What a device asks is one statement each: that is one snapshot, and the device is looked up in the same one,
so that a revocation acts at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from tbp_backend.errors import DeviceRevoked, NotAMember, SignInAgain, UnknownEpoch
from tbp_backend.store.tables import ACCESS, DEVICES, ENTRIES, LOGS
from tbp_casefile import model
from tbp_casefile.model import control
from tbp_casefile.wire.api import Entry
from tbp_casefile.wire.envelope import read_record

PAGE_ENTRIES = 500
PAGE_BYTES = 512 * 1024
_LAST = ENTRIES.alias("last_entry")
"""For a device whose right to read has ended: the entry that ended it."""


@dataclass(frozen=True)
class Place:
    """A place in a log: what a head says. `hash` is 32 bytes."""

    scope: str
    type: str
    epoch: int
    seq: int
    hash: bytes


@dataclass(frozen=True)
class StoredPage:
    """Entries after a seq, and the place that they lead to."""

    entries: tuple[Entry, ...]
    place: Place
    more: bool


_WHERE_IT_STANDS = (
    DEVICES.c.revoked,
    LOGS.c.scope,
    LOGS.c.type,
    LOGS.c.epoch,
    func.coalesce(ACCESS.c.until_seq, LOGS.c.seq).label("seq"),
    func.coalesce(_LAST.c.hash, LOGS.c.hash).label("hash"),
    ACCESS.c.device.label("member_device"),
)


@cache
def _places_query() -> Select[tuple[object, ...]]:
    """The logs of a device, each with the place up to which it reads."""
    log = LOGS.c.scope == ACCESS.c.scope
    end = and_(_LAST.c.scope == ACCESS.c.scope, _LAST.c.seq == ACCESS.c.until_seq)
    return (
        select(*_WHERE_IT_STANDS)
        .select_from(DEVICES)
        .join(ACCESS, ACCESS.c.device == DEVICES.c.device)
        .join(LOGS, log)
        .outerjoin(_LAST, end)
        .where(DEVICES.c.device == bindparam("device"))
    )


@cache
def _everybody_query() -> Select[tuple[object, ...]]:
    """The `system` log, which every device reads; this row is there for every device that is known."""
    return (
        select(
            DEVICES.c.revoked,
            LOGS.c.scope,
            LOGS.c.type,
            LOGS.c.epoch,
            LOGS.c.seq,
            LOGS.c.hash,
            DEVICES.c.device.label("member_device"),
        )
        .select_from(DEVICES)
        .join(LOGS, LOGS.c.scope == bindparam("system"))
        .where(DEVICES.c.device == bindparam("device"))
    )


async def places(connection: AsyncConnection, device: str, system: str) -> list[Place]:
    """Where the logs of a device stand for it, `system` first; raises SignInAgain or DeviceRevoked."""
    query = _everybody_query().union_all(_places_query())
    rows = (await connection.execute(query, {"device": device, "system": system})).all()
    _check_device(rows)
    return [_place(row) for row in rows]


def _place(row: "Row[tuple[object, ...]]") -> Place:
    return Place(row.scope, row.type, row.epoch, row.seq, row.hash)


def _check_device(rows: "Sequence[Row[tuple[object, ...]]]") -> None:
    if not rows:
        raise SignInAgain("invalid_client")
    if rows[0].revoked:
        raise DeviceRevoked()


@cache
def _page_query(everybody: bool) -> Select[tuple[object, ...]]:
    """The place of one log for a device, and the entries after a seq; one row without an entry if none."""
    reaches = LOGS.c.seq if everybody else func.coalesce(ACCESS.c.until_seq, LOGS.c.seq)
    mine = and_(ACCESS.c.device == DEVICES.c.device, ACCESS.c.scope == LOGS.c.scope)
    end = and_(_LAST.c.scope == ACCESS.c.scope, _LAST.c.seq == ACCESS.c.until_seq)
    after = and_(
        ENTRIES.c.scope == LOGS.c.scope, ENTRIES.c.seq > bindparam("after"), ENTRIES.c.seq <= reaches
    )
    entry = (
        ENTRIES.c.seq.label("entry_seq"),
        ENTRIES.c.received,
        ENTRIES.c.jws,
        ENTRIES.c.hash.label("entry_hash"),
    )
    return (
        select(*_WHERE_IT_STANDS, *entry)
        .select_from(DEVICES)
        .outerjoin(LOGS, LOGS.c.scope == bindparam("scope"))
        .outerjoin(ACCESS, mine)
        .outerjoin(_LAST, end)
        .outerjoin(ENTRIES, after if everybody else and_(after, ACCESS.c.device.is_not(None)))
        .where(DEVICES.c.device == bindparam("device"))
        .order_by(ENTRIES.c.seq)
        .limit(bindparam("limit"))
    )


@dataclass(frozen=True)
class Asked:
    """A page that a device asks for."""

    scope: str
    device: str
    after: int
    epoch: int


async def page(connection: AsyncConnection, asked: Asked, system: str) -> StoredPage:
    """The entries after a seq, as many as a page holds.

    Raises SignInAgain or DeviceRevoked, NotAMember alike for unknown and forbidden logs, or UnknownEpoch.
    """
    rows = await _rows(connection, asked, system)
    place = _place(rows[0])
    if asked.epoch != place.epoch:
        raise UnknownEpoch()
    if rows[0].entry_seq is None:
        return StoredPage((), place, more=False)
    taken = rows[: _how_many_fit(rows)]
    last = taken[-1]
    entries = tuple(Entry(row.entry_seq, row.received, row.jws) for row in taken)
    there = Place(place.scope, place.type, place.epoch, last.entry_seq, last.entry_hash)
    return StoredPage(entries, there, more=last.entry_seq < place.seq)


async def _rows(
    connection: AsyncConnection, asked: Asked, system: str
) -> "Sequence[Row[tuple[object, ...]]]":
    values = {"scope": asked.scope, "device": asked.device, "after": asked.after, "limit": PAGE_ENTRIES}
    rows = (await connection.execute(_page_query(asked.scope == system), values)).all()
    _check_device(rows)
    _check_member(rows[0], system)
    return rows


def _check_member(row: "Row[tuple[object, ...]]", system: str) -> None:
    if row.scope is None or (row.member_device is None and row.scope != system):
        raise NotAMember()


async def check_may_write(connection: AsyncConnection, scope: str, device: str, system: str) -> None:
    """Whether a device was ever let into this log; raises SignInAgain, DeviceRevoked or NotAMember."""
    nothing = Asked(scope, device, after=_BEYOND, epoch=0)
    await _rows(connection, nothing, system)


_BEYOND = 2**53


def _how_many_fit(rows: "Sequence[Row[tuple[object, ...]]]") -> int:
    size = 0
    for count, row in enumerate(rows):
        size += len(row.jws)
        if size > PAGE_BYTES and count:
            return count
    return len(rows)


async def ids(connection: AsyncConnection, scope: str) -> set[str]:
    """Ids of every record in a log."""
    return set((await connection.execute(select(ENTRIES.c.id).where(ENTRIES.c.scope == scope))).scalars())


async def tickets_by(connection: AsyncConnection, scope: str, device: str) -> set[str]:
    """Ids of the tickets that this device wrote into a log: only their issuer leaves the welcome."""
    query = select(ENTRIES.c.jws).where(ENTRIES.c.scope == scope, ENTRIES.c.kind == "ticket")
    records = [read_record(jws).record for jws in (await connection.execute(query)).scalars()]
    bodies = [model.read_body("ticket", one.schema, one.body) for one in records if one.device == device]
    return {body.ticket for body in bodies if isinstance(body, control.Ticket)}
