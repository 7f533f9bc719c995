# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What contact persons carry and write down, on real vaults and through a real backend."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tbp_casefile.crypto.tickets import Ticket
from tbp_casefile.tables import ScopeType
from tbp_casefile.views.shelf import Delivery
from tbp_tui.services.errors import NoKind, NotForThisRole, TooLong
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.staff.contacts import MOST_TASK, MOST_TEXT, NewContact, NewTask
from tbp_tui.sync import enrolment
from tbp_tui.vault.store import Vault
from tbp_tui.world import World
from tests.cases.devices import DEMO_DAY, Devices, serving
from tests.sync.desk import new_vault, reopened

BAS, MARLIES = "contact-2", "contact-3"
TOMORROW = datetime.fromisoformat("2026-04-21T09:00:00+02:00")
H1, H3 = "D-24-0117", "D-25-0208"


@pytest.fixture
def bas(devices: Devices, tmp_path: Path) -> Iterator[OpenCase]:
    """The device of a contact person with three cases, to write on."""
    with devices.opened(f"h1-journalist/{BAS}", copy_to=tmp_path) as case:
        yield case


def by_number(case: OpenCase, number: str) -> None:
    """Open this case."""
    case.open_number(number, DEMO_DAY)


# --- reading ----------------------------------------------------------------------------------------------


def test_the_caseload_says_of_each_case_where_it_stands_and_what_presses(bas: OpenCase) -> None:
    lines = {line.number: line.summary for line in bas.staff.caseload(DEMO_DAY)}
    assert set(lines) == {H1, H3, "D-26-0015"}
    journalist, lawyer = lines[H1], lines[H3]
    assert journalist.situation
    assert journalist.situation.status.state == "review"
    assert [(task.late, task.mine) for task in journalist.tasks] == [(True, True), (False, False)]
    assert journalist.late == 1
    assert journalist.last
    assert journalist.last.contact.kind == "failure"
    assert journalist.brief is None
    assert lawyer.brief
    assert lawyer.brief.until == date(2026, 4, 26)
    assert lawyer.next_moment


def test_a_brief_is_for_its_reader_and_as_long_as_it_says(devices: Devices) -> None:
    with devices.opened(f"h1-journalist/{BAS}") as case:
        after = datetime.fromisoformat("2026-04-27T09:00:00+02:00")
        assert all(line.summary.brief is None for line in case.staff.caseload(after))
    with devices.opened(f"h3-lawyer/{MARLIES}") as case:
        assert all(line.summary.brief is None for line in case.staff.caseload(DEMO_DAY))


def test_the_page_of_all_tasks_has_those_of_every_case_late_first(bas: OpenCase) -> None:
    tasks = bas.staff.tasks(DEMO_DAY)
    assert [(task.number, task.line.late) for task in tasks] == [(H1, True), (H1, False), (H3, False)]
    assert [task.line.task.due for task in tasks] == sorted(task.line.task.due for task in tasks)  # type: ignore[type-var]


def test_a_person_and_a_relative_hold_nothing_of_the_desk(devices: Devices) -> None:
    for name in ("h1-journalist/person", "h1-journalist/relative-1", "h3-lawyer/person"):
        with devices.opened(name) as case:
            types = {place.type for place in case._vault.scopes()}
            assert not types & {ScopeType.DESK, ScopeType.CARE}
            assert case._vault.records.current(["task", "handover_brief"]) == []
            assert case.staff.tasks(DEMO_DAY) == ()
            assert not case.staff.may_log


# --- writing ----------------------------------------------------------------------------------------------


def test_a_contact_and_its_task_are_kept_at_once_for_the_desk_alone(bas: OpenCase) -> None:
    by_number(bas, H1)
    bas.staff.keep_unfinished("gebeld met Sam", DEMO_DAY)
    follow_up = NewTask("Terugbellen", TOMORROW, BAS)
    contact = NewContact("call", "Slaapt slecht", DEMO_DAY, minutes=20, follow_up=follow_up)
    saved = bas.staff.log(contact, DEMO_DAY)
    line = bas.talks()[0]
    assert (line.id, line.log, line.talk.minutes) == (saved.contact, ScopeType.DESK, 20)
    assert line.delivery is Delivery.ON_DEVICE
    task = next(task.line for task in bas.staff.tasks(DEMO_DAY) if task.line.id == saved.task)
    assert task.task.due == TOMORROW
    assert task.mine
    assert task.about
    assert task.about.id == saved.contact
    assert bas.staff.unfinished() == ""
    last = {one.number: one.summary.last for one in bas.staff.caseload(DEMO_DAY)}[H1]
    assert last
    assert last.contact.text == "Slaapt slecht"


def test_what_the_person_may_read_goes_to_the_case_and_its_task_to_the_desk(bas: OpenCase) -> None:
    by_number(bas, H1)
    contact = NewContact("talk", "Wij spraken af.", DEMO_DAY, visible=True, follow_up=NewTask("Brief maken"))
    bas.staff.log(contact, DEMO_DAY)
    rows = {row.kind: row.scope for row in bas._vault.outbox.all()}
    types = {place.scope: place.type for place in bas._vault.scopes()}
    assert (types[rows["contact_moment"]], types[rows["task"]]) == (ScopeType.CASE, ScopeType.DESK)


