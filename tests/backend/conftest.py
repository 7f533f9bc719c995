# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A real backend over real TLS for a whole run, with one case in it, and new devices on demand."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tbp_backend.home import Home
from tbp_backend.keys import anchor_of
from tbp_backend.office.authority import Authority
from tbp_backend.office.founding import open_home
from tbp_backend.office.ledger import read_ledger
from tbp_backend.office.pen import Pen, new_id, publish, seen_at
from tbp_backend.office.tickets import Request, issue
from tbp_backend.store.engine import open_database, sqlite_url
from tbp_backend.store.store import Store
from tbp_casefile.crypto.tickets import Ticket
from tbp_casefile.model.control import Member, Scope
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.wire.envelope import SignedRecord
from tests.backend.device import TestDevice, connect
from tests.postgres import Cluster, cluster

CASE_FILE = Path(__file__).parents[2] / "tbp_backend" / "cases" / "h1-journalist.yaml"
CASE = "D-24-0117"


def run(home: Path, *arguments: str, language: str = "en") -> "subprocess.CompletedProcess[str]":
    """One command of the operator, to its end."""
    command = [sys.executable, "-m", "tbp_backend", "--home", str(home), "--lang", language, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def start(
    home: Path, *arguments: str, program: tuple[str, ...] = ("-m", "tbp_backend")
) -> "subprocess.Popen[str]":
    """A command that goes on, with its output to read."""
    command = [sys.executable, *program, "--home", str(home), "--lang", "en", *arguments]
    log = (home.parent / f"{home.name}.log").open("a")
    with log:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)


def ready(process: "subprocess.Popen[str]") -> dict[str, str]:
    """The line that says that it is ready."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the backend ended before it was ready"
    answer: dict[str, str] = json.loads(line)
    return answer


def stop(process: "subprocess.Popen[str]") -> int:
    """Tell it to end, and wait."""
    process.terminate()
    process.communicate(timeout=30)
    return process.returncode


@dataclass
class Office:
    """A home with a case in it: imports and issues tickets as the operator would, in this process."""

    home: Home
    server: Cluster | None = None

    def stolen(self) -> bytes:
        """The whole database, as who takes it away has it."""
        if self.server is not None:
            return self.server.dump(self.home.settings().database)
        return b"".join(path.read_bytes() for path in self.home.path.glob("backend.db*"))

    @asynccontextmanager
    async def store(self, ago: timedelta = timedelta(0)) -> AsyncIterator[Store]:
        """The database of the running backend, opened beside it; `ago` sets the clock back."""
        database = open_database(self.home.database_url)
        store = await open_home(self.home, database, lambda: datetime.now(UTC) - ago)
        try:
            yield store
        finally:
            await store.close()

    def ticket(self, member: str = "person", *cases: str, ago: timedelta = timedelta(0)) -> Ticket:
        """A ticket for one case or more, issued now or some time ago."""

        async def issued() -> str:
            async with self.store(ago) as store:
                return await issue(self.home, store, Request(cases or (CASE,), member))

        return Ticket.parse(asyncio.run(issued()))

    def device(self, member: str = "person", *cases: str) -> TestDevice:
        """A device that holds a new ticket and has not come in."""
        ticket = self.ticket(member, *cases)
        return TestDevice(ticket, connect(ticket.base_url, anchor_of(self.home.tls)))

    def write(self, records: Callable[[Pen], list[SignedRecord]], scope: str = "") -> int:
        """Write into the log of the case, or another, with the key of the office that decides now."""

        async def written() -> int:
            async with self.store() as store:
                key = await Authority(self.home).office(store, "authority-national")
                log = scope or self.case
                standing = await store.standing(log)
                await publish(store, log, records(Pen(key, log, store.clock(), seen_at(standing))))
                return (await store.standing(log)).state.seq

        return asyncio.run(written())

    def write_member(self, member: str, role: Role) -> int:
        """Let a member in; the seq of the log after it."""
        return self.write(lambda pen: [pen.write("member", Member(member, role))])

    def foreign_scope(self) -> str:
        """A case in which none of the devices of these tests is."""
        scope = new_id()
        self.write(lambda pen: [pen.write("scope", Scope(ScopeType.CASE))], scope)
        return scope

    @property
    def case(self) -> str:
        """The log of the case."""
        ledger = read_ledger(self.home.authority / "cases" / f"{CASE}.json")
        assert ledger
        return ledger.scopes[ScopeType.CASE]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """The PostgreSQL of this run."""
    with cluster() as server:
        yield server


ENGINES = ("sqlite", "postgresql")


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database with nothing in it, on each engine."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "backend.db")
    server: Cluster = request.getfixturevalue("postgres")
    return server.database()


@pytest.fixture(scope="session", params=ENGINES)
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The backend of this run, serving, with case H1; on each engine."""
    home = tmp_path_factory.mktemp("office") / "home"
    server: Cluster | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    process = start(home, "serve", *(["--database", server.database()] if server else []))
    ready(process)
    imported = run(home, "case", "import", str(CASE_FILE))
    assert imported.returncode == 0, imported.stderr
    yield Office(Home(home), server)
    assert stop(process) == 0


@pytest.fixture
def device(office: Office) -> Iterator[TestDevice]:
    """A device with a ticket in its hand."""
    device = office.device()
    yield device
    device.http.close()


@pytest.fixture
def person(device: TestDevice) -> TestDevice:
    """A device of the protected person, enrolled and signed in."""
    return device.enrol()
