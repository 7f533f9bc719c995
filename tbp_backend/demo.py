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
from tbp_backend.cases.short import short_cases
from tbp_backend.errors import HomeUnusable, NotPossible
from tbp_backend.home import Home
from tbp_backend.office import importing, tickets
from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import CaseFile, read_case
from tbp_backend.office.founding import open_home
from tbp_backend.office.yamlfile import Document, read_document
from tbp_backend.store.engine import open_database
from tbp_backend.store.store import Clock, Store
from tbp_casefile.tables import STAFF
from tbp_casefile.times import local_date

CASES = {
    1: "h1-journalist.yaml",
    2: "h2-mayor.yaml",
    3: "h3-lawyer.yaml",
    4: "h4-in-triage.yaml",
}


@dataclass(frozen=True)
class Wanted:
    """Which case, as whom, as it stood on which of its days, and which day that is here."""

    case: int = 1
    role: str = "person"
    on: date | None = None
    today: date | None = None


@dataclass(frozen=True)
class _Fiction:
    """A case that comes with this program."""

    document: Document
    file: CaseFile


async def run(home: Home, wanted: Wanted, clock: Clock, database: str = "") -> None:
    """Make everything, say so, serve, and remove the folder."""
    chosen = _read(wanted.case)
    day = wanted.on or chosen.file.demo_day
    member = _member(chosen.file, wanted.role, day)
    cases = [chosen, *_others_of(member, wanted, day)]
    _check_empty(home)
    stop = asyncio.Event()
    _stop_with_input(stop)
    try:
        store = await open_home(home, open_database(database or home.database_url), clock)
        await _serve(home, store, cases, member, wanted, stop)
    finally:
        shutil.rmtree(home.path, ignore_errors=True)


async def _serve(
    home: Home, store: Store, cases: list[_Fiction], member: str, wanted: Wanted, stop: asyncio.Event
) -> None:
    listening, settings = serve.listen(home, serve.Wanted(), store.clock())
    shift_to = wanted.today or local_date(store.clock())
    day = wanted.on or cases[0].file.demo_day
    for fiction in cases:
        told = importing.Wanted(day, shift_to, own_devices=True)
        await importing.import_case(Authority(home), store, fiction.document, fiction.file, told)
    request = tickets.Request(tuple(fiction.file.case for fiction in cases), member)
    ticket = await tickets.issue(home, store, request)
    line = msgspec.json.encode({"ready": True, "address": settings.address, "ticket": ticket}).decode()
    await serve.run(home, store, listening, settings, lambda: print(line, flush=True), stop)


def _read(number: int) -> _Fiction:
    name = CASES.get(number)
    if name is None:
        raise NotPossible(what="demo-case", number=number)
    source = files("tbp_backend").joinpath("cases", name)
    document = read_document(name, source.read_bytes())
    return _Fiction(document, read_case(document))


def _member(file: CaseFile, role: str, day: date) -> str:
    """Who has this role in the case on that day; raises NotPossible."""
    for member, row in reversed(file.members.items()):
        if row.role == role and _is_there(file, member, day):
            return member
    raise NotPossible(what="demo-role", role=role)


def _others_of(member: str, wanted: Wanted, day: date) -> list[_Fiction]:
    """The other cases of somebody who carries several, and has the same id in each."""
    if wanted.role not in STAFF:
        return []
    others = [_read(number) for number in CASES if number != wanted.case]
    others += [_Fiction(document, file) for document, file in short_cases()]
    return [fiction for fiction in others if _is_there(fiction.file, member, day)]


def _is_there(file: CaseFile, member: str, day: date) -> bool:
    row = file.members.get(member)
    begun = bool(file.authority) and file.authority[0].from_ <= day
    return row is not None and begun and (row.from_ or day) <= day <= (row.until or day)


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
