# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody's own weeks weighed, on ordinary days and on the edges of days."""

from datetime import date, datetime, timedelta

import pytest

from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.model.work import Task
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.views.week import WEEKS, Week, since, weeks
from tests.views.shelves import Made

NOW = datetime.fromisoformat("2026-04-23T22:00:00+02:00")  # a Thursday
ME = Role.CONTACT_PERSON


def talk(made: Made, at: str, minutes: int | None = None, by: Role = ME) -> None:
    body = ContactMoment(kind="call", text="x", minutes=minutes)
    made.put("contact_moment", body, on=at, log=ScopeType.DESK, by=by)


def of(*made: Made, now: datetime = NOW) -> tuple[Week, ...]:
    return weeks([one.shelf for one in made], ME.value, now)


def test_eight_weeks_from_monday_the_one_of_now_first() -> None:
    found = of(Made())
    assert [week.first for week in found] == [date(2026, 4, 20) - timedelta(weeks=n) for n in range(WEEKS)]
    assert found[0].last == date(2026, 4, 26)
    assert since(NOW) == found[-1].first
    assert found[0] == Week(date(2026, 4, 20))


def test_contacts_and_minutes_of_all_cases_are_counted_and_only_ones_own() -> None:
    one, other = Made(), Made()
    talk(one, "2026-04-20T10:00:00+02:00", 20)
    talk(one, "2026-04-21T10:00:00+02:00")
    talk(one, "2026-04-21T11:00:00+02:00", 90, by=Role.AUTHORITY)
    talk(other, "2026-04-22T10:00:00+02:00", 15)
    talk(other, "2026-04-24T10:00:00+02:00", 15)  # tomorrow has not been worked
    assert of(one, other)[0] == Week(date(2026, 4, 20), contacts=3, minutes=35)


@pytest.mark.parametrize(
    ("at", "evenings", "free"),
    [
        ("2026-04-21T17:59:00+02:00", 0, 0),
        ("2026-04-21T18:00:00+02:00", 1, 0),
        ("2026-04-21T16:00:00Z", 1, 0),
        ("2026-04-18T20:00:00+02:00", 0, 1),
        ("2026-04-19T23:59:00+02:00", 0, 1),
        ("2026-04-06T10:00:00+02:00", 0, 1),  # Easter Monday
        ("2026-04-20T00:30:00+02:00", 0, 0),
    ],
)
def test_evening_and_free_day_are_those_of_amsterdam(at: str, evenings: int, free: int) -> None:
    made = Made()
    talk(made, at)
    talk(made, at)
    found = of(made)
    assert sum(week.evenings for week in found) == evenings
    assert sum(week.free_days for week in found) == free
    assert sum(week.contacts for week in found) == 2


def test_a_sunday_evening_and_the_monday_after_are_two_weeks() -> None:
    made = Made()
    talk(made, "2026-04-19T21:59:00Z")
    talk(made, "2026-04-19T22:00:00Z")
    assert [week.contacts for week in of(made)][:2] == [1, 1]


@pytest.mark.parametrize(
    ("task", "late"),
    [
        (Task(text="x", state="done", due_on=date(2026, 4, 20)), 1),
        (Task(text="x", state="done", due_on=date(2026, 4, 21)), 0),
        (Task(text="x", state="done"), 0),
        (Task(text="x", state="dropped", due_on=date(2026, 4, 20)), 0),
        (Task(text="x", due_on=date(2026, 4, 20)), 0),
    ],
)
def test_a_task_done_late_counts_in_the_week_in_which_it_was_done(task: Task, late: int) -> None:
    made = Made()
    before = made.put("task", Task(text="x"), log=ScopeType.DESK, by=ME, on="2026-04-10")
    made.again(before, task, on="2026-04-21")
    assert [week.late for week in of(made)] == [late, *[0] * (WEEKS - 1)]


def test_two_forms_of_one_contact_count_once() -> None:
    made = Made()
    talk(made, "2026-04-21T10:00:00+02:00", 20)
    first = made.held[0]
    made.put(
        "contact_moment", ContactMoment(kind="call", text="y", minutes=30), entity=first.record.entity,
        on="2026-04-21T10:00:00+02:00", log=ScopeType.DESK, by=ME,
    )  # fmt: skip
    assert of(made)[0].contacts == 1
