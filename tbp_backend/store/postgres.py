# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL, for more than a small office: any number of processes that serve, on one database.

Writers of one log wait for each other at the log's own row (`states.py`), readers for nobody. What is written
is durable before it is answered; after a connection that was lost the same bytes again get the same answer.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Executable, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from tbp_backend.store.engine import Database, reached
from tbp_backend.store.notify import Listening, Telling
from tbp_backend.store.rings import Rings

POOL = 5
WAIT_SECONDS = 10
LONGEST_SECONDS = 60
NAME = "tbp-backend"
T = TypeVar("T")

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND application_name = :name AND pid <> pg_backend_pid()"
)


class PostgresDatabase(Database):
    """A pool for writing, and one for reading in snapshots.

    A connection may be lost while it waits in its pool: writing asks first whether it still holds, because it
    is done once; reading just goes and is done again.
    """

    def __init__(self, address: URL) -> None:
        settings = {
            "synchronous_commit": "on",
            "application_name": NAME,
            "lock_timeout": f"{WAIT_SECONDS}s",
        }
        pool: dict[str, Any] = {"pool_size": POOL, "max_overflow": 0, "pool_timeout": WAIT_SECONDS}
        options: dict[str, Any] = {
            "hide_parameters": True,
            "connect_args": {
                "timeout": WAIT_SECONDS,
                "command_timeout": LONGEST_SECONDS,
                "server_settings": settings,
            },
        }
        writing: dict[str, Any] = {"isolation_level": "READ COMMITTED", "pool_pre_ping": True}
        self._writer = create_async_engine(address, **writing, **pool, **options)
        self._reader = create_async_engine(address, isolation_level="REPEATABLE READ", **pool, **options)
        self._single = self._reader.execution_options(isolation_level="AUTOCOMMIT")
        self._line = create_async_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool, **options)
        self._telling = Telling(self._writer.execution_options(isolation_level="AUTOCOMMIT"))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """In one transaction; each statement sees what others committed before it."""
        with reached():
            async with self._writer.begin() as connection:
                return await connection.run_sync(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """In one snapshot."""

        async def reading() -> T:
            async with self._reader.connect() as connection:
                return await connection.run_sync(work)

        return await _perhaps_again(reading)

    async def fetch(self, statement: Executable, values: dict[str, object]) -> Sequence[Any]:
        """One statement is a snapshot by itself."""

        async def fetching() -> Sequence[Any]:
            async with self._single.connect() as connection:
                return (await connection.execute(statement, values)).all()

        return await _perhaps_again(fetching)

    def rings(self) -> Rings:
        """Somebody tells, on a connection outside the pools."""
        return Listening(self._line)

    def moved(self, scopes: Iterable[str]) -> None:
        """Tell all processes, this one too."""
        self._telling.tell(scopes)

    async def others(self) -> int:
        """Asked before anything else: the connections of this process would count too."""
        return int((await self.fetch(_OTHERS, {"name": NAME}))[0][0])

    async def close(self) -> None:
        """Give all connections back."""
        await self._telling.close()
        await self._writer.dispose()
        await self._reader.dispose()


async def _perhaps_again(reading: Callable[[], Awaitable[T]]) -> T:
    """Reading changes nothing, so on a connection that was lost while it waited here it is done once more."""
    with reached():
        try:
            return await reading()
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return await reading()
