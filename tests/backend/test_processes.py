# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Two processes that serve from one PostgreSQL, behind one public address: what one knows, the other does."""

import asyncio
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from tbp_backend.errors import DatabaseUnusable
from tbp_backend.home import Home
from tbp_backend.keys import anchor_of
from tbp_backend.office.founding import open_home
from tbp_backend.store.engine import open_database
from tbp_backend.store.store import Store
from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.model.control import Device
from tbp_casefile.wire.envelope import SignedRecord
from tests.backend.conftest import CASE_FILE, Office, ready, run, start, stop
from tests.backend.device import TestDevice, connect
from tests.backend.test_doorbell import listening
from tests.postgres import Cluster

PUBLIC = "https://127.0.0.1"  # what a load balancer would answer to; here each process is asked itself


@dataclass
class Pair:
    """An office whose home two processes serve, each on a port of its own."""

    office: Office
    ports: tuple[int, int]

    def device(self) -> TestDevice:
        """A device at the first process, with a ticket in its hand."""
        device = self.office.device()
        device.http = self.connect(0)
        return device

    def connect(self, number: int) -> httpx2.Client:
        return connect(f"{PUBLIC}:{self.ports[number]}", anchor_of(self.office.home.tls))

    def turn(self, device: TestDevice, number: int) -> TestDevice:
        """From now on the load balancer gives its calls to this process."""
        device.http.close()
        device.http = self.connect(number)
        return device


def served(home: Path, *arguments: str) -> "tuple[subprocess.Popen[str], int]":
    """A process that hardly ever looks by itself: what rings there, it was told."""
    program = (
        "import sys; from tbp_backend.store import notify; notify.LISTENING_SECONDS = 3600.0; "
        "from tbp_backend.cli import main; sys.exit(main())"
    )
    process = start(home, "serve", "--public-url", PUBLIC, *arguments, program=("-c", program))
    assert ready(process)["address"] == PUBLIC
    return process, Home(home).settings().port


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, postgres: Cluster) -> Iterator[Pair]:
    """Case H1 at two processes."""
    home = tmp_path_factory.mktemp("pair") / "home"
    first, port = served(home, "--database", postgres.database())
    imported = run(home, "case", "import", str(CASE_FILE))
    assert imported.returncode == 0, imported.stderr
    second, other_port = served(home, "--port", str(free_port()))
    yield Pair(Office(Home(home), postgres), (port, other_port))
    assert (stop(first), stop(second)) == (0, 0)


