# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL that falls away under a backend that serves: what was answered stays, the rest comes again."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tbp_backend.home import Home
from tbp_casefile.model.case import Acknowledgement
from tests.backend.conftest import CASE_FILE, Office, ready, run, start, stop
from tests.backend.device import TestDevice
from tests.backend.test_doorbell import listening
from tests.backend.test_logs import acknowledge
from tests.postgres import Cluster, cluster
from tests.sync.desk import Desk, new_vault

LONG = 60  # a limit against hanging
WRITERS = 3


@pytest.fixture(scope="module")
def frail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A backend that serves from a PostgreSQL of its own, that a test may kill."""
    with cluster() as server:
        home = tmp_path_factory.mktemp("frail") / "home"
        process = start(home, "serve", "--database", server.database())
        ready(process)
        imported = run(home, "case", "import", str(CASE_FILE))
        assert imported.returncode == 0, imported.stderr
        yield Office(Home(home), server)
        assert stop(process) == 0


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that another thread brings about."""
    deadline = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@dataclass
class Writer:
    """A device that writes one record after another, each until it is taken."""

    device: TestDevice
    over: threading.Event
    taken: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def write(self) -> None:
        path = f"/v1/logs/{self.device.case}/entries"
        while not self.over.is_set():
            record = self.device.record(self.device.case, "acknowledgement", Acknowledgement("seen"))
            while not self._push(path, record.record.id, record.jws) and not self.over.is_set():
                time.sleep(0.02)

    def _push(self, path: str, name: str, jws: str) -> bool:
        answer = self.device.call("POST", path, json={"records": [jws]})
        if answer.status_code == 200 and answer.json()["results"][0]["status"] == "stored":
            self.taken[name] = answer.json()["results"][0]["seq"]
            return True
        self.refused.append(name)
        said = (answer.status_code, answer.json().get("type"), answer.headers.get("Retry-After"))
        if said != (503, "urn:tbp:problem:unavailable", "5"):
            self.wrong.append(answer.text)
        return False


def everybody_gets(writers: list[Writer], what: str, count: int) -> None:
    """Wait until each writer got so many more answers of a sort."""
    enough = [len(getattr(writer, what)) + count for writer in writers]
    until(lambda: all(len(getattr(one, what)) >= least for one, least in zip(writers, enough, strict=True)))


def kill(server: Cluster) -> None:
    """As a power cut would."""
    server.kill()


def cut(server: Cluster) -> None:
    """Every connection is lost, and no other is let in for now."""
    server.ask("ALTER DATABASE tbp1 ALLOW_CONNECTIONS false")
    server.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'tbp1'")


def let_in(server: Cluster) -> None:
    server.ask("ALTER DATABASE tbp1 ALLOW_CONNECTIONS true")


@pytest.mark.parametrize(("falls", "rises"), [(kill, Cluster.start), (cut, let_in)])
def test_a_database_that_falls_away_under_writers_loses_nothing_that_was_answered(
    frail: Office, falls: Callable[[Cluster], None], rises: Callable[[Cluster], None]
) -> None:
    server, over = frail.server, threading.Event()
    assert server
    writers = [Writer(frail.device().enrol(), over) for _ in range(WRITERS)]
    threads = [threading.Thread(target=writer.write) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        for _ in range(2):
            everybody_gets(writers, "taken", 10)
            falls(server)
            everybody_gets(writers, "refused", 1)
            rises(server)
        everybody_gets(writers, "taken", 1)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert [writer.wrong for writer in writers] == WRITERS * [[]]
    _, pages = writers[0].device.verified(frail.case, writers[0].device.system_keys())
    there = [(entry.signed.record.id, entry.seq) for page in pages for entry in page.entries if entry.signed]
    assert len({name for name, _ in there}) == len(there)
    assert {one for writer in writers for one in writer.taken.items()} <= set(there)
    for writer in writers:
        writer.device.http.close()


def test_bells_ring_again_when_the_database_is_back(frail: Office) -> None:
    """T22: nobody hangs up for it, and the line on which processes tell each other is there again too."""
    server, person = frail.server, frail.device().enrol()
    assert server
    with listening(person) as ears:
        until(lambda: listens(server) == 1)
        acknowledge(person)
        assert ears.ring() == person.case
        server.kill()
        until(lambda: person.call("GET", "/v1/logs").status_code == 503)
        server.start()
        until(lambda: person.call("GET", "/v1/logs").status_code == 200)
        acknowledge(person)
        assert ears.ring() == person.case
        until(lambda: listens(server) == 1)
    person.http.close()


def listens(server: Cluster) -> int:
    """How many processes listen."""
    return int(server.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"))


def test_an_app_goes_on_by_itself_when_the_database_is_back(frail: Office, tmp_path: Path) -> None:
    server, desk = frail.server, Desk(tmp_path / "vault", new_vault(tmp_path / "vault"))
    assert server
    desk.enrol(frail.ticket().line)
    session = desk.session()
    assert desk.sync(session).all_is_well
    server.kill()
    try:
        written = desk.write("after all")
        report = desk.sync(session)
        assert report.trouble is not None
        assert [row.id for row in desk.vault.outbox.all()] == [written.id]
    finally:
        server.start()
    until(lambda: desk.sync(session).all_is_well)
    assert desk.vault.outbox.all() == []
    assert written.id in {row.id for row in desk.vault.records.of_entity(written.entity)}
    desk.close()
