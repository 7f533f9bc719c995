# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a command works on: the home it was told, the database that belongs to it, and the clock."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tbp_backend.address import Address, said
from tbp_backend.home import Home
from tbp_backend.store.engine import Database, open_database
from tbp_backend.store.store import Clock, Store


@dataclass(frozen=True)
class Site:
    """A home, and the outside world as `cli.py` found it."""

    home: Home
    environment: Mapping[str, str]
    clock: Clock

    def address(self, option: str = "") -> Address:
        """Which database the operator means now, if anything was said of it."""
        return said(option, self.environment)

    @property
    def url(self) -> str:
        """The address of the database: what is said now, or what the home remembers."""
        return self.url_of(self.address())

    def url_of(self, address: Address) -> str:
        """The same, for what was said."""
        return address.url or self.home.database_url

    def database(self) -> Database:
        """The database, not asked anything yet."""
        return open_database(self.url)

    @asynccontextmanager
    async def store(self) -> AsyncIterator[Store]:
        """The database, opened; made together with the home on first use."""
        from tbp_backend.office.founding import open_home

        address = self.address()
        with self.home.in_use():
            database = open_database(self.url_of(address))
            store = await open_home(self.home, database, self.clock, url=address.kept)
            try:
                yield store
            finally:
                await store.close()
