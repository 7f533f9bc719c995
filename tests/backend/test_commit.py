# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Two processes that write into one log while both hang in their commit: no reader ever skips a record."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, event, select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import await_only

from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.founding import open_home
from tbp_backend.office.pen import Pen, new_id, publish
from tbp_backend.store.engine import open_database
from tbp_backend.store.reading import Asked
from tbp_backend.store.store import Store, open_store
from tbp_backend.store.tables import ACCESS, DEVICES
from tbp_casefile.crypto import base64url
from tbp_casefile.log import chain, genesis, leaf_of
from tbp_casefile.model.control import Device, Member, PublicKeys, Scope
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.wire.envelope import SignedRecord
from tests.backend.device import Keys
from tests.casefile.bodies import CONTENT
from tests.postgres import Cluster

ROUNDS = 200
READER = "reader"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Writer:
    """A process of its own as far as the database can tell; `commits` are let through one by one."""

    store: Store
    pen: Pen
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    def pause(self) -> None:
        """Hang in every commit from now on, until `let_go`."""
        engine: AsyncEngine = self.store.database._writer  # type: ignore[attr-defined]
        event.listen(engine.sync_engine, "commit", self._commit)

    def _commit(self, _connection: Connection) -> None:
        self.arrived.set()
        await_only(self.let_go.wait())

    def write(self) -> "asyncio.Task[int]":
        """Begin to write one record, and get the seq that it has in the end."""
        self.arrived.clear()
        self.let_go.clear()
        return asyncio.create_task(self._write())

    async def _write(self) -> int:
        record = self.pen.write("measure", msgspec.Raw(msgspec.json.encode(CONTENT["measure"])))
        (result,) = await self.store.write(self.pen.scope, [record.jws])
        assert result.status == "stored", result.code
        return result.seq


@dataclass
class Reader:
    """A device that holds what it was given: each page must go on exactly where the last one ended."""

    store: Store
    scope: str
    seq: int = 0
    hash: bytes = b""

    async def read(self) -> None:
        told = [log.place for log in await self.store.logs(READER) if log.place.scope == self.scope]
        page = await self.store.page(Asked(self.scope, READER, self.seq, 1))
        for entry in page.entries:
            assert entry.seq == self.seq + 1
            self.hash = chain(self.hash, leaf_of(entry.jws), entry.received)
            self.seq = entry.seq
        assert (page.place.seq, page.place.hash) == (self.seq, self.hash)
        assert told[0].seq <= self.seq, "a head that the entries do not reach"


@asynccontextmanager
async def one_log(folder: Path, url: str) -> AsyncIterator[tuple[Writer, Writer, Reader]]:
    """A log with two writers and a reader, each on connections of its own."""
    home = Home(folder / "home")
    first = await open_home(home, open_database(url), now)
    others = [await open_store(open_database(url), now) for _ in range(2)]
    try:
        key = await Authority(home).office(first, "authority-national")
        pen = Pen(key, new_id(), now())
        await publish(first, pen.scope, first_entries(pen))
        await first.database.write(lambda connection: let_in(connection, pen.scope))
        reader = Reader(others[1], pen.scope, hash=genesis(pen.scope))
        yield Writer(first, pen), Writer(others[0], pen), reader
    finally:
        for store in (first, *others):
            await store.close()


def first_entries(pen: Pen) -> list[SignedRecord]:
    """A case with an authority in it, that writes with the key of its office."""
    device = Device("authority", pen.key.device_id, PublicKeys(base64url.encode(pen.key.public)))
    return [
        pen.write("scope", Scope(ScopeType.CASE)),
        pen.write("member", Member("authority", Role.AUTHORITY)),
        pen.write("device", device),
    ]


def let_in(connection: Connection, scope: str) -> None:
    """A reader without a ticket: this is about the order of entries."""
    connection.execute(DEVICES.insert().values(device=READER, member="m", dpop="", revoked=False))
    connection.execute(ACCESS.insert().values(scope=scope, device=READER))


async def test_who_tells_of_a_device_that_is_out_already_waits_for_nobody(
    tmp_path: Path, postgres: Cluster
) -> None:
    """Else a ticket for many logs and a writer in one of them could wait for each other."""
    async with one_log(tmp_path, postgres.database()) as (one, other, _):
        keys = Keys()
        gone = Device("member", keys.sign.device_id, keys.public)
        opens = one.pen.write("member", Member("member", Role.PERSON))
        out = [one.pen.write("device", body) for body in (gone, msgspec.structs.replace(gone, ends=True))]
        await publish(one.store, one.pen.scope, [opens, *out])
        held, done = asyncio.Event(), asyncio.Event()

        async def hold() -> bool:
            row = select(DEVICES.c.revoked).where(DEVICES.c.device == gone.device).with_for_update()
            engine: AsyncEngine = other.store.database._writer  # type: ignore[attr-defined]
            async with engine.begin() as connection:
                revoked = (await connection.execute(row)).scalar_one()
                held.set()
                await done.wait()
                return bool(revoked)

        holding = asyncio.create_task(hold())
        await held.wait()
        comes = one.pen.write("member", Member("another", Role.CONTACT_PERSON))
        await asyncio.wait_for(publish(one.store, one.pen.scope, [comes]), 5)
        done.set()
        assert await holding


async def test_no_reader_skips_a_record_of_writers_that_hang_in_their_commit(
    tmp_path: Path, url: str
) -> None:
    """T27."""
    async with one_log(tmp_path, url) as (one, other, reader):
        one.pause()
        other.pause()
        await reader.read()
        for number in range(ROUNDS):
            first, second = (one, other) if number % 2 else (other, one)
            ahead = first.write()
            await asyncio.wait_for(first.arrived.wait(), 10)
            behind = second.write()
            before = reader.seq
            await reader.read()
            assert reader.seq == before
            first.let_go.set()
            await asyncio.wait_for(second.arrived.wait(), 10)
            await reader.read()
            assert reader.seq == await ahead == before + 1
            second.let_go.set()
            assert await behind == before + 2
            await reader.read()
            assert reader.seq == before + 2
        assert reader.seq == 3 + 2 * ROUNDS
