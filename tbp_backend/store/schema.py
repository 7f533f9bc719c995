# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bringing a database to the schema of this version; alembic is imported only when there is something to do.

A new database is made from `tables.py` in one go; a test holds that the migrations lead to the same.
"""

from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

from tbp_backend.errors import DatabaseUnusable
from tbp_backend.store.engine import Database
from tbp_backend.store.tables import metadata

NEWEST = "0004"
_ONE_AT_A_TIME = 0x746270
_MIGRATIONS = Path(__file__).parent.parent / "migrations"


async def bring_up_to_date(database: Database) -> bool:
    """Make or migrate the tables; True when something was done. Raises DatabaseUnusable for a newer one."""
    return await database.write(_bring_up_to_date)


async def check_up_to_date(database: Database) -> None:
    """Raise DatabaseUnusable unless the tables are of this version; nothing is changed."""
    found = await database.read(_version)
    if found != NEWEST:
        raise DatabaseUnusable(reason="schema of another version", found=found)


def is_empty(connection: Connection) -> bool:
    """Whether there are no tables of ours at all."""
    return _version(connection) is None


def _bring_up_to_date(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":  # other processes may start at the same moment
        connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    found = _version(connection)
    if found == NEWEST:
        return False
    if found is None:
        _create(connection)
    else:
        _migrate(connection, found)
    return True


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": NEWEST})


def _migrate(connection: Connection, found: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise DatabaseUnusable(reason="schema of another version", found=found) from None
