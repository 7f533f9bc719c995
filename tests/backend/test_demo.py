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

from tbp_backend.cases.short import DEMO_DAY, short_cases
from tbp_backend.home import Home
from tbp_backend.keys import anchor_of
from tbp_casefile import model
from tbp_casefile.crypto.tickets import Ticket
from tbp_casefile.logstate import Counts
from tbp_casefile.model.case import Acknowledgement, Package
from tbp_casefile.model.situation import CaseStatus
from tests.backend.conftest import ready, run, start
from tests.backend.device import TestDevice, connect


def enrolled(home: Path, line: dict[str, str]) -> TestDevice:
    """A device that took the ticket of a demo."""
    ticket = Ticket.parse(line["ticket"])
    return TestDevice(ticket, connect(ticket.base_url, anchor_of(Home(home).tls))).enrol()


def versions(person: TestDevice) -> list[Package]:
    """The packages that the device holds."""
    return [body for body in bodies(person, person.case) if isinstance(body, Package)]


def bodies(device: TestDevice, scope: str) -> list[msgspec.Struct]:
    """What a log says to a device, every entry of which must count."""
    _, pages = device.verified(scope, device.system_keys())
    entries = [entry for page in pages for entry in page.entries]
    assert all(isinstance(entry.verdict, Counts) for entry in entries)
    records = [entry.signed.record for entry in entries if entry.signed]
    return [model.read_body(record.kind, record.schema, record.body) for record in records]


def numbers(device: TestDevice) -> list[str]:
    """The numbers of the cases that a device reads."""
    told = [body for scope in device.scopes("case") for body in bodies(device, scope)]
    return sorted({body.case for body in told if isinstance(body, CaseStatus)})


def short_ones(member: str, day: date) -> list[str]:
    """Numbers of the short cases that a contact person has on a day."""
    files = (file for _document, file in short_cases() if member in file.members)
    return [file.case for file in files if file.authority[0].from_ <= day]


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


EVERYTHING = ["case", "employer", "family"]
AT_THE_DESK = [*EVERYTHING, "desk"]
SUPPORTED = [*EVERYTHING, "support"]
SUPPORTER = ["care", "family", "support"]
H1, H2, H3, H4 = "D-24-0117", "L-25-0042", "D-25-0208", "D-26-0015"
ROLES = [
    ("1", "person", "person", SUPPORTED, [H1]),
    ("1", "relative", "relative-1", ["family", "support"], []),
    ("1", "contact_person", "contact-2", AT_THE_DESK * 3, [H1, H3, H4]),
    ("1", "supporter", "supporter-1", [*SUPPORTER * 4, "support"], []),
    ("2", "supporter", "supporter-2", [*SUPPORTER, *["support"] * 3], []),
    ("2", "person", "person", SUPPORTED, [H2]),
    ("2", "relative", "relative-3", ["family", "support"], []),
    ("2", "contact_person", "contact-4", AT_THE_DESK, [H2]),
    ("3", "person", "person", SUPPORTED, [H3]),
    ("3", "relative", "relative-1", ["family", "support"], []),
    ("3", "contact_person", "contact-2", AT_THE_DESK * 3, [H1, H3, H4]),
    ("4", "person", "person", EVERYTHING, [H4]),
    ("4", "contact_person", "contact-2", AT_THE_DESK * 3, [H1, H3, H4]),
]


