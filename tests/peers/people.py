# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Two who come to talk, their devices and their coordinator: real vaults, and a real backend over TLS."""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from tbp_backend.home import Home
from tbp_backend.office.peers import founding, matching
from tbp_backend.office.peers.overview import Overview, overview
from tbp_backend.office.tickets import Request, issue
from tbp_backend.store.store import Store
from tbp_casefile.crypto.tickets import Ticket
from tbp_casefile.model.peers import PeerProfile, PeerRequest
from tbp_casefile.views.peers import TalkView
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.peers.talk import Talk
from tbp_tui.sync import enrolment
from tbp_tui.world import World
from tests.backend.conftest import CASE, CASE_FILE, Office, ready, run, start, stop
from tests.postgres import Cluster
from tests.sync.desk import new_vault

T = TypeVar("T")

WISH = PeerRequest(alias="Vink", topics=("family", "stress"), languages=("nl",), family=("partner",))
PROFILE = PeerProfile(alias="Willem", topics=("family",), languages=("nl", "en"), most=2)
EXPERT = "deskundige-1"


@dataclass
class Machine:
    """A device: its open vault, and a clock that can be ahead."""

    case: OpenCase
    place: Path
    ahead: timedelta = timedelta(0)
    stands: datetime | None = None

    @property
    def now(self) -> datetime:
        """What its clock shows; where it stands still, that."""
        return (self.stands or datetime.now(UTC)) + self.ahead

    def sync(self) -> None:
        """Everything: the case, and the talks that begin or go on."""
        self.case.peers.lines(self.now)
        self.case.sync(self.now)
        if any(not line.ended for line in self.case.peers.lines(self.now)):
            self.case.sync(self.now)  # what began just now comes in, what was left is gone
            self.case.peers.lines(self.now)

    @property
    def room(self) -> str:
        """The newest talk."""
        return self.case.peers.lines(self.now)[0].room

    @property
    def talk(self) -> Talk:
        """The newest talk."""
        return self.case.peers.talks.talk(self.room)

    @property
    def view(self) -> TalkView:
        """What it shows."""
        return self.talk.view(self.now)

    @property
    def reads(self) -> list[str]:
        """Everything said in it."""
        return [str(line.text) for line in self.view.lines]

    def answer(self, what: str) -> None:
        """Yes or no to the proposal that asks for it."""
        asking = self.case.peers.asking
        asking.reply(asking.proposals(self.now)[0], what, self.now)  # type: ignore[arg-type]


@dataclass
class People:
    """Everybody around one backend."""

    office: Office
    folder: Path
    machines: list[Machine] = field(default_factory=list)
    stands: datetime | None = None

    def machine(self, name: str, ticket: str) -> Machine:
        """A device that takes this ticket and receives everything."""
        place = self.folder / name
        vault = new_vault(place)
        made = Machine(None, place, stands=self.stands)  # type: ignore[arg-type]  # filled in right below
        enrolment.enrol(vault, enrolment.fetch_welcome(Ticket.parse(ticket)), now=made.now, random=os.urandom)
        made.case = OpenCase(vault, World({}, place, None, lambda: made.now, os.urandom))
        self.machines.append(made)
        made.sync()
        return made

    def person(self, name: str = "laptop") -> Machine:
        """A device of the protected person."""
        wanted = Request((CASE,), "person")
        return self.machine(name, self.does(lambda home, store: issue(home, store, wanted)))

    def close(self) -> None:
        """All vaults."""
        for machine in self.machines:
            machine.case.close()

    # --- the coordinator -----------------------------------------------------------------------------------

    def does(self, work: Callable[[Home, Store], Awaitable[T]], ago: timedelta = timedelta(0)) -> T:
        """Something that a coordinator does, beside the running backend."""

        async def done() -> T:
            passed = datetime.now(UTC) - self.stands if self.stands else ago
            async with self.office.store(passed) as store:
                return await work(self.office.home, store)

        with ThreadPoolExecutor(1) as beside:  # also where a test runs in a loop of its own
            return beside.submit(asyncio.run, done()).result()

    def opens_asking(self, member: str = "person") -> None:
        self.does(lambda home, store: founding.open_asking(home, store, CASE, member))

    def expert(self, name: str = EXPERT) -> Machine:
        """A confirmed expert with a device and a profile."""
        machine = self.machine(name, self.does(lambda home, store: founding.open_expert(home, store, name)))
        machine.case.peers.asking.offer(PROFILE, machine.now)
        machine.sync()
        self.does(lambda home, _: matching.confirm(home, name))
        return machine

    def proposes(self, name: str = EXPERT, member: str = "person") -> None:
        self.does(lambda home, store: matching.propose(home, store, CASE, member, name))

    def settles(self, ago: timedelta = timedelta(0)) -> matching.Settled:
        return self.does(matching.settle, ago)

    def overview(self) -> Overview:
        return self.does(overview)

    def two(self) -> tuple[Machine, Machine]:
        """A person and an expert who talk, and have both come in."""
        person = self.person()
        self.opens_asking()
        person.sync()
        person.case.peers.asking.ask(WISH, person.now)
        person.sync()
        expert = self.expert()
        self.proposes()
        for machine in (person, expert):
            machine.sync()
            machine.answer("yes")
            machine.sync()
        assert self.settles().linked == 1
        for machine in (person, expert, person, expert):
            machine.sync()
        return person, expert


@contextmanager
def served(folder: Path, server: Cluster | None = None, *, copied: Path | None = None) -> Iterator[Office]:
    """A backend with one case, serving over TLS as a program of its own; as it stands in a folder."""
    home = folder / "home"
    if copied is not None:
        shutil.copytree(copied, home)
    process = start(home, "serve", *(["--database", server.database()] if server else []))
    try:
        ready(process)
        if copied is None:
            imported = run(home, "case", "import", str(CASE_FILE))
            assert imported.returncode == 0, imported.stderr
        yield Office(Home(home), server)
    finally:
        stop(process)
