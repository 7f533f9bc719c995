# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Reading logs: whose they are, where they stand, and pages.

The device is looked up in the same snapshot as everything else, so that a revocation acts at once. A revoked
device reads `system`, for the keys, and each log up to the entry that ends it there: so it can prove its own
ending, and nothing else (PROTOCOL-REVIEW M6).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Connection,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)

from tbp_backend.errors import DeviceRevoked, NotAMember, SignInAgain, UnknownEpoch
from tbp_backend.store.engine import Database
from tbp_backend.store.tables import ACCESS, DEVICES, ENTRIES, LOGS
from tbp_casefile import model
from tbp_casefile.model import control
from tbp_casefile.tables import ScopeType
from tbp_casefile.wire.api import Entry
from tbp_casefile.wire.envelope import read_record

PAGE_ENTRIES = 500
PAGE_BYTES = 512 * 1024


@dataclass(frozen=True)
class Place:
    """A place in a log: what a head says. `hash` is 32 bytes."""

    scope: str
    epoch: int
    seq: int
    hash: bytes


@dataclass(frozen=True)
class Log:
    """A log of a device, and up to where it reads it."""

    type: str
    place: Place


@dataclass(frozen=True)
class Asked:
    """A page that a device asks for; `limit` entries at most, 0 for as many as a page holds."""

    scope: str
    device: str
    after: int
    epoch: int
    limit: int = 0

    @property
    def most(self) -> int:
        """How many entries the page may have."""
        return min(self.limit or PAGE_ENTRIES, PAGE_ENTRIES)

    def values(self) -> dict[str, object]:
        """For a statement; one row more than fits says whether there is more."""
        values = {"scope": self.scope, "device": self.device, "after": self.after, "epoch": self.epoch}
        return values | {"rows": self.most + 1}


@dataclass(frozen=True)
class StoredPage:
    """Entries after a seq, and the place that they lead to."""

    entries: tuple[Entry, ...]
    place: Place
    more: bool


# --- where a log stands for a device ------------------------------------------------------------------------


@cache
def _members() -> Select[bool, str, str, int, int, bytes, bool]:
    """A log as a member stands in it: at its head, or at the entry that ended the right to read."""
    last = ENTRIES.alias("last_entry")
    return (
        select(
            DEVICES.c.revoked,
            LOGS.c.type,
            LOGS.c.scope,
            LOGS.c.epoch,
            func.coalesce(ACCESS.c.until_seq, LOGS.c.seq),
            func.coalesce(last.c.hash, LOGS.c.hash),
            ACCESS.c.until_seq.is_not(None),
        )
        .select_from(DEVICES)
        .join(ACCESS, ACCESS.c.device == DEVICES.c.device)
        .join(LOGS, LOGS.c.scope == ACCESS.c.scope)
        .outerjoin(last, and_(last.c.scope == ACCESS.c.scope, last.c.seq == ACCESS.c.until_seq))
        .where(DEVICES.c.device == bindparam("device"))
    )


@cache
def _everybodys() -> Select[bool, str, str, int, int, bytes, bool]:
    """The `system` log, which every device reads; this row is there for every device that is known."""
    columns = (LOGS.c.type, LOGS.c.scope, LOGS.c.epoch, LOGS.c.seq, LOGS.c.hash)
    return (
        select(DEVICES.c.revoked, *columns, true())
        .select_from(DEVICES)
        .join(LOGS, LOGS.c.scope == bindparam("system"))
        .where(DEVICES.c.device == bindparam("device"))
    )


@cache
def _both() -> CompoundSelect[bool, str, str, int, int, bytes, bool]:
    return _everybodys().union_all(_members())


@cache
def _this_one() -> CompoundSelect[bool, str, str, int, int, bytes, bool]:
    return _everybodys().union_all(_members().where(LOGS.c.scope == bindparam("scope")))


def logs(connection: Connection, device: str, system: str) -> list[Log]:
    """The logs of a device, `system` first; of a revoked one those that end it. Raises SignInAgain."""
    return _may_read(connection.execute(_both(), {"device": device, "system": system}).all())[0]


def place_of(connection: Connection, scope: str, device: str, system: str) -> Place:
    """Where one log stands for a device; NotAMember alike for unknown and for forbidden ones.

    A revoked device gets DeviceRevoked for each log that has no ending of it.
    """
    values = {"device": device, "system": system, "scope": scope}
    readable, revoked = _may_read(connection.execute(_this_one(), values).all())
    for log in readable:
        if log.place.scope == scope:
            return log.place
    raise DeviceRevoked() if revoked else NotAMember()


