# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`ticket issue`: one line opens the logs of one member, in each case asked for, and nothing else."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from tbp_backend.errors import CaseUnknown, NotServedYet
from tbp_backend.home import Home
from tbp_backend.office.ledger import read_ledger
from tbp_backend.office.pen import publish
from tbp_backend.office.tickets import Request, issue
from tbp_backend.store.store import Store
from tbp_casefile.logstate import Counts
from tbp_casefile.model.control import Scope
from tbp_casefile.wire.envelope import SignedRecord
from tests.backend.conftest import CASE, CASE_FILE, Office, ready, run, start, stop
from tests.backend.desk import OWN, OWN_CASE, Desk
from tests.backend.device import TestDevice

OTHER_CASE = "D-26-0015"
OTHER_FILE = CASE_FILE.with_name("h4-in-triage.yaml")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A serving backend with two cases that have a contact person in common."""
    home = tmp_path_factory.mktemp("two-cases") / "home"
    process = start(home, "serve")
    ready(process)
    for file in (CASE_FILE, OTHER_FILE):
        imported = run(home, "case", "import", str(file))
        assert imported.returncode == 0, imported.stderr
    yield Office(Home(home))
    assert stop(process) == 0


def logs_of(office: Office, case: str) -> dict[str, str]:
    """The logs of a case by their type."""
    ledger = read_ledger(office.home.authority / "cases" / f"{case}.json")
    assert ledger
    return ledger.scopes


OF_CONTACT_PERSON = ("case", "family", "employer", "desk")


def readable(device: TestDevice) -> dict[str, str]:
    """The logs that a device is given, by their id, without `system`."""
    listed = device.call("GET", "/v1/logs").json()["logs"]
    return {log["scope"]: log["type"] for log in listed if log["type"] != "system"}


@pytest.mark.parametrize(
    ("member", "logs"),
    [
        ("relative-1", {"family", "support@relative-1"}),
        ("supporter-1", {"family", "care", "support", "support@relative-1"}),
        ("employer-1", {"employer"}),
        ("person", {"case", "family", "employer", "support"}),
        ("contact-2", {"case", "family", "employer", "desk"}),
    ],
)
def test_a_ticket_opens_the_logs_of_its_member_alone(office: Office, member: str, logs: set[str]) -> None:
    device, scopes = office.device(member).enrol(), logs_of(office, CASE)
    assert device.welcome
    types = {scopes[name]: name.partition("@")[0] for name in logs}
    assert {one.scope: one.type for one in device.welcome.scopes} == types
    assert readable(device) == types
    keys = device.system_keys()
    for name, scope in scopes.items():
        if name in logs:
            _, pages = device.verified(scope, keys)
            assert all(isinstance(entry.verdict, Counts) for page in pages for entry in page.entries)
        else:
            assert device.pull(scope).status_code == 404
            assert (
                device.call("POST", f"/v1/logs/{scope}/entries", json={"records": ["x"]}).status_code == 404
            )
    for scope in logs_of(office, OTHER_CASE).values():
        assert device.pull(scope).status_code == 404


def test_one_ticket_of_a_contact_person_opens_the_logs_of_both_cases(office: Office) -> None:
    device = office.device("contact-2", CASE, OTHER_CASE)
    late = TestDevice(device.ticket, device.http)
    late.read_welcome()
    device.enrol()
    one, other = logs_of(office, CASE), logs_of(office, OTHER_CASE)
    assert readable(device) == {logs[name]: name for logs in (one, other) for name in OF_CONTACT_PERSON}
    assert len(readable(device)) == 8
    keys = device.system_keys()
    cases = []
    for scope in readable(device):
        state, pages = device.verified(scope, keys)
        assert state.devices[device.id].member == "contact-2"
        founding = pages[0].entries[0].signed
        assert founding
        cases.append(msgspec.json.decode(founding.record.body, type=Scope).case)
    assert sorted(cases.count(case) for case in set(cases)) == [4, 4]
    assert late.post_enrolment().status_code == 404  # one line, one device, in all eight


def test_a_ticket_for_one_of_two_cases_opens_that_case_only(office: Office) -> None:
    device = office.device("contact-2", OTHER_CASE).enrol()
    assert set(readable(device)) == {logs_of(office, OTHER_CASE)[name] for name in OF_CONTACT_PERSON}


def test_naming_a_case_twice_changes_nothing(office: Office) -> None:
    device = office.device("contact-2", CASE, CASE).enrol()
    assert set(readable(device)) == {logs_of(office, CASE)[name] for name in OF_CONTACT_PERSON}


@pytest.mark.parametrize(
    ("cases", "member", "words"),
    [
        ((CASE,), "nobody", "Possible: person, contact-2, supporter-1, relative-1, employer-1"),
        (
            (CASE,),
            "contact-1",
            "Possible: person, contact-2, supporter-1, relative-1, employer-1",
        ),  # has left
        ((CASE,), "authority-national", "Possible: person, contact-2,"),  # writes with the key of its office
        (
            (CASE, OTHER_CASE),
            "relative-1",
            "Possible: person, contact-2, employer-4",
        ),  # not in the second one
        ((CASE, "D-00-0000"), "contact-2", f"There is no case D-00-0000 here. Known: {CASE}, {OTHER_CASE}"),
        (("../x",), "person", "There is no case ../x here."),
    ],
)
def test_who_can_get_no_ticket_is_told_who_can(
    office: Office, cases: tuple[str, ...], member: str, words: str
) -> None:
    tickets = count_tickets(office)
    named = [word for case in cases for word in ("--case", case)]
    result = run(office.home.path, "ticket", "issue", *named, "--member", member)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
    assert count_tickets(office) == tickets


def count_tickets(office: Office) -> int:
    """How many tickets stand in all logs."""
    with sqlite3.connect(f"file:{office.home.database}?mode=ro", uri=True) as database:
        count: int = database.execute("SELECT count(*) FROM entries WHERE kind = 'ticket'").fetchone()[0]
    return count


async def test_a_ticket_needs_an_address_a_case_and_a_member(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office", OWN)
    await desk.bring()
    async with desk.store() as store:
        with pytest.raises(NotServedYet):
            await issue(desk.home, store, Request((OWN_CASE,), "person"))
        serve_at(desk, 4443)
        for cases, member in (
            (("D-00-0000",), "person"),
            ((OWN_CASE,), "nobody"),
            ((OWN_CASE,), "contact-8"),
            (("../x",), "person"),
            ((OWN_CASE, "D-00-0000"), "person"),
        ):
            with pytest.raises(CaseUnknown):
                await issue(desk.home, store, Request(cases, member))
        line = await issue(desk.home, store, Request((OWN_CASE,), "person"))
        assert line.startswith("https://127.0.0.1:4443/#")


def serve_at(desk: Desk, port: int) -> None:
    """Let it look as if it had been served."""
    settings = desk.home.settings()
    desk.home.keep(type(settings)(issuer=settings.issuer, port=port))


async def test_there_is_no_ticket_for_a_case_that_is_half_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The family log is there, and nobody decides in the case yet."""
    desk = Desk(tmp_path / "office", OWN)

    async def dying(store: Store, scope: str, records: Sequence[SignedRecord]) -> None:
        if scope == desk.ledger().scopes["case"] and len(records) > 1:
            raise KeyboardInterrupt
        await publish(store, scope, records)

    with monkeypatch.context() as patch:
        patch.setattr("tbp_backend.office.importing.publish", dying)
        with pytest.raises(KeyboardInterrupt):
            await desk.bring()
    async with desk.store() as store:
        serve_at(desk, 4443)
        with pytest.raises(CaseUnknown):
            await issue(desk.home, store, Request((OWN_CASE,), "person"))
    await desk.bring()
    async with desk.store() as store:
        assert await issue(desk.home, store, Request((OWN_CASE,), "person"))
