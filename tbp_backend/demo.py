# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`demo`: a fictional case in an empty folder, served on loopback until standard input closes.

The folder goes with it. Whoever started it holds the other end of the pipe: when that process is killed,
the pipe closes, and nothing stays behind.
"""

import asyncio
import os
import shutil
import signal
import threading
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import msgspec

from tbp_backend import serve
from tbp_backend.errors import HomeUnusable, NotPossible
from tbp_backend.home import Home
from tbp_backend.office import importing, tickets
from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import CaseFile, read_case
from tbp_backend.office.founding import open_home
from tbp_backend.office.yamlfile import Document, read_document
from tbp_backend.store.engine import open_database, sqlite_url
from tbp_backend.store.store import Clock, Store
from tbp_casefile.times import local_date

CASES = {1: "h1-journalist.yaml"}


@dataclass(frozen=True)
class Wanted:
    """Which case, as whom, as it stood on which of its days, and which day that is here."""

    case: int = 1
    role: str = "person"
    on: date | None = None
    today: date | None = None


async def run(home: Home, wanted: Wanted, clock: Clock, database: str = "") -> None:
    """Make everything, say so, serve, and remove the folder."""
    document, file = _read(wanted.case)
    member = _member(file, wanted)
    _check_empty(home)
    stop = asyncio.Event()
    _stop_with_input(stop)
    try:
        store = await open_home(home, open_database(database or sqlite_url(home.database)), clock)
        await _serve(home, store, (document, file, member), wanted, stop)
    finally:
        shutil.rmtree(home.path, ignore_errors=True)


async def _serve(
    home: Home, store: Store, case: tuple[Document, CaseFile, str], wanted: Wanted, stop: asyncio.Event
) -> None:
    document, file, member = case
    listening, settings = serve.listen(home, serve.Wanted(), store.clock())
    shift_to = wanted.today or local_date(store.clock())
    await importing.import_case(
        Authority(home), store, document, file, importing.Wanted(wanted.on or file.demo_day, shift_to)
    )
    ticket = await tickets.issue(home, store, tickets.Request(file.case, member))
    line = msgspec.json.encode({"ready": True, "address": settings.address, "ticket": ticket}).decode()
    await serve.run(home, store, listening, settings, lambda: print(line, flush=True), stop)


def _read(number: int) -> tuple[Document, CaseFile]:
    name = CASES.get(number)
    if name is None:
        raise NotPossible(what="demo-case", number=number)
    source = files("tbp_backend").joinpath("cases", name)
    document = read_document(name, source.read_bytes())
    return document, read_case(document)


def _member(file: CaseFile, wanted: Wanted) -> str:
    """Who has this role in the case on that day; raises NotPossible."""
    day = wanted.on or file.demo_day
    for member, row in file.members.items():
        here = (row.from_ or day) <= day <= (row.until or day)
        if row.role == wanted.role and here:
            return member
    raise NotPossible(what="demo-role", role=wanted.role)


def _check_empty(home: Home) -> None:
    if home.path.exists() and any(home.path.iterdir()):
        raise HomeUnusable(reason="not-empty")


def _stop_with_input(stop: asyncio.Event) -> None:
    """Stop when standard input closes, or on a signal. A thread: not every input can be polled."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)

    def read_to_the_end() -> None:
        try:
            while os.read(0, 4096):
                pass
        except OSError:
            pass  # no input at all: the same as one that has ended
        loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=read_to_the_end, daemon=True).start()
