# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Below the API: the schema and its migrations, the cursor, and what a process remembers of a log."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from starlette.requests import Request
from starlette.responses import Response

import tbp_backend.store.schema as schema
import tbp_backend.store.sqlite as sqlite
from tbp_backend.api.app import _answer
from tbp_backend.api.backend import Backend
from tbp_backend.api.cursor import etag, read_cursor, write_cursor
from tbp_backend.errors import DatabaseUnusable
from tbp_backend.heads import Heads
from tbp_backend.store.engine import open_database, sqlite_url
from tbp_backend.store.reading import Log, Place
from tbp_backend.store.tables import metadata
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.log import read_head


def migrated(path: Path) -> None:
    """A database made by the migrations alone."""
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parents[1] / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


def test_the_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "migrated.db"
    migrated(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == schema.NEWEST
    engine.dispose()


async def test_a_new_database_is_made_at_once_and_then_left_alone(tmp_path: Path) -> None:
    database = open_database(sqlite_url(tmp_path / "new.db"))
    assert await schema.bring_up_to_date(database)
    assert not await schema.bring_up_to_date(database)
    await database.close()
    engine = create_engine(f"sqlite:///{tmp_path / 'new.db'}")
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    assert names == {*metadata.tables, "alembic_version"}


async def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    migrated(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    database = open_database(sqlite_url(path))
    with pytest.raises(DatabaseUnusable):
        await schema.bring_up_to_date(database)
    await database.close()


def test_alembic_is_not_imported_when_there_is_nothing_to_migrate(tmp_path: Path) -> None:
    program = (
        "import sys; from tbp_backend.cli import main; "
        f"main(['--home', {str(tmp_path / 'office')!r}, 'case', 'import', {str(tmp_path)!r}]); "
        "import tbp_backend.demo; sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0


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


async def test_a_bug_says_where_it_is_to_the_operator_and_nothing_to_the_caller() -> None:
    async def broken(backend: Backend, request: Request) -> Response:
        raise ValueError("Mirthe")

    response, result = await _answer(cast(Backend, None), broken, asked())
    assert response.status_code == 500
    assert b"about:blank" in response.body
    assert result.startswith("ValueError test_store.py:")
    assert b"Mirthe" not in response.body
    assert "Mirthe" not in result
