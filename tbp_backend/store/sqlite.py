# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""SQLite, for the demo and a small office: one process serves, with one writer and one reader."""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar

from sqlalchemy import URL, ClauseElement, Connection, Engine, Executable, create_engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry, SingletonThreadPool
from sqlalchemy.sql.compiler import SQLCompiler

from tbp_backend.store.engine import Database, reached
from tbp_backend.store.rings import Rings, WhenChanged

BUSY_SECONDS = 10
T = TypeVar("T")


class SqliteDatabase(Database):
    """A file in WAL mode, `synchronous=FULL`; `BEGIN IMMEDIATE`, so that no batch fails half-way on a lock.

    Writing goes through a thread, because it waits for the lock and for the disk. Reading does not: in WAL a
    reader waits for nobody, and a page takes less time than handing it to a thread and back.
    """

    def __init__(self, address: URL) -> None:
        connect = {"timeout": BUSY_SECONDS, "isolation_level": None}
        self._writer = create_async_engine(
            address,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=1,
            max_overflow=0,
            connect_args=connect,
            hide_parameters=True,
        )
        self._reader = create_engine(
            address.set(drivername="sqlite"),
            poolclass=SingletonThreadPool,
            connect_args=connect,
            hide_parameters=True,
        )
        _prepare(self._writer.sync_engine, "BEGIN IMMEDIATE")
        _prepare(self._reader, "BEGIN")

    async def write(self, work: Callable[[Connection], T]) -> T:
        """In one transaction that has the write lock from its start."""
        with reached():
            async with self._writer.begin() as connection:
                return await connection.run_sync(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """In one snapshot, at once."""
        with reached(), self._reading.begin():
            return work(self._reading)

    async def fetch(self, statement: Executable, values: dict[str, object]) -> Sequence[Any]:
        """Compiled once and without a transaction around it, what nearly every call asks costs half."""
        compiled = _compile(statement, self._reader.dialect)
        named = compiled.construct_params(values)
        cursor = self._reading.connection.cursor()
        try:
            cursor.execute(str(compiled), [named[name] for name in compiled.positiontup or ()])
            return cursor.fetchall()
        finally:
            cursor.close()

    def rings(self) -> Rings:
        """SQLite counts for a connection what others commit, in this process or in another."""
        return WhenChanged(self._data_version)

    def _data_version(self) -> int:
        cursor = self._reading.connection.cursor()
        try:
            cursor.execute("PRAGMA data_version")
            return int(cursor.fetchall()[0][0])
        finally:
            cursor.close()

    @cached_property
    def _reading(self) -> Connection:
        return self._reader.connect()

    async def close(self) -> None:
        """Give both connections back."""
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
