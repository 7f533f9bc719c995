# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who can be reached now, by the clock in Amsterdam, also when that clock changes."""

from datetime import date, datetime, time, timedelta
from typing import get_args

import pytest

from tbp_casefile.holidays import is_holiday
from tbp_casefile.model.case import Hours, Moment, Weekday
from tbp_casefile.times import AMSTERDAM, format_local, parse_moment
from tbp_casefile.views.contacts import contacts, next_moment, reach
from tbp_casefile.views.reviews import next_review, reviews
from tests.views.shelves import Made, contact, review

OFFICE = Hours(days=("mon", "tue", "wed", "thu", "fri"), from_="09:00", to="17:00")


@pytest.mark.parametrize(
    ("moment", "now", "until", "again"),
    [
        ("2026-04-20T14:00:00+02:00", True, "2026-04-20T17:00:00+02:00", None),
        ("2026-04-20T08:59:59+02:00", False, None, "2026-04-20T09:00:00+02:00"),
        ("2026-04-20T17:00:00+02:00", False, None, "2026-04-21T09:00:00+02:00"),
        ("2026-04-17T18:00:00+02:00", False, None, "2026-04-20T09:00:00+02:00"),  # Friday evening
        (
            "2026-10-23T18:00:00+02:00",
            False,
            None,
            "2026-10-26T09:00:00+01:00",
        ),  # the clock goes back between
        ("2026-04-20T12:00:00Z", True, "2026-04-20T17:00:00+02:00", None),
    ],
)
def test_office_hours_say_until_when_and_from_when(
    moment: str, now: bool, until: str | None, again: str | None
) -> None:
    reached = reach(OFFICE, parse_moment(moment))
    assert reached.now is now
    assert (reached.until and format_local(reached.until)) == until
    assert (reached.again and format_local(reached.again)) == again


def test_a_duty_line_is_reachable_day_and_night() -> None:
    assert reach(Hours(), parse_moment("1970-01-01T03:00:00Z")).always


def test_a_fixed_moment_keeps_its_clock_time_when_the_clock_changes() -> None:
    fixed = Moment(first=parse_moment("2026-10-13T10:00:00+02:00"), every_days=14)
    upcoming = next_moment(fixed, parse_moment("2026-10-20T12:00:00+02:00"))
    assert upcoming is not None
    assert format_local(upcoming) == "2026-10-27T10:00:00+01:00"


def test_a_fixed_moment_of_this_morning_has_passed_and_the_next_one_is_said() -> None:
    fixed = Moment(first=parse_moment("2026-04-07T10:00:00+02:00"), every_days=14)
    before = next_moment(fixed, parse_moment("2026-04-21T09:59:00+02:00"))
    after = next_moment(fixed, parse_moment("2026-04-21T10:01:00+02:00"))
    assert before is not None
    assert after is not None
    assert (before.day, after.day, after.month) == (21, 5, 5)


def test_a_contact_is_shown_up_to_and_with_the_last_day() -> None:
    made = Made()
    made.put("contact", contact("Hanneke", OFFICE, until=date(2025, 5, 19)))
    assert len(contacts(made.shelf, parse_moment("2025-05-19T23:00:00+02:00"))) == 1
    assert contacts(made.shelf, parse_moment("2025-05-20T00:00:00+02:00")) == ()


def test_the_next_review_is_the_first_that_is_not_done_also_when_its_day_has_passed() -> None:
    made = Made()
    made.put("review", review(date(2025, 1, 22), "done"))
    made.put("review", review(date(2026, 5, 18)))
    made.put("review", review(date(2026, 9, 1), "planned"))
    upcoming = next_review(made.shelf, parse_moment("2026-04-20T14:00:00+02:00"))
    assert upcoming is not None
    assert (upcoming.on, upcoming.overdue) == (date(2026, 5, 18), False)
    passed = next_review(made.shelf, parse_moment("2026-05-19T00:00:01+02:00"))
    assert passed is not None
    assert passed.overdue
    assert [line.on.year for line in reviews(made.shelf, parse_moment("2026-04-20T14:00:00Z"))] == [
        2026,
        2026,
        2025,
    ]


# --- public holidays --------------------------------------------------------------------------------------


