# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A line that drops every two hundred entries: all comes in, and memory stays flat (SECURITY T35)."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tbp_backend.home import Home
from tests.backend.conftest import Office
from tests.casefile.bodies import CONTENT
from tests.e2e.programs import Backend
from tests.sync.bad_line import BadLine, bad_line
from tests.sync.desk import Desk, reopened

ENTRIES = 10_000
BYTES_OF_AN_ENTRY = 750
HANDSHAKE = 4_000


@pytest.fixture
def line() -> Iterator[BadLine]:
    """A line that carries about two hundred entries before it drops."""
    with bad_line(HANDSHAKE + 200 * BYTES_OF_AN_ENTRY) as line:
        yield line


@pytest.fixture
def behind_it(prepared: Path, tmp_path: Path, line: BadLine) -> Iterator[Backend]:
    """A backend whose public address is that of the line, with a long log."""
    shutil.copytree(prepared / "office", tmp_path / "office")
    settings = tmp_path / "office" / "settings.json"
    issuer = json.loads(settings.read_text())["issuer"]
    settings.write_text(json.dumps({"issuer": issuer, "publicUrl": line.address}))
    body = msgspec.Raw(msgspec.json.encode(CONTENT["bulletin"]))
    Office(Home(tmp_path / "office")).write(lambda pen: [pen.write("bulletin", body) for _ in range(ENTRIES)])
    backend = Backend(tmp_path / "office").serve()
    line.target = json.loads(settings.read_text())["port"]
    yield backend
    backend.kill()


def test_ten_thousand_entries_come_in_over_a_line_that_drops(
    prepared: Path, tmp_path: Path, line: BadLine, behind_it: Backend
) -> None:
    shutil.copytree(prepared / "vault", tmp_path / "vault")
    command = [sys.executable, "-m", "tests.sync.puller", str(tmp_path / "vault"), line.address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["well"], told
    assert told["pulled"] == ENTRIES
    assert line.cut > ENTRIES / 400
    assert told["grown"] < 20 * 1024
    desk = Desk(tmp_path / "vault", reopened(tmp_path / "vault"))
    (case,) = [place for place in desk.vault.scopes() if place.type == "case"]
    bulletins = desk.vault.records.current(("bulletin",), (case.scope,))
    assert len({row.id for row in bulletins}) == len(bulletins) >= ENTRIES
    desk.close()
