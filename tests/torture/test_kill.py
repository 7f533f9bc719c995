# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Real programs over real TLS: `tbp-backend serve` and three devices, killed with -9 at random moments.

Guards T24, T25, T26 and T28 of SECURITY section 8. Three histories in an ordinary run; fifty with

    TBP_HISTORIES=2000 .venv/bin/python -m pytest -q tests/torture
"""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.e2e.programs import CASE_FILE, Backend
from tests.property.histories import COUNT
from tests.sync.conftest import forget_port
from tests.sync.desk import Desk, new_vault, reopened

ROOT = Path(__file__).parents[2]
HISTORIES = 50 if COUNT > 100 else 3
DEVICES = {"phone": "person", "laptop": "person", "partner": "relative-1"}
KILLS = 5


@dataclass
class Device:
    """A vault, the program that works on it, and what that program said was saved."""

    folder: Path
    process: "subprocess.Popen[str] | None" = None
    saved: list[str] = field(default_factory=list)

    def start(self) -> "Device":
        command = [sys.executable, "-m", "tests.torture.worker", str(self.folder)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"
        return self

    def kill(self) -> None:
        """What it had printed until then was saved; a line that was cut was not told to anybody."""
        if self.process is not None:
            self.process.kill()
            assert self.process.stdout is not None
            with self.process.stdout as printed:
                self.saved += [line.strip() for line in printed if line.endswith("\n")]
            self.process.wait()
            self.process = None


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backend with a case, and three devices that have received it; copied for each history."""
    folder = tmp_path_factory.mktemp("enrolled")
    backend = Backend(folder / "office").serve()
    try:
        imported = backend.command("case", "import", str(CASE_FILE))
        assert imported.returncode == 0, imported.stderr
        for name, member in DEVICES.items():
            desk = Desk(folder / name, new_vault(folder / name))
            desk.enrol(backend.ticket(member))
            assert desk.sync().all_is_well
            desk.close()
    finally:
        backend.kill()
    return folder


@pytest.fixture
def place(enrolled: Path, tmp_path: Path) -> Iterator[tuple[Backend, list[Device]]]:
    """The backend serves, and every device is at work."""
    shutil.copytree(enrolled, tmp_path, dirs_exist_ok=True)
    forget_port(tmp_path / "office" / "settings.json")
    backend = Backend(tmp_path / "office").serve()
    for name in DEVICES:
        desk = Desk(tmp_path / name, reopened(tmp_path / name))
        desk.moves_to(backend.address)
        desk.close()
    devices: list[Device] = []
    try:
        for name in DEVICES:
            devices.append(Device(tmp_path / name).start())
        yield backend, devices
    finally:
        for device in devices:
            device.kill()
        backend.kill()


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_whoever_is_killed_what_was_saved_stands_in_its_log_once(
    place: tuple[Backend, list[Device]], seed: int
) -> None:
    backend, devices = place
    play(backend, devices, random.Random(seed))  # moments, no keys
    for device in devices:
        device.kill()
    backend.kill()
    backend.serve()
    for device in devices:
        check(device, backend.home / "backend.db")


def play(backend: Backend, devices: list[Device], chance: random.Random) -> None:
    """One side after another dies in the middle of something, and comes back."""
    everybody: list[Backend | Device] = [backend, *devices]
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.02, 0.6))
        victim = chance.choice(everybody)
        victim.kill()
        time.sleep(chance.uniform(0, 0.2))
        if isinstance(victim, Backend):
            victim.serve()
        else:
            victim.start()


def check(device: Device, database: Path) -> None:
    """Everything saved is there once, and the vault holds its logs as the backend does."""
    desk = Desk(device.folder, reopened(device.folder))
    try:
        report = desk.sync()
        assert report.all_is_well, report
        desk.vault.check_integrity()
        held = Counter(row.id for row in desk.vault.records.history(["acknowledgement"]))
        assert device.saved
        assert [held[id_] for id_ in device.saved] == [1] * len(device.saved)
        with closing(sqlite3.connect(database)) as connection:
            for place in desk.vault.scopes():
                assert rows(desk, place.scope) == entries(connection, place.scope)
    finally:
        desk.close()


def rows(desk: Desk, scope: str) -> list[tuple[object, ...]]:
    """A log as the vault holds it."""
    query = "SELECT seq, received, jws, hash FROM records WHERE scope = ? ORDER BY seq"
    return desk.vault._database.rows(query, (scope,))


def entries(connection: sqlite3.Connection, scope: str) -> list[tuple[object, ...]]:
    """The same as the backend holds it."""
    query = "SELECT seq, received, jws, hash FROM entries WHERE scope = ? ORDER BY seq"
    return connection.execute(query, (scope,)).fetchall()
