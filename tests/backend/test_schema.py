# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The schema as the database has it, on each engine: made, migrated, and with the scope id in front."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from tbp_backend.errors import DatabaseUnusable
from tbp_backend.store import schema
from tbp_backend.store.engine import open_database
from tbp_backend.store.tables import ACCESS, metadata

T = TypeVar("T")
OF_NO_LOG = {"devices", "enrolments", "used", "meta", "alembic_version"}


async def inside(url: str, work: Callable[[Connection], T]) -> T:
    """One transaction in this database."""
    database = open_database(url)
    try:
        return await database.write(work)
    finally:
        await database.close()


async def made(url: str) -> bool:
    """Bring the database to this version, as `serve` does."""
    database = open_database(url)
    try:
        return await schema.bring_up_to_date(database)
    finally:
        await database.close()


def migrate(connection: Connection, revision: str) -> None:
    """Run the migrations, and nothing else."""
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parents[1] / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def keys(connection: Connection) -> dict[str, list[str]]:
    """By table, the columns of its primary key in their order."""
    asked = inspect(connection)
    return {
        name: asked.get_pk_constraint(name)["constrained_columns"]
        for name in asked.get_table_names()
        if name != "alembic_version"
    }


async def test_the_migrations_lead_to_the_tables(url: str) -> None:
    await inside(url, lambda connection: migrate(connection, "head"))

    def look(connection: Connection) -> None:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == schema.NEWEST
        assert keys(connection) == {
            table.name: [column.name for column in table.primary_key] for table in metadata.sorted_tables
        }

    await inside(url, look)


async def test_what_stood_in_the_first_schema_is_still_there(url: str) -> None:
    rows = [("one", "d", None, None), ("two", "d", 7, 1_800_000_000_000)]

    def before(connection: Connection) -> None:
        migrate(connection, "0001")
        for scope, device, seq, received in rows:
            values = {"scope": scope, "device": device, "until_seq": seq, "until_received": received}
            connection.execute(ACCESS.insert().values(values))

    await inside(url, before)
    assert await made(url)
    after = ACCESS.select().order_by(ACCESS.c.scope)
    assert await inside(url, lambda connection: [tuple(row) for row in connection.execute(after)]) == rows


async def test_a_new_database_is_made_at_once_and_then_left_alone(url: str) -> None:
    assert await made(url)
    assert not await made(url)
    names = await inside(url, lambda connection: set(inspect(connection).get_table_names()))
    assert names == {*metadata.tables, "alembic_version"}


async def test_of_processes_that_start_at_once_one_makes_the_tables(url: str) -> None:
    assert sorted(await asyncio.gather(*(made(url) for _ in range(4)))) == [False, False, False, True]


async def test_a_database_of_a_newer_version_is_refused(url: str) -> None:
    await inside(url, lambda connection: migrate(connection, "head"))
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await inside(url, lambda connection: connection.execute(newer))
    with pytest.raises(DatabaseUnusable):
        await made(url)


async def test_every_table_of_a_log_has_its_scope_first(url: str) -> None:
    """So that a database can be spread by scope without a change to a query (DESIGN section 5, Engine)."""
    await made(url)

    def look(connection: Connection) -> None:
        asked = inspect(connection)
        of_a_log = {
            name
            for name in asked.get_table_names()
            if any(column["name"] == "scope" for column in asked.get_columns(name))
        }
        assert set(asked.get_table_names()) - of_a_log == OF_NO_LOG
        assert {keys(connection)[name][0] for name in of_a_log} == {"scope"}
        for name in of_a_log:  # whatever must be unique is so within a log
            unique = [one["column_names"] for one in asked.get_indexes(name) if one["unique"]]
            assert all(columns[0] == "scope" for columns in unique), name

    await inside(url, look)


def test_alembic_is_not_imported_when_there_is_nothing_to_migrate(tmp_path: Path) -> None:
    program = (
        "import sys; from tbp_backend.cli import main; "
        f"main(['--home', {str(tmp_path / 'office')!r}, 'case', 'import', {str(tmp_path)!r}]); "
        "import tbp_backend.demo; sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0
