# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Below the API: the cursor, the tags and the heads, and what goes wrong in a database or in a call."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response

import tbp_backend.store.schema as schema
import tbp_backend.store.sqlite as sqlite
from tbp_backend.api.app import _answer
from tbp_backend.api.backend import Backend
from tbp_backend.api.cursor import etag, read_cursor, write_cursor
from tbp_backend.heads import Heads
from tbp_backend.store import signin
from tbp_backend.store.engine import open_database, sqlite_url
from tbp_backend.store.reading import Log, Place
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.log import read_head

PLACES = [Place(f"{n:08d}-0000-4000-8000-000000000000", 1, n + 1, bytes([n]) * 32) for n in range(5)]


LOGS = [Log("case", place) for place in PLACES]


def test_a_cursor_knows_what_was_told() -> None:
    cursor = read_cursor(write_cursor(PLACES, 7))
    assert all(cursor.has(place, 7) for place in PLACES)
    for moved in (
        replace(PLACES[0], seq=2),
        replace(PLACES[0], hash=bytes(32 * [9])),
        replace(PLACES[0], epoch=2),
        replace(PLACES[0], scope=PLACES[1].scope),
    ):
        assert not cursor.has(moved, 7)
    assert not any(cursor.has(place, 8) for place in PLACES)
    assert len(write_cursor(PLACES, 7)) < 8 + 12 * len(PLACES)


def test_the_tag_covers_heads_membership_and_the_hour() -> None:
    tags = {
        etag(LOGS, 7),
        etag(LOGS, 8),
        etag(LOGS[1:], 7),
        etag([Log("case", replace(PLACES[0], seq=9)), *LOGS[1:]], 7),
    }
    assert len(tags) == 4


def test_a_head_is_signed_once_an_hour_and_whenever_its_log_moves() -> None:
    heads = Heads(SigningKey.from_seed(bytes(32)))
    at = datetime(2026, 4, 20, 10, 5, tzinfo=UTC)
    first = heads.of(PLACES[0], at)
    assert heads.of(PLACES[0], at + timedelta(minutes=50)) == first
    later = read_head(heads.of(PLACES[0], at + timedelta(minutes=55)))[0]
    assert later.at == "2026-04-20T11:00:00Z"
    assert read_head(heads.of(replace(PLACES[0], seq=2, hash=bytes(32 * [9])), at))[0].seq == 2


def asked() -> Request:
    """A request that says nothing."""
    return Request({"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""})


async def test_a_database_that_is_busy_says_try_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    database = open_database(sqlite_url(tmp_path / "busy.db"))
    await schema.bring_up_to_date(database)
    other = sqlite3.connect(tmp_path / "busy.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def busy(backend: Backend, request: Request) -> Response:
        await database.write(lambda connection: connection.execute(text("DELETE FROM used")))
        return Response()

    response, result = await _answer(cast(Backend, None), busy, asked())
    assert (response.status_code, response.headers["Retry-After"], result) == (503, "5", "unavailable")
    assert b"urn:tbp:problem:unavailable" in response.body
    other.close()
    await database.close()


async def test_a_name_is_good_once_and_forgotten_when_it_would_be_refused_anyway(url: str) -> None:
    database = open_database(url)
    await schema.bring_up_to_date(database)

    async def first_time(*names: str, now: int) -> bool:
        return await database.write(lambda connection: signin.use_once(connection, names, now, now + 10))

    async def kept() -> int:
        count = text("SELECT count(*) FROM used")
        return int(await database.read(lambda connection: connection.execute(count).scalar_one()))

    assert await first_time("a", "b", now=0)
    assert not await first_time("c", "b", now=5)
    assert not await first_time("a", "d", now=10)
    assert await kept() == 3
    assert await first_time("e", now=11)
    assert await kept() == 2
    assert sorted(await asyncio.gather(*(first_time("f", "g", now=11) for _ in range(4)))) == 3 * [False] + [
        True
    ]
    await database.close()


async def test_a_bug_says_where_it_is_to_the_operator_and_nothing_to_the_caller() -> None:
    async def broken(backend: Backend, request: Request) -> Response:
        raise ValueError("Mirthe")

    response, result = await _answer(cast(Backend, None), broken, asked())
    assert response.status_code == 500
    assert b"about:blank" in response.body
    assert result.startswith("ValueError test_store.py:")
    assert b"Mirthe" not in response.body
    assert "Mirthe" not in result
