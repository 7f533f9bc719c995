# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Processes on one PostgreSQL tell each other which logs moved; what gets lost of that is made up for."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from tbp_backend.bells import Bell, Bells
from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.founding import open_home
from tbp_backend.store import notify
from tbp_backend.store.engine import insert_new, open_database
from tbp_backend.store.notify import Listening
from tbp_backend.store.store import Store, open_store
from tbp_backend.store.tables import DEVICES
from tests.postgres import Cluster

LONG = 60  # a limit against hanging
NEVER = 3600.0
LISTENERS = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = '{}'"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Two:
    """A process that writes, and another at which a doorbell is open; each has its own connections."""

    home: Home
    writer: Store
    bell: Bell
    rings: Listening

    async def write(self, name: str) -> None:
        """Something in `system`: an office of this name gets a key."""
        await Authority(self.home).office(self.writer, name)

    async def rung(self) -> list[str]:
        async with asyncio.timeout(LONG):
            await self.bell.stirred.wait()
        return self.bell.taken()


@asynccontextmanager
async def two(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Two]:
    writer = await open_home(Home(folder / "home"), open_database(url), now)
    reader = await open_store(open_database(url), now)
    row = {"device": "device", "member": "person", "dpop": "x", "revoked": False}
    await reader.database.write(lambda connection: insert_new(connection, DEVICES, row))
    rings = cast(Listening, reader.database.rings())
    monkeypatch.setattr(reader.database, "rings", lambda: rings)
    bells = Bells(reader)
    bell = await bells.hang("device")
    try:
        await until(lambda: rings.is_up)
        yield Two(Home(folder / "home"), writer, bell, rings)
    finally:
        bells.close()
        await rings.close()
        await reader.close()
        await writer.close()


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something that another task brings about."""
    async with asyncio.timeout(LONG):
        while not holds():  # noqa: ASYNC110  # it is nobody's event
            await asyncio.sleep(0.01)


def listeners(server: Cluster, url: str) -> list[int]:
    """The processes of the server that hold a line."""
    name = url.partition("@/")[2].partition("?")[0]
    return [int(pid) for pid in server.ask(LISTENERS.format(name)).split()]


async def test_who_is_told_need_not_look(
    tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notify, "LISTENING_SECONDS", NEVER)
    async with two(tmp_path, postgres.database(), monkeypatch) as pair:
        for name in ("one", "two", "three"):
            await pair.write(name)
            assert await pair.rung() == [pair.writer.system]


async def test_what_nobody_told_is_found_by_looking(
    tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notify, "LISTENING_SECONDS", 0.2)
    async with two(tmp_path, postgres.database(), monkeypatch) as pair:
        monkeypatch.setattr(pair.writer.database, "moved", lambda _: None)
        await pair.write("one")
        assert await pair.rung() == [pair.writer.system]
        assert pair.rings.is_up


async def test_a_line_that_is_ended_is_made_again(
    tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notify, "LISTENING_SECONDS", NEVER)
    url = postgres.database()
    async with two(tmp_path, url, monkeypatch) as pair:
        (before,) = listeners(postgres, url)
        postgres.ask(f"SELECT pg_terminate_backend({before})")
        await until(lambda: not pair.rings.is_up)
        await pair.write("while nobody listens")
        assert await pair.rung() == [pair.writer.system]
        await until(lambda: pair.rings.is_up)
        assert listeners(postgres, url) != [before]
        await pair.write("again")
        assert await pair.rung() == [pair.writer.system]


async def test_a_line_on_which_nobody_answers_is_made_again(
    tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a cable is cut, of which neither end is told."""
    monkeypatch.setattr(notify, "LISTENING_SECONDS", NEVER)
    monkeypatch.setattr(notify, "ALIVE_SECONDS", 0.1)
    monkeypatch.setattr(notify, "ANSWER_SECONDS", 0.2)
    url = postgres.database()
    async with two(tmp_path, url, monkeypatch) as pair:
        (silent,) = listeners(postgres, url)
        os.kill(silent, signal.SIGSTOP)
        try:
            await until(lambda: not pair.rings.is_up)
            await until(lambda: pair.rings.is_up)
            await pair.write("heard on the new line")
            assert await pair.rung() == [pair.writer.system]
        finally:
            os.kill(silent, signal.SIGCONT)


async def test_who_wrote_and_ends_tells_the_last_of_it(tmp_path: Path, postgres: Cluster) -> None:
    database = open_database(postgres.database())
    heard: list[str] = []
    async with database._line.connect() as connection:  # type: ignore[attr-defined]
        driver = (await connection.get_raw_connection()).driver_connection
        await driver.add_listener(notify.CHANNEL, lambda *said: heard.append(said[-1]))
        database.moved(["b", "a"])
        database.moved(["b"])
        await database.close()
        await until(lambda: len(heard) >= 2)
    assert heard == ["a", "b"]