def free_port() -> int:
    """One that nobody uses just now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def person(pair: Pair) -> Iterator[TestDevice]:
    """A device that came in and signed in at the first process."""
    device = pair.device().enrol()
    yield device
    device.http.close()


def answer(person: TestDevice) -> SignedRecord:
    return person.record(person.case, "acknowledgement", Acknowledgement("seen"))


def test_token_and_nonce_of_one_process_are_good_at_the_other(pair: Pair, person: TestDevice) -> None:
    nonce = person.nonce
    pair.turn(person, 1)
    assert person.call("GET", "/v1/logs").status_code == 200
    assert person.nonce == nonce


def test_an_assertion_is_good_once_for_both(pair: Pair, person: TestDevice) -> None:
    assertion = person.assertion()
    assert person.ask_token(assertion).status_code == 200
    refused = pair.turn(person, 1).ask_token(assertion)
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")


def test_a_proof_for_a_token_is_good_once_for_both(pair: Pair, person: TestDevice) -> None:
    proof = person.proof("POST", "/v1/tokens")
    assert person.ask_token(proof=proof).status_code == 200
    refused = pair.turn(person, 1).ask_token(proof=proof)
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")


def test_both_write_one_log_and_show_it_alike(pair: Pair, person: TestDevice) -> None:
    stored = []
    for number in range(10):
        stored += pair.turn(person, number % 2).push(person.case, [answer(person) for _ in range(3)])
    seqs = [result["seq"] for result in stored]
    assert seqs == list(range(seqs[0], seqs[0] + 30))
    pages = [pair.turn(person, number).pull(person.case, seqs[0] - 1).content for number in (0, 1)]
    assert pages[0] == pages[1]
    person.verified(person.case, person.system_keys())


def test_writers_that_race_at_both_leave_no_gap_and_no_double(pair: Pair) -> None:
    """T27."""
    writers = [pair.turn(pair.device(), number % 2).enrol() for number in range(4)]
    stored: list[int] = []

    def write(writer: TestDevice) -> None:
        for _ in range(5):
            results = writer.push(writer.case, [answer(writer) for _ in range(3)])
            stored.extend(result["seq"] for result in results)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stored) == len(set(stored)) == 60
    state, pages = writers[0].verified(writers[0].case, writers[0].system_keys())
    assert [entry.seq for page in pages for entry in page.entries] == list(range(1, state.seq + 1))
    for writer in writers:
        writer.http.close()


def test_a_bell_at_one_rings_at_once_for_what_is_written_at_the_other(pair: Pair, person: TestDevice) -> None:
    other = pair.turn(pair.device().enrol(), 1).sign_in()
    waits = []
    with listening(other) as ears:
        for _ in range(5):
            began = time.monotonic()
            person.push(person.case, [answer(person)])
            assert ears.ring() == person.case
            waits.append(time.monotonic() - began)
    assert min(waits) < 0.5, waits
    assert max(waits) < 5, waits
    other.http.close()


def test_what_a_device_may_write_in_a_day_is_counted_over_both(pair: Pair, person: TestDevice) -> None:
    results = []
    for number in range(21):
        if number % 10 == 0:
            pair.turn(person, number // 10 % 2)
        pushed = person.push(person.case, [answer(person) for _ in range(100)])
        results += [result.get("code") or result["status"] for result in pushed]
    assert results == 2000 * ["stored"] + 100 * ["slow-down"]


def test_a_device_that_was_shut_out_at_one_is_out_at_the_other(pair: Pair, person: TestDevice) -> None:
    other = pair.turn(pair.device(), 1).enrol()
    assert other.call("GET", "/v1/logs").status_code == 200
    assert person.welcome
    out = person.record(person.case, "device", Device(person.welcome.member, other.id, ends=True))
    assert person.push(person.case, [out])[0]["status"] == "stored"
    (family,) = other.scopes("family")
    for _ in range(2):
        refused = other.pull(family)
        assert refused.json()["type"] == "urn:tbp:problem:device-revoked"
        pair.turn(other, 0)
    other.http.close()


def test_of_two_devices_with_one_ticket_at_both_exactly_one_comes_in(pair: Pair) -> None:
    first = pair.device()
    second = TestDevice(first.ticket, pair.connect(1))
    for device in (first, second):
        device.read_welcome()
    statuses: list[int] = []

    def enrol(device: TestDevice) -> None:
        statuses.append(device.post_enrolment().status_code)

    threads = [threading.Thread(target=enrol, args=(device,)) for device in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 404]
    for device in (first, second):
        device.http.close()


async def test_a_home_does_not_serve_the_database_of_another(pair: Pair, tmp_path: Path) -> None:
    url = pair.office.home.settings().database
    refused = run(tmp_path / "new", "serve", "--database", url)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("This database belongs to another backend")
    made = Home(tmp_path / "made")
    await (await open_home(made, open_database(made.database_url), now)).close()
    with pytest.raises(DatabaseUnusable, match="of another home"):
        await open_home(made, open_database(url), now, url=url)
    assert made.settings().database == ""


def now() -> datetime:
    return datetime.now(UTC)


async def test_of_two_new_homes_on_one_new_database_one_gets_it(tmp_path: Path, postgres: Cluster) -> None:
    url = postgres.database()
    homes = [Home(tmp_path / name) for name in ("one", "other")]
    opening = (open_home(home, open_database(url), now, url=url) for home in homes)
    ends = await asyncio.gather(*opening, return_exceptions=True)
    assert sorted(map(type, ends), key=str) == [DatabaseUnusable, Store]
    for end in ends:
        if isinstance(end, Store):
            await end.close()
    assert sorted(home.is_founded for home in homes) == [False, True]