@pytest.mark.parametrize(
    ("case", "role", "member", "types", "cases"), ROLES, ids=[f"{case}-{role}" for case, role, *_ in ROLES]
)
def test_each_role_gets_its_own_logs(
    tmp_path: Path, case: str, role: str, member: str, types: list[str], cases: list[str]
) -> None:
    process = start(tmp_path / "demo", "demo", "--case", case, "--as", role)
    device = enrolled(tmp_path / "demo", ready(process))
    assert device.welcome
    assert device.welcome.member == member
    short = short_ones(member, DEMO_DAY) if role == "contact_person" else []
    more = ["case", "desk", "family"] * len(short)
    assert sorted(one.type for one in device.welcome.scopes) == sorted([*types, *more])
    listed = device.call("GET", "/v1/logs").json()["logs"]
    assert {log["scope"] for log in listed} == {
        device.welcome.system,
        *(one.scope for one in device.welcome.scopes),
    }
    assert numbers(device) == sorted([*cases, *short])
    for family in device.scopes("family"):
        assert bodies(device, family)
    process.communicate(timeout=30)
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize(
    ("arguments", "member", "cases"),
    [
        (("--case", "1", "--on", "2025-05-01"), "contact-1", [H1]),
        (("--case", "1", "--on", "2025-05-19"), "contact-2", [H1]),  # the day of the handover
        (("--case", "1", "--on", "2026-02-01"), "contact-2", [H1]),
        (("--case", "1", "--on", "2026-04-17"), "contact-2", [H1, H4]),  # before standing in for a colleague
        (("--case", "3", "--on", "2025-12-01"), "contact-3", [H3]),
        (("--case", "4", "--on", "2026-04-16"), "contact-2", [H1, H4]),
    ],
)
def test_a_contact_person_has_the_cases_of_that_day(
    tmp_path: Path, arguments: tuple[str, ...], member: str, cases: list[str]
) -> None:
    process = start(tmp_path / "demo", "demo", "--as", "contact_person", *arguments)
    device = enrolled(tmp_path / "demo", ready(process))
    assert device.welcome
    short = short_ones(member, date.fromisoformat(arguments[3]))
    assert (device.welcome.member, numbers(device)) == (member, sorted([*cases, *short]))
    process.communicate(timeout=30)


def test_who_came_back_from_minimal_fulfilment_is_seen_before_that(tmp_path: Path) -> None:
    process = start(tmp_path / "demo", "demo", "--case", "3", "--on", "2026-02-03", "--today", "2030-06-01")
    person = enrolled(tmp_path / "demo", ready(process))
    assert [(package.version, package.kind) for package in versions(person)][-1] == ("3.1", "minimal")
    told = [body for body in bodies(person, person.case) if isinstance(body, CaseStatus)]
    assert told[-1].state == "minimal"
    assert told[-1].stays
    assert told[-1].back
    assert all(status.since <= date(2030, 6, 1) for status in told)
    assert told[-1].since == date(2026, 1, 26) + (date(2030, 6, 1) - date(2026, 2, 3))
    process.communicate(timeout=30)


def test_in_a_demo_everybody_speaks_for_themselves(tmp_path: Path) -> None:
    process = start(tmp_path / "demo", "demo", "--case", "1")
    person = enrolled(tmp_path / "demo", ready(process))
    assert person.welcome
    for one in person.welcome.scopes:
        state, pages = person.verified(one.scope, person.system_keys())
        records = [entry.signed.record for page in pages for entry in page.entries if entry.signed]
        assert all(record.written_for is None for record in records)
        others = [known for device, known in state.devices.items() if device != person.id]
        assert all(known.ended and not known.late for known in others if "authority" not in known.member)
    assert (
        person.push(person.case, [person.record(person.case, "acknowledgement", Acknowledgement("seen"))])[0][
            "status"
        ]
        == "stored"
    )
    process.communicate(timeout=30)


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
        (("--case", "5"), "There is no fictional case 5"),
        (("--case", "0"), "There is no fictional case 0"),
        (("--as", "expert"), "Nobody has the role expert"),
        (("--case", "4", "--as", "relative"), "Nobody has the role relative"),
        (("--case", "4", "--as", "supporter"), "Nobody has the role supporter"),
        (("--case", "1", "--as", "relative", "--on", "2025-05-01"), "Nobody has the role relative"),
        (("--case", "3", "--on", "2025-09-01"), "Nobody has the role person"),
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
