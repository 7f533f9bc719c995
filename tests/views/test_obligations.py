# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked, how it goes with it, and when it comes back."""

from datetime import date
from typing import Any

import pytest

from tbp_casefile.model.case import Acknowledgement, AcknowledgementKind, Moment
from tbp_casefile.model.duties import Confirmation, Obligation, ObligationEvent, ObligationState
from tbp_casefile.model.situation import CaseStatus
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import format_local, parse_moment
from tbp_casefile.views.obligations import ObligationLine, obligations
from tbp_casefile.views.package import current_package
from tbp_casefile.views.shelf import Held
from tests.views.shelves import Made, package

NOW = parse_moment("2026-04-20T14:00:00+02:00")
START = "2026-01-13"


def obligation(code: str = "V8", start: str = START, **more: Any) -> Obligation:
    """Something that is asked from a day on."""
    return Obligation(
        code=code, title=f"title of {code}", ask="ask", why="why", start=date.fromisoformat(start), **more
    )


def offered(*asked: Obligation, log: ScopeType = ScopeType.CASE) -> tuple[Made, list[Held]]:
    """A package that asks this."""
    made = Made()
    held = [made.put("obligation", one, log=log) for one in asked]
    made.put("package", package("1", date(2026, 1, 13), tuple(held)))
    return made, held


def lines(made: Made, now: str = "2026-04-20T14:00:00+02:00") -> tuple[ObligationLine, ...]:
    """What is asked at a moment."""
    moment = parse_moment(now)
    return obligations(made.shelf, current_package(made.shelf, moment), moment)


def only(made: Made, now: str = "2026-04-20T14:00:00+02:00") -> ObligationLine:
    """The one thing that is asked."""
    (line,) = lines(made, now)
    return line


def event(made: Made, thing: Held, state: ObligationEvent, on: str, *, late: bool = False) -> None:
    """The contact person notes something about it."""
    body = ObligationState(state=state, text=f"text of {state}", talk=date(2026, 5, 1))
    made.put("obligation_state", body, about=thing.ref, on=on, by=Role.CONTACT_PERSON, late=late)


def say(made: Made, thing: Held, what: AcknowledgementKind, on: str, *, by: Role = Role.PERSON) -> None:
    """Somebody answers to it."""
    made.put("confirmation", Confirmation(what), about=thing.ref, on=on, by=by)


# --- state ------------------------------------------------------------------------------------------------


def test_what_nobody_said_anything_about_is_new_since_it_holds() -> None:
    made, _ = offered(obligation())
    line = only(made)
    assert (line.state, line.since, line.confirmed, line.asks_attention) == (
        "new", date(2026, 1, 13), None, False,
    )  # fmt: skip


@pytest.mark.parametrize("what", ["seen", "explained"])
def test_seen_and_explained_confirm_it_since_the_first_time(what: AcknowledgementKind) -> None:
    made, (asked,) = offered(obligation())
    say(made, asked, what, "2026-02-03T10:00:00+01:00")
    say(made, asked, "seen", "2026-02-02T23:30:00+01:00")
    line = only(made)
    assert (line.state, line.since) == ("confirmed", date(2026, 2, 2))
    assert line.confirmed == parse_moment("2026-02-02T23:30:00+01:00")
    assert [answer.what for answer in line.answers] == [what, "seen"]


@pytest.mark.parametrize("what", ["question", "talk", "not-now"])
def test_a_question_confirms_nothing_but_is_told(what: AcknowledgementKind) -> None:
    made, (asked,) = offered(obligation())
    say(made, asked, what, "2026-02-03")
    line = only(made)
    assert (line.state, line.confirmed, [answer.what for answer in line.answers]) == ("new", None, [what])


def test_the_newest_event_decides_also_when_it_was_confirmed_after_it() -> None:
    made, (asked,) = offered(obligation())
    say(made, asked, "seen", "2026-01-14")
    event(made, asked, "needs_attention", "2026-02-01")
    event(made, asked, "not_met", "2026-02-10")
    say(made, asked, "explained", "2026-02-11")
    line = only(made)
    assert (line.state, line.since, line.asks_attention) == ("not_met", date(2026, 2, 10), True)
    assert [(one.state, one.text, one.talk) for one in line.events] == [
        ("needs_attention", "text of needs_attention", date(2026, 5, 1)),
        ("not_met", "text of not_met", date(2026, 5, 1)),
    ]


@pytest.mark.parametrize(
    ("state", "asks"), [("needs_attention", True), ("not_met", True), ("recovered", False), ("lapsed", False)]
)
def test_two_of_four_events_ask_something_of_the_person(state: ObligationEvent, asks: bool) -> None:
    made, (asked,) = offered(obligation())
    event(made, asked, "not_met", "2026-02-01")
    event(made, asked, state, "2026-02-10")
    assert (only(made).state, only(made).asks_attention) == (state, asks)


def test_an_event_that_came_in_late_decides_nothing() -> None:
    made, (asked,) = offered(obligation())
    event(made, asked, "not_met", "2026-02-01", late=True)
    assert (only(made).state, only(made).events) == ("new", ())


def test_an_acknowledgement_of_the_package_confirms_no_obligation() -> None:
    made, (asked,) = offered(obligation())
    made.put("acknowledgement", Acknowledgement("seen"), about=made.held[-1].ref)
    made.put("confirmation", Confirmation("seen"), about=made.held[-2].ref)
    assert asked.ref != made.held[-2].ref
    assert only(made).state == "new"


# --- the form that holds now ------------------------------------------------------------------------------