def reached_again(hours: Hours, moment: str) -> tuple[bool, str | None]:
    """Whether they can be reached, and if not, when they can again."""
    found = reach(hours, parse_moment(moment))
    return found.now, format_local(found.again) if found.again else None


@pytest.mark.parametrize(
    ("moment", "again"),
    [
        ("2026-04-24T18:00:00+02:00", "2026-04-28T09:00:00+02:00"),  # King's Day is on a Monday
        ("2026-04-27T10:00:00+02:00", "2026-04-28T09:00:00+02:00"),
        ("2025-04-25T18:00:00+02:00", "2025-04-28T09:00:00+02:00"),  # and a day early when it is a Sunday
        ("2026-04-02T17:00:00+02:00", "2026-04-07T09:00:00+02:00"),  # from Good Friday over Easter Monday
        ("2026-04-03T12:00:00+02:00", "2026-04-07T09:00:00+02:00"),
        ("2026-05-05T12:00:00+02:00", "2026-05-06T09:00:00+02:00"),
        ("2026-05-13T18:00:00+02:00", "2026-05-15T09:00:00+02:00"),  # Ascension Day
        ("2025-12-24T18:00:00+01:00", "2025-12-29T09:00:00+01:00"),  # both Christmas days and a weekend
        ("2025-12-31T18:00:00+01:00", "2026-01-02T09:00:00+01:00"),
    ],
)
def test_on_a_public_holiday_an_office_is_closed_and_the_next_open_hour_is_told(
    moment: str, again: str
) -> None:
    assert reached_again(OFFICE, moment) == (False, again)


def test_on_the_day_before_a_holiday_they_are_reachable_until_closing_time() -> None:
    reached = reach(OFFICE, parse_moment("2026-04-02T16:59:59+02:00"))
    assert reached.now
    assert reached.until == parse_moment("2026-04-02T17:00:00+02:00")


def test_a_duty_line_is_reachable_on_a_holiday_as_well() -> None:
    assert reach(Hours(), parse_moment("2026-12-25T12:00:00+01:00")).always


def only_on(day: Weekday) -> Hours:
    """Whoever can be reached on one day of the week."""
    return Hours(days=(day,), from_="09:00", to="17:00")


@pytest.mark.parametrize(
    ("day", "moment", "again"),
    [
        ("mon", "2026-03-30T17:00:00+02:00", "2026-04-13T09:00:00+02:00"),  # not on Easter Monday
        ("mon", "2026-05-18T17:00:00+02:00", "2026-06-01T09:00:00+02:00"),  # nor on Whit Monday
        ("mon", "2026-04-20T17:00:00+02:00", "2026-05-04T09:00:00+02:00"),  # nor on King's Day
        ("mon", "2076-04-13T17:00:00+02:00", "2076-05-04T09:00:00+02:00"),  # Easter, then King's Day
        ("thu", "2025-12-18T17:00:00+01:00", "2026-01-08T09:00:00+01:00"),  # Christmas, then New Year
    ],
)
def test_who_works_one_day_a_week_is_reachable_again_in_the_first_week_without_a_holiday(
    day: Weekday, moment: str, again: str
) -> None:
    assert reached_again(only_on(day), moment) == (False, again)


def test_whoever_works_one_day_a_week_can_be_reached_again_within_the_days_we_look_ahead() -> None:
    every_day = (date(2014, 1, 1) + timedelta(days=number) for number in range(87 * 366))
    for holiday in filter(is_holiday, every_day):
        hours = only_on(get_args(Weekday)[holiday.weekday()])
        evening = datetime.combine(holiday - timedelta(days=7), time(18), AMSTERDAM)
        again = reach(hours, evening).again
        assert again is not None, holiday
        assert not is_holiday(again.date())
        assert again.weekday() == holiday.weekday()


def test_a_fixed_moment_is_told_on_a_holiday_too_for_it_was_agreed() -> None:
    fixed = Moment(first=parse_moment("2026-04-13T10:00:00+02:00"), every_days=14)
    upcoming = next_moment(fixed, parse_moment("2026-04-20T12:00:00+02:00"))
    assert upcoming is not None
    assert format_local(upcoming) == "2026-04-27T10:00:00+02:00"
