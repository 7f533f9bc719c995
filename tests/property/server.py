# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The real backend in this process, over ASGI, on a real database file; it can die at any statement.

A death is what a kill -9 leaves: the files as they lie there at that moment are what the next one opens.
"""

import asyncio
import shutil
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx2
from sqlalchemy import event
from starlette.types import ASGIApp

from tbp_backend.api.app import make_app
from tbp_backend.home import Home
from tbp_backend.office.restoring import restore
from tbp_backend.serve import make_backend
from tbp_backend.store import append
from tbp_backend.store.engine import open_database, sqlite_url
from tbp_backend.store.sqlite import SqliteDatabase
from tbp_backend.store.store import Store, open_store
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, LogState, Unknown, Verdict
from tbp_casefile.members import judge
from tbp_casefile.wire.envelope import SignedRecord

T = TypeVar("T")


class Killed(BaseException):
    """This side was killed here; nothing in the program may catch it."""


class Loop:
    """An event loop in a thread of its own, so that blocking code can ask an asynchronous application."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it there, and wait for it here."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)


LOOP = Loop()


def _judge_of_the_next_version(
    state: LogState, keys: SystemKeys, signed: SignedRecord, received_ms: int
) -> Verdict:
    """A backend that already knows what this version does not."""
    verdict = judge(state, keys, signed, received_ms)
    return Counts(verdict.member, verdict.role) if isinstance(verdict, Unknown) else verdict


@dataclass(frozen=True)
class Asked:
    """One question as it goes over the line."""

    method: str
    url: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True)
class Answered:
    """One answer, whole."""

    status: int
    headers: dict[str, str]
    body: bytes


def copy_database(database: Path, to: Path) -> None:
    """The files of a database as they lie there; what was not committed is not in them."""
    for suffix in ("", "-wal"):
        if database.with_name(database.name + suffix).exists():
            shutil.copyfile(database.with_name(database.name + suffix), to.with_name(to.name + suffix))


@dataclass
class Server:
    """One backend; `home` has its keys, `folder` a database for each life; `newer`: of the next version."""

    home: Home
    folder: Path
    clock: Callable[[], datetime]
    lives: int = 0
    newer: bool = False
    store: Store = field(init=False)
    _app: ASGIApp = field(init=False)
    _dies_at: int | None = None

    @property
    def database(self) -> Path:
        """The file of this life."""
        return self.folder / f"backend-{self.lives}.db"

    def start(self) -> "Server":
        """Open what lies there, as `serve` does."""
        database = open_database(sqlite_url(self.database))
        assert isinstance(database, SqliteDatabase)
        event.listen(database._writer.sync_engine, "before_cursor_execute", self._before_statement)
        event.listen(database._writer.sync_engine, "commit", self._before_statement)
        self.store, self._app = LOOP.run(self._open(database))
        return self

    async def _open(self, database: SqliteDatabase) -> tuple[Store, ASGIApp]:
        store = await open_store(database, self.clock)
        return store, make_app(await make_backend(self.home, store, self.home.settings()))

    def stop(self) -> None:
        """Close it in good order."""
        LOOP.run(self.store.close())

    def kill(self) -> None:
        """Die now, and be started again."""
        self._leave_as_it_lies()
        self._next_life()

    def restore(self, backup: Path) -> None:
        """What the operator does after a loss: the copy takes the place of the database, in a new epoch."""
        self.stop()
        LOOP.run(restore(self.home, self.database, backup, self.clock))
        self.start()

    def ask(self, asked: Asked, *, dies_at: int | None = None) -> Answered:
        """The answer to one question; raises Killed when it dies at this statement of a write."""
        self._dies_at = dies_at
        vars(append)["judge"] = _judge_of_the_next_version if self.newer else judge
        try:
            return LOOP.run(self._ask(asked))
        except Killed:
            self._next_life()
            raise
        finally:
            self._dies_at = None
            vars(append)["judge"] = judge

    async def _ask(self, asked: Asked) -> Answered:
        request = httpx2.Request(asked.method, asked.url, headers=asked.headers, content=asked.body)
        response = await httpx2.ASGITransport(app=self._app).handle_async_request(request)
        body = await response.aread()
        assert response.status_code != 500, "a bug in the backend"
        date = format_datetime(self.clock(), usegmt=True)  # as uvicorn adds it
        return Answered(response.status_code, {**response.headers, "date": date}, body)

    def run(self, work: Callable[[Store], Coroutine[Any, Any, T]]) -> T:
        """What an office does at its desk, on the database of the running backend."""
        return LOOP.run(work(self.store))

    def _before_statement(self, *_: object) -> None:
        if self._dies_at is None:
            return
        self._dies_at -= 1
        if self._dies_at < 0:
            self._dies_at = None
            self._leave_as_it_lies()
            raise Killed("backend")

    def _leave_as_it_lies(self) -> None:
        copy_database(self.database, self.folder / f"backend-{self.lives + 1}.db")

    def _next_life(self) -> None:
        self.stop()
        for old in self.folder.glob(f"backend-{self.lives}.db*"):
            old.unlink()
        self.lives += 1
        self.start()
