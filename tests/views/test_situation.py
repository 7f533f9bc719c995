# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where the case stands, when it ended, what each part of life is covered by, and how it is phased out."""

from datetime import date
from typing import get_args

import msgspec
import pytest

from tbp_casefile.model.case import Area, Coverage, Measure, Package
from tbp_casefile.model.situation import CaseState, CaseStatus, PhaseOutStep
from tbp_casefile.times import parse_moment
from tbp_casefile.views.coverage import coverage
from tbp_casefile.views.package import current_package
from tbp_casefile.views.phase_out import steps
from tbp_casefile.views.situation import ended_on, history, situation
from tests.views.shelves import Made, measure, package

NOW = parse_moment("2026-04-20T14:00:00+02:00")
Stage = tuple[CaseState, str]


def status(state: CaseState, since: str) -> CaseStatus:
    """A state of the case from this day on."""
    return CaseStatus(case="D-00-0000", state=state, since=date.fromisoformat(since), text="text")


def went(*states: Stage) -> Made:
    """A case that went through these states, each in the place of the one before."""
    made = Made()
    standing = made.put("case_status", status(*states[0]))
    for state in states[1:]:
        standing = made.again(standing, status(*state))
    return made


# --- situation --------------------------------------------------------------------------------------------


def test_a_device_that_does_not_read_the_case_says_nothing_about_where_it_stands() -> None:
    assert (situation(Made().shelf, NOW), history(Made().shelf), ended_on(Made().shelf)) == (None, (), None)


def test_the_last_state_in_the_log_holds_and_all_of_them_are_told() -> None:
    made = went(("triage", "2025-04-28"), ("in_force", "2025-05-27"), ("review", "2025-05-01"))
    standing = situation(made.shelf, NOW)
    assert standing is not None
    assert (standing.status.state, standing.status.since) == ("review", date(2025, 5, 1))
    assert [line.status.state for line in history(made.shelf)] == ["triage", "in_force", "review"]


def test_a_state_that_was_told_before_its_day_holds_from_that_day() -> None:
    made = went(("phase_out", "2025-06-19"), ("ended", "2025-09-15"))
    states = {}
    for day in ("2025-09-14", "2025-09-15", "1970-01-01"):
        standing = situation(made.shelf, parse_moment(f"{day}T12:00:00Z"))
        assert standing is not None
        states[day] = standing.status.state
    assert states == {"2025-09-14": "phase_out", "2025-09-15": "ended", "1970-01-01": "ended"}


def test_a_state_that_came_in_late_is_not_where_the_case_stands() -> None:
    made = went(("in_force", "2025-05-27"))
    made.put("case_status", status("ended", "2026-01-01"), late=True)
    standing = situation(made.shelf, NOW)
    assert standing is not None
    assert standing.status.state == "in_force"
    assert ended_on(made.shelf) is None


@pytest.mark.parametrize("state", get_args(CaseState))
def test_one_state_is_minimal_and_three_are_over(state: CaseState) -> None:
    standing = situation(went((state, "2026-01-01")).shelf, NOW)
    assert standing is not None
    assert standing.is_minimal == (state == "minimal")
    assert standing.is_over == (state in {"ended", "aftercare", "closed"})


def test_a_case_ended_on_the_day_it_ended_and_not_on_the_day_aftercare_began_or_closed() -> None:
    ending: tuple[Stage, ...] = (
        ("phase_out", "2025-06-19"),
        ("ended", "2025-09-15"),
        ("aftercare", "2025-09-16"),
    )
    assert ended_on(went(*ending).shelf) == date(2025, 9, 15)
    assert ended_on(went(*ending, ("closed", "2026-06-15")).shelf) == date(2025, 9, 15)


def test_a_case_that_began_again_has_not_ended_and_ends_anew() -> None:
    begun: tuple[Stage, ...] = (
        ("ended", "2025-09-15"),
        ("aftercare", "2025-09-16"),
        ("urgent", "2025-10-01"),
    )
    assert ended_on(went(*begun).shelf) is None
    assert ended_on(went(*begun, ("ended", "2026-02-01")).shelf) == date(2026, 2, 1)


def test_minimal_fulfilment_is_no_end() -> None:
    assert ended_on(went(("in_force", "2026-01-13"), ("minimal", "2026-01-26")).shelf) is None


# --- coverage ---------------------------------------------------------------------------------------------


def covering(code: str, *areas: Area, end: date | None = None) -> Measure:
    """A measure that helps in these parts of life."""
    return msgspec.structs.replace(measure(code), covers=areas, end=end)


def covered(how: dict[Area, Coverage], *measures: Measure) -> list[tuple[Area, Coverage | None, list[str]]]:
    """What a package with these measures says of each part of life."""
    made = Made()
    parts = tuple(made.put("measure", one) for one in measures)
    version: Package = msgspec.structs.replace(package("1", date(2026, 1, 1), parts), coverage=how)
    made.put("package", version)
    current = current_package(made.shelf, NOW)
    assert current is not None
    lines = coverage(current.package)
    return [(line.area, line.how, [measure.code for measure in line.measures]) for line in lines]


def test_each_part_of_life_that_the_version_speaks_of_is_told_in_a_fixed_order_with_its_measures() -> None:
    how: dict[Area, Coverage] = {"digital": "full", "private": "none", "home": "partly"}
    lines = covered(
        how, covering("M08", "home"), covering("M39", "digital", "home"), covering("M25", "transport")
    )
    assert lines == [
        ("home", "partly", ["M08", "M39"]),
        ("private", "none", []),
        ("digital", "full", ["M39"]),
    ]


def test_a_measure_that_has_stopped_covers_nothing() -> None:
    lines = covered(
        {"home": "partly"}, covering("M08", "home", end=date(2026, 4, 19)), covering("M11", "home")
    )
    assert lines == [("home", "partly", ["M11"])]


def test_of_a_version_that_does_not_speak_of_coverage_nothing_is_made_up() -> None:
    assert covered({}, covering("M08", "home")) == []


# --- phasing out ------------------------------------------------------------------------------------------


def step(title: str, due: str, done: str | None = None) -> PhaseOutStep:
    """A step with its day, and the day on which it was done."""
    return PhaseOutStep(
        title=title, due=date.fromisoformat(due), done=date.fromisoformat(done) if done else None
    )


def test_steps_stand_in_the_order_of_their_days_each_with_how_it_went() -> None:
    made = Made()
    for one in (
        step("today", "2026-04-20"),
        step("on its day", "2026-03-01", "2026-03-01"),
        step("passed", "2026-04-19"),
        step("a day late", "2026-03-02", "2026-03-03"),
        step("early", "2026-03-04", "2026-03-01"),
    ):
        made.put("phase_out_step", one)
    assert [(line.step.title, line.overdue, line.later) for line in steps(made.shelf, NOW)] == [
        ("on its day", False, False),
        ("a day late", False, True),
        ("early", False, False),
        ("passed", True, False),
        ("today", False, False),
    ]


def test_a_step_that_was_done_stands_once() -> None:
    made = Made()
    promised = made.put("phase_out_step", step("camera", "2025-07-10"))
    made.again(promised, step("camera", "2025-07-10", "2025-07-24"))
    (line,) = steps(made.shelf, NOW)
    assert (line.due, line.step.done, line.overdue, line.later) == (
        date(2025, 7, 10), date(2025, 7, 24), False, True,
    )  # fmt: skip