@pytest.mark.parametrize(
    ("contact", "refused"),
    [
        (NewContact(None, "Gebeld", DEMO_DAY), NoKind),
        (NewContact("call", "x" * (MOST_TEXT + 1), DEMO_DAY), TooLong),
        (NewContact("call", "", DEMO_DAY, follow_up=NewTask("x" * (MOST_TASK + 1))), TooLong),
    ],
)
def test_what_does_not_fit_is_refused_whole_and_the_line_stays(
    bas: OpenCase, contact: NewContact, refused: type[Exception]
) -> None:
    bas.staff.keep_unfinished("gebeld", DEMO_DAY)
    with pytest.raises(refused):
        bas.staff.log(contact, DEMO_DAY)
    assert bas._vault.outbox.all() == []
    assert bas.staff.unfinished() == "gebeld"


def test_a_text_of_just_the_most_characters_fits(bas: OpenCase) -> None:
    bas.staff.log(NewContact("call", "x" * MOST_TEXT, DEMO_DAY), DEMO_DAY)
    assert len(bas.talks()[0].talk.text) == MOST_TEXT


def test_a_person_logs_no_contact(devices: Devices, tmp_path: Path) -> None:
    with devices.opened("h1-journalist/person", copy_to=tmp_path) as case, pytest.raises(NotForThisRole):
        case.staff.log(NewContact("call", "Gebeld", DEMO_DAY), DEMO_DAY)


def test_unfinished_lines_belong_to_their_case_and_outlive_the_process(bas: OpenCase, tmp_path: Path) -> None:
    by_number(bas, H1)
    bas.staff.keep_unfinished("gebeld met Mirthe", DEMO_DAY)
    by_number(bas, H3)
    assert bas.staff.unfinished() == ""
    with reopened(tmp_path / "vault") as other:
        again = OpenCase(other, bas._world)
        by_number(again, H1)
        assert again.staff.unfinished() == "gebeld met Mirthe"
    by_number(bas, H1)
    bas.staff.keep_unfinished("", DEMO_DAY)
    assert bas._vault.unfinished.places() == []


def test_a_task_is_done_put_off_taken_and_dropped(bas: OpenCase) -> None:
    later = date(2026, 5, 1)
    bas.staff.put_off(bas.staff.tasks(DEMO_DAY)[0].line, later, "Sam is weg", DEMO_DAY)
    moved = [task.line.task for task in bas.staff.tasks(DEMO_DAY) if task.line.task.reason]
    assert [(task.due_on, task.reason) for task in moved] == [(later, "Sam is weg")]
    first = bas.staff.tasks(DEMO_DAY)[0].line
    assert not first.mine
    bas.staff.take(first, DEMO_DAY)
    assert bas.staff.tasks(DEMO_DAY)[0].line.mine
    bas.staff.finish(bas.staff.tasks(DEMO_DAY)[0].line, DEMO_DAY)
    bas.staff.drop(bas.staff.tasks(DEMO_DAY)[0].line, "niet nodig", DEMO_DAY)
    assert len(bas.staff.tasks(DEMO_DAY)) == 1


# --- two at one desk --------------------------------------------------------------------------------------


def paired(place: Path, ticket: str) -> Vault:
    """A device that has its keys and nothing else yet."""
    vault = new_vault(place)
    enrolment.enrol(vault, enrolment.fetch_welcome(Ticket.parse(ticket)), now=DEMO_DAY, random=os.urandom)
    return vault


def opened(place: Path, ticket: str) -> OpenCase:
    """The case on this device, everything received."""
    case = OpenCase(paired(place, ticket), World({}, place, None, lambda: DEMO_DAY, os.urandom))
    case.sync(DEMO_DAY)
    return case


def test_two_contact_persons_see_each_others_work_and_settle_what_both_changed(tmp_path: Path) -> None:
    with serving(tmp_path / "office", DEMO_DAY, "h3-lawyer") as tickets:
        bas = opened(tmp_path / "bas", tickets[f"h3-lawyer/{BAS}"])
        marlies = opened(tmp_path / "marlies", tickets[f"h3-lawyer/{MARLIES}"])
        person = opened(tmp_path / "person", tickets["h3-lawyer/person"])
        bas.staff.log(NewContact("call", "Gebeld met de school", DEMO_DAY), DEMO_DAY)
        (task,) = bas.staff.tasks(DEMO_DAY)
        bas.staff.put_off(task.line, date(2026, 4, 28), "", DEMO_DAY)
        marlies.staff.put_off(task.line, date(2026, 4, 30), "", DEMO_DAY)
        for case in (bas, marlies, bas, person):
            case.sync(DEMO_DAY)
        assert marlies.talks()[0].talk.text == "Gebeld met de school"
        assert person.talks()[0].talk.text != "Gebeld met de school"
        both = marlies.staff.tasks(DEMO_DAY)
        assert sorted(str(one.line.task.due_on) for one in both) == ["2026-04-28", "2026-04-30"]
        assert all(one.line.beside for one in both)
        marlies.staff.take(both[0].line, DEMO_DAY)
        for case in (marlies, bas):
            case.sync(DEMO_DAY)
            (settled,) = case.staff.tasks(DEMO_DAY)
            assert settled.line.beside == ()
        for case in (bas, marlies, person):
            case.close()