def test_what_was_said_before_this_form_began_belongs_to_an_earlier_offer() -> None:
    made, (asked,) = offered(obligation(start="2025-09-30"))
    say(made, asked, "seen", "2025-10-01")
    event(made, asked, "not_met", "2025-12-10")
    again = made.again(asked, obligation(start="2026-02-23"))
    made.put("package", package("2", date(2026, 2, 23), (again,)))
    line = only(made)
    assert (line.id, line.state, line.since, line.events, line.confirmed) == (
        again.record.id, "new", date(2026, 2, 23), (), None,
    )  # fmt: skip
    assert [answer.what for answer in line.answers] == ["seen"]


def test_from_its_first_day_on_what_is_said_of_any_form_of_it_counts() -> None:
    made, (asked,) = offered(obligation(start="2025-09-30"))
    again = made.again(asked, obligation(start="2026-02-23"))
    made.put("package", package("2", date(2026, 2, 23), (again,)))
    say(made, again, "seen", "2026-02-23T00:00:00+01:00")
    assert only(made).state == "confirmed"
    event(made, asked, "needs_attention", "2026-02-23")
    assert (only(made).state, only(made).since) == ("needs_attention", date(2026, 2, 23))


def test_what_is_said_of_one_obligation_does_not_count_for_another() -> None:
    made, (first, _) = offered(obligation("V1"), obligation("V8"))
    event(made, first, "not_met", "2026-02-01")
    say(made, first, "seen", "2026-02-01")
    assert [(line.obligation.code, line.state) for line in lines(made)] == [("V1", "not_met"), ("V8", "new")]


def test_only_what_the_version_of_now_lists_is_asked() -> None:
    made, (first, _) = offered(obligation("V1"), obligation("V8"))
    made.put("package", package("2", date(2026, 2, 23), (first,)))
    made.put("obligation", obligation("V9"))
    assert [line.obligation.code for line in lines(made)] == ["V1"]
    assert obligations(Made().shelf, None, NOW) == ()


def test_obligations_stand_in_the_order_of_the_letter_and_an_unknown_one_at_the_end() -> None:
    made, _ = offered(*(obligation(code) for code in ("V10", "X-later", "V2", "V13", "V1", "V14")))
    asked = lines(made)
    assert [line.obligation.code for line in asked] == ["V1", "V2", "V10", "V13", "X-later", "V14"]
    assert [line.page for line in asked] == [9, 9, 9, 9, 0, 0]


def test_the_page_is_that_of_the_letter() -> None:
    made, _ = offered(obligation("V7"))
    assert only(made).page == 8


@pytest.mark.parametrize(("log", "family"), [(ScopeType.CASE, False), (ScopeType.FAMILY, True)])
def test_what_stands_in_the_log_of_the_family_is_marked(log: ScopeType, family: bool) -> None:
    made, _ = offered(obligation(), log=log)
    assert only(made).family is family


def test_a_relative_confirms_in_the_log_of_the_family_and_is_named_as_such() -> None:
    made, (asked,) = offered(obligation("V11"), log=ScopeType.FAMILY)
    made.put(
        "confirmation", Confirmation("seen"), about=asked.ref, on="2026-02-01", by=Role.RELATIVE,
        log=ScopeType.FAMILY,
    )  # fmt: skip
    line = only(made)
    assert (line.state, [answer.role for answer in line.answers]) == ("confirmed", [Role.RELATIVE])


# --- its end, and the next moment -------------------------------------------------------------------------


def test_it_lapses_on_the_day_after_its_last_day_whatever_was_noted() -> None:
    made, (asked,) = offered(obligation(end=date(2026, 4, 20)))
    event(made, asked, "not_met", "2026-02-01")
    assert only(made, "2026-04-20T23:59:59+02:00").state == "not_met"
    line = only(made, "2026-04-21T00:00:00+02:00")
    assert (line.state, line.since, line.asks_attention) == ("lapsed", date(2026, 4, 20), False)


def test_it_lapses_with_the_case_and_not_later_than_that() -> None:
    made, _ = offered(
        obligation(), obligation("V9", end=date(2026, 6, 1)), obligation("V10", end=date(2026, 2, 1))
    )
    ended = CaseStatus(case="D", state="ended", since=date(2026, 3, 15), text="text")
    made.put("case_status", ended)
    assert [(line.state, line.since) for line in lines(made)] == [
        ("lapsed", date(2026, 3, 15)),
        ("lapsed", date(2026, 3, 15)),
        ("lapsed", date(2026, 2, 1)),
    ]


WEEKLY = Moment(first=parse_moment("2026-03-22T18:00:00+01:00"), every_days=7)


def test_the_next_moment_keeps_its_clock_time_and_is_the_first_that_has_not_passed() -> None:
    made, _ = offered(obligation("V12", moment=WEEKLY))
    line = only(made, "2026-04-19T18:00:00+02:00")
    assert line.next is not None
    assert format_local(line.next) == "2026-04-19T18:00:00+02:00"
    line = only(made, "2026-04-19T18:00:01+02:00")
    assert line.next is not None
    assert format_local(line.next) == "2026-04-26T18:00:00+02:00"


def test_without_a_moment_and_after_its_end_there_is_no_next_one() -> None:
    assert only(offered(obligation())[0]).next is None
    made, _ = offered(obligation("V12", moment=WEEKLY, end=date(2026, 4, 19)))
    assert only(made).next is None


def test_no_moment_is_announced_beyond_the_last_day() -> None:
    made, _ = offered(obligation("V12", moment=WEEKLY, end=date(2026, 4, 26)))
    assert only(made).next is not None
    made, _ = offered(obligation("V12", moment=WEEKLY, end=date(2026, 4, 25)))
    assert (only(made).state, only(made).next) == ("new", None)
