# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The package as it goes today: what the day does to a measure, and what was noted since it was published."""

from datetime import date
from typing import Any

import msgspec
import pytest

from tbp_casefile.model.case import Change, Measure, MeasureState, Package
from tbp_casefile.model.situation import CaseStatus
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import parse_moment
from tbp_casefile.views.changes import changes
from tbp_casefile.views.home import previous
from tbp_casefile.views.package import MeasureLine, current_package, versions
from tbp_casefile.views.shelf import Held
from tests.views.shelves import Made, measure, package

NOW = "2026-04-20T14:00:00+02:00"


def told(code: str = "M06", **more: Any) -> Measure:
    """A measure with fields changed."""
    return msgspec.structs.replace(measure(code), **more)


def published(*measures: Measure, ends: date | None = None) -> tuple[Made, list[Held]]:
    """A package with these measures."""
    made = Made()
    held = [made.put("measure", one) for one in measures]
    version: Package = msgspec.structs.replace(package("1", date(2026, 1, 1), tuple(held)), ends=ends)
    made.put("package", version)
    return made, held


def only(made: Made, now: str = NOW) -> MeasureLine:
    """The one measure of the package that holds."""
    current = current_package(made.shelf, parse_moment(now))
    assert current is not None
    (line,) = current.package.measures
    return line


# --- by the day -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["planned", "active", "failing"])
def test_what_begins_later_is_planned_until_its_day(written: MeasureState) -> None:
    made, _ = published(told(start=date(2026, 4, 21), state=written))
    assert only(made, "2026-04-20T23:59:59+02:00").state == "planned"
    assert only(made, "2026-04-21T00:00:00+02:00").state == ("failing" if written == "failing" else "active")


@pytest.mark.parametrize("written", ["planned", "active", "changed", "failing"])
def test_what_has_an_end_goes_on_up_to_and_with_that_day(written: MeasureState) -> None:
    made, _ = published(told(end=date(2026, 4, 20), state=written))
    assert only(made, "2026-04-20T23:59:59+02:00").state == ("active" if written == "planned" else written)
    assert only(made, "2026-04-21T00:00:00+02:00").state == "stopped"


def test_what_was_changed_or_stopped_by_word_stays_so() -> None:
    for state in ("changed", "stopped"):
        made, _ = published(told(state=state))
        assert only(made).state == state


def test_the_day_is_that_of_amsterdam() -> None:
    made, _ = published(told(start=date(2026, 4, 21)))
    assert only(made, "2026-04-20T22:00:00Z").state == "active"
    assert only(made, "2026-04-20T21:59:59Z").state == "planned"


# --- by what was noted since ------------------------------------------------------------------------------


def test_a_later_record_that_says_the_same_tells_what_is_the_matter_now_and_since_when() -> None:
    made, (alarm,) = published(told())
    failing = made.again(alarm, told(state="failing", note="no power"), on="2026-04-19")
    line = only(made)
    assert (line.id, line.state, line.note, line.noted) == (
        failing.record.id, "failing", "no power", date(2026, 4, 19),
    )  # fmt: skip
    made.again(failing, told(), on="2026-04-20")
    assert (only(made).state, only(made).note, only(made).noted) == ("active", None, None)


def test_a_version_says_what_it_said_when_it_was_published() -> None:
    made, (alarm,) = published(told())
    made.again(alarm, told(state="failing", note="no power"))
    (version,) = versions(made.shelf)
    assert (version.measures[0].id, version.measures[0].state) == (alarm.record.id, "active")


def test_a_record_that_came_in_late_and_one_about_another_thing_change_nothing() -> None:
    made, (alarm,) = published(told())
    made.again(alarm, told(state="failing", note="late"), late=True)
    made.put("measure", told(state="failing", note="another alarm"))
    assert (only(made).id, only(made).state) == (alarm.record.id, "active")


def test_a_record_of_an_upcoming_version_does_not_leak_into_the_one_of_now() -> None:
    made, (windows,) = published(told("M31", detail="two windows"))
    three = made.again(windows, told("M31", detail="three windows", state="changed"))
    made.put("package", package("2", date(2026, 5, 1), (three,)))
    assert (only(made).id, only(made).detail, only(made).state) == (
        windows.record.id,
        "two windows",
        "active",
    )
    later = only(made, "2026-05-01T00:00:00+02:00")
    assert (later.id, later.detail, later.state) == (three.record.id, "three windows", "changed")


