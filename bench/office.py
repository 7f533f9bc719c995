# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A real backend as a process of its own, and the office beside it that fills its log and issues tickets.

Records go in through the store's own append, as an office brings what others signed: no limit of the day.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bench.programs import ROOT, environment, python, run, serving
from tbp_backend.home import Home, in_home
from tbp_backend.office.founding import open_home
from tbp_backend.office.tickets import Request, issue
from tbp_backend.store.engine import open_database
from tbp_backend.store.store import Store

CASE_FILE = ROOT / "tbp_backend" / "cases" / "h1-journalist.yaml"
CASE, MEMBER, STAFF = "D-24-0117", "person", "contact-2"
_BATCH = 500

T = TypeVar("T")


def clock() -> datetime:
    """The real one."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Office:
    """A backend that serves the first demo case, and what its operator can do."""

    home: Home
    address: str

    def ask(self, question: Callable[[Store], Awaitable[T]]) -> T:
        """Work on the database beside the serving process, as the operator's commands do."""

        async def work() -> T:
            store = await open_home(self.home, open_database(self.home.database_url), clock)
            try:
                return await question(store)
            finally:
                await store.close()

        return asyncio.run(work())

    def ticket(self, member: str = MEMBER) -> str:
        """A ticket for one more device of the person, or of another member."""
        return self.ask(lambda store: issue(self.home, store, Request((CASE,), member)))

    def append(self, scope: str, records: Sequence[str]) -> None:
        """Put signed records into a log; every one of them must be taken."""

        async def write(store: Store) -> None:
            for begin in range(0, len(records), _BATCH):
                for stored in await store.write(scope, records[begin : begin + _BATCH]):
                    assert stored.status == "stored", stored.code

        self.ask(write)


@contextmanager
def serving_office(folder: Path, *options: str) -> Iterator[Office]:
    """A backend with the demo case, for as long as the block runs."""
    surroundings = environment(folder / "operator")
    backend = python("-m", "tbp_backend", "--home", str(folder / "office"))
    run([*backend, "case", "import", str(CASE_FILE)], surroundings)
    with serving([*backend, "serve", *options], surroundings, folder / "backend.log") as ready:
        yield Office(in_home(folder / "office"), ready["address"])
