# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A real backend over real TLS for a whole run, with one case in it, and new devices on demand."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tbp_backend.home import Home
from tbp_backend.keys import anchor_of
from tbp_backend.office.founding import open_home
from tbp_backend.office.tickets import Request, issue
from tbp_backend.store.engine import open_database, sqlite_url
from tbp_casefile.crypto.tickets import Ticket
from tests.backend.device import TestDevice, connect

CASE_FILE = Path(__file__).parents[2] / "tbp_backend" / "cases" / "h1-journalist.yaml"
CASE = "D-24-0117"


def run(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """One command of the operator, to its end."""
    command = [sys.executable, "-m", "tbp_backend", "--home", str(home), "--lang", "en", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def start(home: Path, *arguments: str) -> "subprocess.Popen[str]":
    """A command that goes on, with its output to read."""
    command = [sys.executable, "-m", "tbp_backend", "--home", str(home), "--lang", "en", *arguments]
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

    def ticket(self, member: str = "person", *, ago: timedelta = timedelta(0)) -> Ticket:
        """A ticket, issued now or some time ago."""
        return Ticket.parse(asyncio.run(self._issue(member, ago)))

    async def _issue(self, member: str, ago: timedelta) -> str:
        store = await open_home(
            self.home, open_database(sqlite_url(self.home.database)), lambda: datetime.now(UTC) - ago
        )
        try:
            return await issue(self.home, store, Request(CASE, member))
        finally:
            await store.close()

    def device(self, member: str = "person") -> TestDevice:
        """A device that holds a new ticket and has not come in."""
        ticket = self.ticket(member)
        return TestDevice(ticket, connect(ticket.base_url, anchor_of(self.home.tls)))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The backend of this run, serving, with case H1."""
    home = tmp_path_factory.mktemp("office") / "home"
    process = start(home, "serve")
    ready(process)
    imported = run(home, "case", "import", str(CASE_FILE))
    assert imported.returncode == 0, imported.stderr
    yield Office(Home(home))
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
