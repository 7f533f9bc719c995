# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the operator can measure, from the running backend: counts, and nothing of anybody."""

import socket
import urllib.request
from pathlib import Path

from tbp_backend.home import Home
from tbp_casefile.model.case import Acknowledgement
from tests.backend.conftest import CASE_FILE, Office, ready, run, start, stop


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def read(port: int) -> str:
    """The metrics as a monitor reads them."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text: str = answer.read().decode()
        return text


def test_calls_and_records_are_counted_and_nobody_is_named(tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    process = start(home, "serve", "--metrics-port", str(port))
    try:
        ready(process)
        assert run(home, "case", "import", str(CASE_FILE)).returncode == 0
        device = Office(Home(home)).device().enrol()
        assert device.pull(device.case).status_code == 200
        good = device.record(device.case, "acknowledgement", Acknowledgement(what="seen"))
        wrong = device.record(device.case, "bulletin", Acknowledgement(what="seen"))
        assert [one["status"] for one in device.push(device.case, [good, wrong])] == ["stored", "refused"]
        told = read(port)
    finally:
        assert stop(process) == 0
    for line in (
        'tbp_call_seconds_count{call="read_entries"} 1.0',
        'tbp_answers_total{call="read_entries",result="done",status="200"} 1.0',
        'tbp_records_total{result="stored"} 1.0',
        'tbp_records_total{result="may-not-write"} 1.0',
    ):
        assert line in told
    assert "process_resident_memory_bytes" in told
    for name in (device.id, device.case, "person", str(tmp_path)):
        assert name not in told


def test_without_a_port_nothing_more_listens(tmp_path: Path) -> None:
    process = start(tmp_path / "home", "serve")
    try:
        ready(process)
        lines = Path(f"/proc/{process.pid}/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        inodes = {
            link.readlink().name for link in Path(f"/proc/{process.pid}/fd").iterdir() if link.is_symlink()
        }
        own = [line for line in lines if f"socket:[{line.split()[9]}]" in inodes and line.split()[3] == "0A"]
        assert len(own) == 1
    finally:
        assert stop(process) == 0


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run(tmp_path / "home", "serve", "--metrics-port", str(taken.getsockname()[1]))
    assert result.returncode == 1
    assert "cannot be used" in result.stderr
