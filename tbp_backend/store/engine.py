# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Opening the database: one writer, a few readers, every transaction a snapshot.

SQLite: WAL, `synchronous=FULL`, `BEGIN IMMEDIATE` for writers, so no batch fails half-way on a lock.
"""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from tbp_backend.errors import DatabaseUnusable

BUSY_SECONDS = 10
READERS = 4


@dataclass(frozen=True)
class Database:
    """The ways in: a writer that holds the lock from its first statement, and readers beside it."""

    writer: AsyncEngine
    reader: AsyncEngine
    looker: AsyncEngine

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction with the write lock, durable when the block ends."""
        async with self.writer.begin() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One snapshot."""
        async with self.reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def look(self) -> AsyncIterator[AsyncConnection]:
        """For one statement, which is a snapshot by itself: there is no transaction to begin and end."""
        async with self.looker.connect() as connection:
            yield connection

    async def close(self) -> None:
        """Give all connections back."""
        await self.looker.dispose()
        await self.reader.dispose()
        await self.writer.dispose()


def sqlite_url(path: Path) -> str:
    """The address of a database file."""
    return f"sqlite+aiosqlite:///{path}"


def check_url(url: str) -> None:
    """Raise DatabaseUnusable unless this version can use it: SQLite now, PostgreSQL in a later one."""
    if make_url(url).drivername != "sqlite+aiosqlite":
        raise DatabaseUnusable(reason="only sqlite+aiosqlite")


def open_database(url: str) -> Database:
    """Engines for one database; nothing is opened before the first question."""
    check_url(url)
    writer = _engine(url, size=1)
    event.listen(writer.sync_engine, "begin", _begin_with("BEGIN IMMEDIATE"))
    reader = _engine(url, size=READERS)
    event.listen(reader.sync_engine, "begin", _begin_with("BEGIN"))
    alone = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True, "pool_reset_on_return": None}
    return Database(writer, reader, _engine(url, size=READERS, **alone))


def _engine(url: str, *, size: int, **options: object) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
        hide_parameters=True,
        **options,
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    return engine


def _prepare(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    del entry
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_with(statement: str) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return begin


def is_busy(error: BaseException) -> bool:
    """Whether a database error only says: somebody else is writing."""
    original = getattr(error, "orig", None)
    return isinstance(original, sqlite3.OperationalError) and "locked" in str(original)
