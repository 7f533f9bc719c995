# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`demo`: ready soon, good for a real enrolment, and gone without a trace when its input closes."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import psutil
import pytest

from tbp_backend.home import Home
from tbp_backend.keys import anchor_of
from tbp_casefile import model
from tbp_casefile.crypto.tickets import Ticket
from tbp_casefile.model.case import Package
from tests.backend.conftest import ready, run, start
from tests.backend.device import TestDevice, connect


def enrolled(home: Path, line: dict[str, str]) -> TestDevice:
    """A device that took the ticket of a demo."""
    ticket = Ticket.parse(line["ticket"])
    return TestDevice(ticket, connect(ticket.base_url, anchor_of(Home(home).tls))).enrol()


def versions(person: TestDevice) -> list[Package]:
    """The packages that the device holds."""
    _, pages = person.verified(person.case, person.system_keys())
    records = [entry.signed.record for page in pages for entry in page.entries if entry.signed]
    bodies = [model.read_body(r.kind, r.schema, r.body) for r in records if r.kind == "package"]
    return [body for body in bodies if isinstance(body, Package)]


def test_the_ticket_lets_a_device_in_and_the_folder_goes_with_the_input(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    process = start(home, "demo", "--case", "1", "--as", "person", "--today", "2030-01-10")
    line = ready(process)
    person = enrolled(home, line)
    assert line["address"] == person.address
    newest = versions(person)[-1]
    assert newest.version == "4.1"
    # The demo day, 20 April 2026, is 10 January 2030: review and all moved along.
    assert newest.next_review == date(2030, 1, 10) + (date(2026, 5, 18) - date(2026, 4, 20))
    assert process.stdin
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    assert not home.exists()


def test_the_case_on_an_earlier_day(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    process = start(home, "demo", "--as", "contact_person", "--on", "2025-05-01")
    person = enrolled(home, ready(process))
    assert person.welcome
    assert person.welcome.member == "contact-1"
    assert [package.version for package in versions(person)] == ["1", "2"]
    process.communicate(timeout=30)
    assert not home.exists()


def by_closing(process: "subprocess.Popen[str]") -> None:
    assert process.stdin
    process.stdin.close()


def by_sigterm(process: "subprocess.Popen[str]") -> None:
    process.terminate()


def by_sigint(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGINT)


@pytest.mark.parametrize("end", [by_closing, by_sigterm, by_sigint])
def test_it_ends_also_before_it_is_ready(
    tmp_path: Path, end: Callable[["subprocess.Popen[str]"], None]
) -> None:
    home = tmp_path / "demo"
    process = start(home, "demo")
    while not (home / "backend.db").exists():
        assert process.poll() is None
    end(process)
    process.wait(timeout=30)
    assert process.returncode == 0
    assert not home.exists()


def test_it_ends_with_an_open_connection(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    process = start(home, "demo")
    person = enrolled(home, ready(process))
    assert person.call("GET", "/v1/logs").status_code == 200
    by_closing(process)
    assert process.wait(timeout=10) == 0
    assert not home.exists()


PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-m", "tbp_backend", "--home", sys.argv[1], "demo"],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(child.pid, child.stdout.readline().decode(), flush=True)
child.wait()
"""


def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(home)], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    assert parent.stdout
    child = psutil.Process(int(parent.stdout.readline().split()[0]))
    assert home.exists()
    parent.kill()
    parent.communicate(timeout=30)
    child.wait(timeout=30)
    assert not home.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--case", "2"), "There is no fictional case 2"),
        (("--as", "expert"), "Nobody has the role expert"),
    ],
)
def test_what_is_not_there_is_said_and_nothing_is_made(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = run(tmp_path / "demo", "demo", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
    assert not (tmp_path / "demo").exists()


def test_a_folder_with_files_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    result = run(tmp_path, "demo")
    assert result.returncode == 2
    assert "This folder holds other files" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_without_any_input_it_ends_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tbp_backend", "--home", str(tmp_path / "demo"), "demo"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
    assert done.returncode == 0
    assert not (tmp_path / "demo").exists()


def test_the_line_is_one_json_object(tmp_path: Path) -> None:
    process = start(tmp_path / "demo", "demo")
    assert process.stdout
    line = process.stdout.readline()
    assert msgspec.json.decode(line).keys() == {"ready", "address", "ticket"}
    rest, _ = process.communicate(timeout=30)
    assert rest == ""
