# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Opening the database: one writer, one reader, every piece of work one transaction.

What happens inside a transaction is plain functions over a `Connection`; how it gets there is decided here.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ClauseElement, Connection, Engine, Executable, create_engine, event, make_url
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry, SingletonThreadPool
from sqlalchemy.sql.compiler import SQLCompiler

from tbp_backend.errors import DatabaseUnusable

BUSY_SECONDS = 10
T = TypeVar("T")


@dataclass
class Database:
    """The ways in.

    Writing goes through a thread, because it waits for the lock and for the disk. Reading does not: in WAL a
    reader waits for nobody, and a page takes less time than handing it to a thread and back.
    """

    _writer: AsyncEngine
    _reader: Engine

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Do this in one transaction that has the write lock from its start and is durable at its end."""
        async with self._writer.begin() as connection:
            return await connection.run_sync(work)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Do this in one snapshot."""
        with self._reading.begin():
            return work(self._reading)

    def fetch(self, statement: Executable, values: dict[str, object]) -> Sequence[Any]:
        """Rows of one statement, a snapshot by itself, as the driver gives them; who calls knows the columns.

        For what nearly every call asks: compiled once and without a transaction around it, it costs half.
        """
        compiled = _compile(statement, self._reader.dialect)
        named = compiled.construct_params(values)
        cursor = self._reading.connection.cursor()
        try:
            cursor.execute(str(compiled), [named[name] for name in compiled.positiontup or ()])
            return cursor.fetchall()
        finally:
            cursor.close()

    @cached_property
    def _reading(self) -> Connection:
        return self._reader.connect()

    async def close(self) -> None:
        """Give all connections back."""
        if "_reading" in vars(self):
            self._reading.close()
        self._reader.dispose()
        await self._writer.dispose()


@cache
def _compile(statement: Executable, dialect: Dialect) -> SQLCompiler:
    assert isinstance(statement, ClauseElement)
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    return compiled


def sqlite_url(path: Path) -> str:
    """The address of a database file."""
    return f"sqlite+aiosqlite:///{path}"


def open_database(url: str) -> Database:
    """Engines for one database; nothing is opened before the first question. Raises DatabaseUnusable.

    SQLite in this version: WAL, `synchronous=FULL`, and `BEGIN IMMEDIATE` for the writer, so that no batch
    fails half-way on a lock.
    """
    address = make_url(url)
    if address.drivername != "sqlite+aiosqlite":
        raise DatabaseUnusable(reason="only sqlite+aiosqlite")
    connect = {"timeout": BUSY_SECONDS, "isolation_level": None}
    writer = create_async_engine(
        address,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args=connect,
        hide_parameters=True,
    )
    reader = create_engine(
        address.set(drivername="sqlite"),
        poolclass=SingletonThreadPool,
        connect_args=connect,
        hide_parameters=True,
    )
    _prepare(writer.sync_engine, "BEGIN IMMEDIATE")
    _prepare(reader, "BEGIN")
    return Database(writer, reader)


def _prepare(engine: Engine, begin: str) -> None:
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))


def _on_connect(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    """Pages of 8 KiB hold a whole record; the size counts for a new file only."""
    del entry
    cursor = connection.cursor()
    for pragma in (
        "page_size=8192",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def is_busy(error: BaseException) -> bool:
    """Whether a database error only says: somebody else is writing."""
    original = getattr(error, "orig", error)
    return isinstance(original, sqlite3.OperationalError) and "locked" in str(original)
