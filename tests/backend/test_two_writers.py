# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Two processes write into one log, and each stops inside its commit for a while; no reader skips a record.

Guards T27 of SECURITY section 8: a seq that is taken first and committed last.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
from sqlalchemy import Connection, Executable
from sqlalchemy.util import await_only

from tbp_backend.home import Home
from tbp_backend.store.engine import Database, open_database
from tbp_backend.store.reading import Asked
from tbp_backend.store.store import Store, open_store
from tbp_casefile.log import chain, genesis, leaf_of
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import format_moment
from tbp_casefile.wire.envelope import Record, SignedRecord, sign_record
from tests.logs import uuid4
from tests.postgres import Cluster
from tests.property.people import body_of
from tests.property.prepared import FOUNDED, founded, record_key_of

T = TypeVar("T")
ROUNDS = 200
WRITERS = {"phone": "request", "desk": "contact_moment"}


@dataclass
class Pausing(Database):
    """A database on which a write stops when all is written and nothing is committed, until it may go on."""

    real: Database
    inside: asyncio.Event = field(default_factory=asyncio.Event)
    may_commit: asyncio.Event = field(default_factory=asyncio.Event)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """What is written, after a pause."""

        def paused(connection: Connection) -> T:
            done = work(connection)
            self.inside.set()
            await_only(self.may_commit.wait())
            return done

        return await self.real.write(paused)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """As ever."""
        return await self.real.read(work)

    async def fetch(self, statement: Executable, values: dict[str, object]) -> Sequence[Any]:
        """As ever."""
        return await self.real.fetch(statement, values)

    async def close(self) -> None:
        """As ever."""
        await self.real.close()


@dataclass
class Reader:
    """A device that reads on from where it is; it holds what it read, and believes no gap."""

    store: Store
    scope: str
    device: str
    hashes: list[bytes] = field(default_factory=list)
    records: list[str] = field(default_factory=list)

    async def read_on(self) -> None:
        """The next page, which must follow on what is held and lead to the head that comes with it."""
        told = [log.place for log in await self.store.logs(self.device) if log.place.scope == self.scope]
        page = await self.store.page(Asked(self.scope, self.device, after=len(self.records), epoch=1))
        for entry in page.entries:
            assert entry.seq == len(self.records) + 1, "a gap"
            self.hashes.append(chain(self.hashes[-1], leaf_of(entry.jws), entry.received))
            self.records.append(entry.jws)
        assert (page.place.seq, page.place.hash) == (len(self.records), self.hashes[-1])
        assert told[0].seq <= len(self.records), "a head that the entries do not reach"


@asynccontextmanager
async def processes(url: str, many: int) -> AsyncIterator[list[Store]]:
    """As many processes as there would be, each with its own connections and its own memory."""
    stores = [await open_store(open_database(url), lambda: FOUNDED) for _ in range(many)]
    try:
        yield stores
    finally:
        for store in stores:
            await store.close()


def signed(writer: str, scope: str, number: int) -> SignedRecord:
    """The next record of a device."""
    name, moment = uuid4(f"{writer} {number}"), format_moment(FOUNDED)
    key = record_key_of(writer)
    body = msgspec.Raw(msgspec.json.encode(body_of(WRITERS[writer], f"text {number}")))
    record = Record(
        id=name,
        scope=scope,
        kind=WRITERS[writer],
        entity=name,
        device=key.device_id,
        at=moment,
        written_at=moment,
        body=body,
    )
    return sign_record(record, key)


async def one_round(
    writers: dict[str, Store], reader: Reader, records: dict[str, SignedRecord], chance: random.Random
) -> None:
    """Both write; who comes first stops inside its commit, while the other tries and the reader reads."""
    first, second = chance.sample(sorted(writers), 2)
    stores = {name: Store(Pausing(one.database), one.states, one.clock) for name, one in writers.items()}
    pauses = {name: store.database for name, store in stores.items()}
    tasks = {}
    for name in (first, second):
        tasks[name] = asyncio.create_task(
            stores[name].push(reader.scope, record_key_of(name).device_id, [records[name].jws])
        )
        await reader.read_on()
        if name == first:
            await inside(pauses[first])
        await asyncio.sleep(chance.choice([0, 0.001]))
        await reader.read_on()
    for name in chance.sample([first, second], 2):
        go_on(pauses[name])
        await asyncio.sleep(0)
        await reader.read_on()
    for task in tasks.values():
        (result,) = await task
        assert result.status == "stored", result
    await reader.read_on()


async def inside(database: Database) -> None:
    """Until this writer has written everything, and has not committed."""
    assert isinstance(database, Pausing)
    await database.inside.wait()


def go_on(database: Database) -> None:
    """Let it commit."""
    assert isinstance(database, Pausing)
    database.may_commit.set()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_writers_that_pause_inside_their_commit_make_no_reader_skip_a_record(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    home = Home(tmp_path / "home")
    server: Cluster | None = request.getfixturevalue("postgres") if engine == "postgresql" else None
    scopes, _ = await founded(home, server.database() if server else "")
    scope, chance = scopes[ScopeType.CASE], random.Random(27)  # moments, no keys
    async with processes(home.database_url, 3) as (one, other, third):
        reader = Reader(third, scope, record_key_of("laptop").device_id, [genesis(scope)])
        await reader.read_on()
        before = len(reader.records)
        for number in range(ROUNDS):
            records = {writer: signed(writer, scope, number) for writer in WRITERS}
            await one_round({"phone": one, "desk": other}, reader, records, chance)
            assert {record.jws for record in records.values()} == set(reader.records[-2:])
        assert len(reader.records) == before + 2 * ROUNDS
