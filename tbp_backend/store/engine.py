# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Opening the database: every piece of work is one transaction, on SQLite or on PostgreSQL.

What happens inside a transaction is plain functions over a `Connection`; how it gets there is decided here.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Executable, Table, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tbp_backend.errors import DatabaseAway, DatabaseUnusable
from tbp_backend.store.rings import EachSecond, Rings

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")


class Database(ABC):
    """The ways in, the same for both engines; each raises DatabaseAway when it cannot be done now."""

    @abstractmethod
    async def write(self, work: Callable[[Connection], T]) -> T:
        """Do this in one transaction that is durable when this returns."""

    @abstractmethod
    async def read(self, work: Callable[[Connection], T]) -> T:
        """Do this in one snapshot."""

    @abstractmethod
    async def fetch(self, statement: Executable, values: dict[str, object]) -> Sequence[Any]:
        """Rows of one statement, a snapshot by itself; who calls knows the columns."""

    def rings(self) -> Rings:
        """What says when to look whether a log moved."""
        return EachSecond()

    def moved(self, scopes: Iterable[str]) -> None:  # noqa: B027  # most tell nobody
        """Tell other processes that these logs moved: said after the commit, and not waited for."""

    async def others(self) -> int:
        """How many connections of other backends are open; of a file its home knows who uses it."""
        return 0

    @abstractmethod
    async def close(self) -> None:
        """Give all connections back."""


_NOT_NOW = ("08", "25006", "40", "53", "55", "57")
"""How an SQLSTATE that passes begins: connection, a copy that only reads, rolled back, out of resources,
locked, operator intervention."""
_REFUSED = ("28", "3D")
"""The same for a server that does not know this user, password or database."""


@contextmanager
def reached() -> Iterator[None]:
    """Around every piece of work: what only says "not now" becomes DatabaseAway, and may be asked again.

    Raises DatabaseUnusable when the server lets nobody of this name in.
    """
    try:
        yield
    except (DBAPIError, PoolTimeout, OSError) as error:
        if _passes(error):
            raise DatabaseAway() from error
        if _state(error).startswith(_REFUSED):
            raise DatabaseUnusable(reason="refused") from error
        raise


def _passes(error: DBAPIError | PoolTimeout | OSError) -> bool:
    if not isinstance(error, DBAPIError):
        return True
    if isinstance(error.orig, sqlite3.Error):
        return "locked" in str(error.orig)
    return error.connection_invalidated or _state(error).startswith(_NOT_NOW)


def _state(error: BaseException) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def sqlite_url(path: Path) -> str:
    """The address of a database file."""
    return f"sqlite+aiosqlite:///{path}"


def open_database(url: str) -> Database:
    """The engine for an address; nothing is opened before the first question. Raises DatabaseUnusable."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise DatabaseUnusable(reason="not an address") from None
    match address.drivername:
        case "sqlite+aiosqlite":
            from tbp_backend.store.sqlite import SqliteDatabase

            return SqliteDatabase(address)
        case "postgresql+asyncpg" | "postgresql":
            from tbp_backend.store.postgres import PostgresDatabase

            return PostgresDatabase(address.set(drivername="postgresql+asyncpg"))
        case _:
            raise DatabaseUnusable(reason="only sqlite+aiosqlite and postgresql+asyncpg")


def insert_new(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert a row, unless somebody did before, perhaps just now; whether it was new."""
    return connection.execute(_insert_new(connection, table).values(row)).rowcount == 1


def insert_all_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """The same for many rows at once."""
    if rows:
        connection.execute(_insert_new(connection, table), list(rows))


def _insert_new(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert

        return insert(table).on_conflict_do_nothing()
    from sqlalchemy.dialects.sqlite import insert as insert_here

    return insert_here(table).on_conflict_do_nothing()