def test_what_is_the_matter_now_is_still_told_when_an_upcoming_version_says_something_else() -> None:
    made, (windows,) = published(told("M31", detail="two windows"))
    three = made.again(windows, told("M31", detail="three windows"))
    made.put("package", package("2", date(2026, 5, 1), (three,)))
    made.put(
        "measure",
        told("M31", detail="two windows", state="failing", note="ill"),
        entity=windows.record.entity,
    )
    assert (only(made).state, only(made).note) == ("failing", "ill")
    assert only(made, "2026-05-01T00:00:00+02:00").state == "active"


@pytest.mark.parametrize(("log", "family"), [(ScopeType.CASE, False), (ScopeType.FAMILY, True)])
def test_what_stands_in_the_log_of_the_family_is_marked(log: ScopeType, family: bool) -> None:
    made = Made()
    known = made.put("measure", told("M49"), log=log)
    made.put("package", package("1", date(2026, 1, 1), (known,)))
    assert only(made).family is family


# --- what changed -----------------------------------------------------------------------------------------


def words(made: Made) -> list[tuple[str, str]]:
    """What happened to each measure in the newest version."""
    newest = versions(made.shelf)[-1]
    view = changes(newest, previous(made.shelf, newest))
    return [(line.measure.code, line.change) for line in view.lines]


def test_another_record_with_the_same_content_is_no_change_however_it_goes_with_it() -> None:
    made, (alarm, camera) = published(told("M06"), told("M08"))
    failing = made.again(alarm, told("M06", state="failing", note="no power"))
    copied = made.again(camera, told("M08"))
    made.put("package", package("2", date(2026, 2, 9), (failing, copied)))
    assert words(made) == [("M06", "unchanged"), ("M08", "unchanged")]


@pytest.mark.parametrize(
    "more",
    [
        {"detail": "other"},
        {"start": date(2026, 2, 9)},
        {"end": date(2026, 12, 31)},
        {"layer": "employer"},
        {"covers": ("home", "work")},
        {"title": "other"},
        {"provider": "other"},
        {"notice": "other"},
        {"do": "other"},
        {"call": "other"},
    ],
)
def test_any_other_word_in_it_is_a_change(more: dict[str, Any]) -> None:
    made, (alarm,) = published(told("M06"))
    other = made.again(alarm, told("M06", **more))
    made.put("package", package("2", date(2026, 2, 9), (other,)))
    assert words(made) == [("M06", "changed")]


def test_what_the_version_calls_a_change_is_one_also_with_the_same_content() -> None:
    made, (alarm,) = published(told("M06"))
    same = made.again(alarm, told("M06"))
    named = (Change("M06", "changed", "duration"),)
    made.put("package", package("2", date(2026, 2, 9), (same,), named))
    assert words(made) == [("M06", "changed")]


def test_what_was_the_matter_with_a_measure_today_is_no_change_of_the_package() -> None:
    made, (alarm,) = published(told("M06"))
    made.put("package", package("2", date(2026, 2, 9), (alarm,)))
    made.again(alarm, told("M06", state="failing", note="no power"))
    current = current_package(made.shelf, parse_moment(NOW))
    assert current is not None
    assert current.package.measures[0].state == "failing"
    view = changes(current.package, previous(made.shelf, current.package))
    assert [line.change for line in view.lines] == ["unchanged"]


# --- its end ----------------------------------------------------------------------------------------------


def ended(made: Made, now: str = NOW) -> date | None:
    """The day on which it ended."""
    current = current_package(made.shelf, parse_moment(now))
    assert current is not None
    return current.ended


def test_a_package_that_nobody_ended_holds() -> None:
    assert ended(published(told())[0]) is None


def test_a_package_that_ends_by_itself_has_ended_on_the_day_after_its_last_day() -> None:
    made, _ = published(told(), ends=date(2026, 4, 20))
    assert ended(made, "2026-04-20T23:59:59+02:00") is None
    assert ended(made, "2026-04-21T00:00:00+02:00") == date(2026, 4, 20)


def test_the_end_of_the_case_is_the_end_of_the_package_which_stays_to_be_read() -> None:
    made, _ = published(told(), ends=date(2026, 3, 31))
    made.put("case_status", CaseStatus(case="D", state="ended", since=date(2026, 3, 15), text="text"))
    assert ended(made) == date(2026, 3, 15)
    assert only(made).code == "M06"


def test_an_end_that_was_announced_has_not_come_yet() -> None:
    made, _ = published(told())
    made.put("case_status", CaseStatus(case="D", state="ended", since=date(2026, 4, 21), text="text"))
    assert ended(made, "2026-04-20T23:59:59+02:00") is None
    assert ended(made, "2026-04-21T00:00:00+02:00") == date(2026, 4, 21)
