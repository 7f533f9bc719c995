# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Reading logs: whose they are, where they stand, and pages out of one snapshot."""

from dataclasses import dataclass

from sqlalchemy import literal, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from tbp_backend.errors import NotAMember, UnknownEpoch
from tbp_backend.store.tables import ACCESS, ENTRIES, LOGS
from tbp_casefile import model
from tbp_casefile.model import control
from tbp_casefile.wire.api import Entry
from tbp_casefile.wire.envelope import read_record

PAGE_ENTRIES = 500
PAGE_BYTES = 512 * 1024


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


async def places(connection: AsyncConnection, device: str, system: str) -> list[Place]:
    """Where the logs of a device stand for it, `system` first; an ended member stands at its end."""
    mine = (
        select(LOGS, ACCESS.c.until_seq)
        .join(ACCESS, ACCESS.c.scope == LOGS.c.scope)
        .where(ACCESS.c.device == device)
    )
    everybody = select(LOGS, literal(None).label("until_seq")).where(LOGS.c.scope == system)
    rows = (await connection.execute(everybody.union_all(mine))).all()
    return [await _place(connection, row) for row in rows]


async def _place(connection: AsyncConnection, row: Row[tuple[object, ...]]) -> Place:
    if row.until_seq is None or row.until_seq >= row.seq:
        return Place(row.scope, row.type, row.epoch, row.seq, row.hash)
    hash_there = await _hash_at(connection, row.scope, row.until_seq)
    return Place(row.scope, row.type, row.epoch, row.until_seq, hash_there)


async def _hash_at(connection: AsyncConnection, scope: str, seq: int) -> bytes:
    query = select(ENTRIES.c.hash).where(ENTRIES.c.scope == scope, ENTRIES.c.seq == seq)
    hash_there: bytes = (await connection.execute(query)).scalar_one()
    return hash_there


async def place_of(connection: AsyncConnection, scope: str, device: str, system: str) -> Place:
    """Where one log stands for a device; raises NotAMember alike for unknown and for forbidden."""
    until = literal(None).label("until_seq") if scope == system else ACCESS.c.until_seq
    query = select(LOGS, until).where(LOGS.c.scope == scope)
    if scope != system:
        query = query.join(ACCESS, ACCESS.c.scope == LOGS.c.scope).where(ACCESS.c.device == device)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise NotAMember()
    return await _place(connection, row)


async def page(connection: AsyncConnection, place: Place, *, after: int, epoch: int) -> StoredPage:
    """The entries after a seq, as many as a page holds; raises UnknownEpoch."""
    if epoch != place.epoch:
        raise UnknownEpoch()
    if after >= place.seq:
        return StoredPage((), place, more=False)
    query = (
        select(ENTRIES.c.seq, ENTRIES.c.received, ENTRIES.c.jws, ENTRIES.c.hash)
        .where(ENTRIES.c.scope == place.scope, ENTRIES.c.seq > after, ENTRIES.c.seq <= place.seq)
        .order_by(ENTRIES.c.seq)
        .limit(PAGE_ENTRIES)
    )
    rows = (await connection.execute(query)).all()
    taken = rows[: _how_many_fit(rows)]
    last = taken[-1]
    entries = tuple(Entry(seq, received, jws) for seq, received, jws, _ in taken)
    there = Place(place.scope, place.type, place.epoch, last.seq, last.hash)
    return StoredPage(entries, there, more=last.seq < place.seq)


def _how_many_fit(rows: "list[Row[tuple[int, int, str, bytes]]] | object") -> int:
    size = 0
    assert isinstance(rows, list)
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