def _may_read(rows: Sequence[Row[bool, str, str, int, int, bytes, bool]]) -> tuple[list[Log], bool]:
    """What a device that is known may read, and whether it was revoked; `system` has a row for any device."""
    if not rows:
        raise SignInAgain("invalid_client")
    revoked = bool(rows[0][0])
    shown = [row for row in rows if row[6] or not revoked]
    logs = [Log(row[1], Place(row[2], row[3], row[4], row[5])) for row in shown]
    return sorted(logs, key=lambda log: (log.type != ScopeType.SYSTEM, log.place.scope)), revoked


# --- pages --------------------------------------------------------------------------------------------------


@cache
def _entries(everybody: bool) -> Select[int, int, str, bytes]:
    """Entries that this device may read, of this epoch, after a seq: nothing unless all of that holds."""
    mine = and_(ACCESS.c.scope == ENTRIES.c.scope, ACCESS.c.device == DEVICES.c.device)
    query = (
        select(ENTRIES.c.seq, ENTRIES.c.received, ENTRIES.c.jws, ENTRIES.c.hash)
        .select_from(DEVICES)
        .join(ENTRIES, ENTRIES.c.scope == bindparam("scope"))
        .join(
            LOGS, and_(LOGS.c.scope == ENTRIES.c.scope, LOGS.c.epoch == bindparam("epoch", type_=BigInteger))
        )
        .where(DEVICES.c.device == bindparam("device"))
        .where(ENTRIES.c.seq > bindparam("after"))
        .order_by(ENTRIES.c.seq)
        .limit(bindparam("rows", type_=Integer))
    )
    if everybody:
        return query
    goes_on = and_(ACCESS.c.until_seq.is_(None), ~DEVICES.c.revoked)
    not_ended = or_(goes_on, ENTRIES.c.seq <= ACCESS.c.until_seq)
    return query.join(ACCESS, mine).where(not_ended)


async def page(database: Database, asked: Asked, system: str) -> StoredPage:
    """The entries after a seq, as many as a page holds; only when there are none it is asked why.

    Raises SignInAgain, DeviceRevoked, NotAMember alike for unknown and forbidden logs, or UnknownEpoch.
    """
    rows = await database.fetch(_entries(asked.scope == system), asked.values())
    if rows:
        return _filled(asked, rows)
    return await database.read(lambda connection: _snapshot(connection, asked, system))


def _snapshot(connection: Connection, asked: Asked, system: str) -> StoredPage:
    """Where the log stands and what comes after: in one snapshot, so that neither outruns the other."""
    place = place_of(connection, asked.scope, asked.device, system)
    if asked.epoch != place.epoch:
        raise UnknownEpoch()
    if asked.after >= place.seq:
        return StoredPage((), place, more=False)
    rows = connection.execute(_entries(asked.scope == system), asked.values()).all()
    return _filled(asked, rows)


def _filled(asked: Asked, rows: Sequence[tuple[int, int, str, bytes]]) -> StoredPage:
    fit = min(_how_many_fit([row[2] for row in rows]), asked.most)
    seqs, received, records, hashes = zip(*rows[:fit], strict=True)
    there = Place(asked.scope, asked.epoch, seqs[-1], hashes[-1])
    return StoredPage(tuple(map(Entry, seqs, received, records)), there, more=fit < len(rows))


def _how_many_fit(records: Sequence[str]) -> int:
    """As many as a page holds; a record is smaller than a page, so it is one at least."""
    return bisect_right(list(accumulate(map(len, records))), PAGE_BYTES)


# --- for the office -----------------------------------------------------------------------------------------


def ids(connection: Connection, scope: str) -> set[str]:
    """Ids of every record in a log."""
    return set(connection.execute(select(ENTRIES.c.id).where(ENTRIES.c.scope == scope)).scalars())


def whole(connection: Connection, scope: str) -> list[tuple[int, int, str]]:
    """Every entry of a log in its order: seq, received, and the signed bytes."""
    query = select(ENTRIES.c.seq, ENTRIES.c.received, ENTRIES.c.jws).where(ENTRIES.c.scope == scope)
    return [(row[0], row[1], row[2]) for row in connection.execute(query.order_by(ENTRIES.c.seq))]


def ticket_writers(connection: Connection, scope: str) -> dict[str, str]:
    """Who wrote which ticket into a log, by the ticket's id: only its issuer leaves the welcome."""
    query = select(ENTRIES.c.jws).where(ENTRIES.c.scope == scope, ENTRIES.c.kind == "ticket")
    writers: dict[str, str] = {}
    for record in (read_record(jws).record for jws in connection.execute(query).scalars()):
        body = model.read_body("ticket", record.schema, record.body)
        assert isinstance(body, control.Ticket)
        writers[body.ticket] = record.device
    return writers
