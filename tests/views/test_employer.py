# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of the employer and what came of it; and what may be expected of all three sides."""

from datetime import date
from typing import get_args

import msgspec
import pytest

from tbp_casefile.model.duties import DutyState, EmployerDuty, EmployerPart, EmployerState
from tbp_casefile.model.system import PolicyText, Side, Source
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import parse_moment
from tbp_casefile.views.employer import DutyLine, duties
from tbp_casefile.views.expectations import SIDES, expectations
from tbp_casefile.views.shelf import Held
from tests.views.shelves import Made

NOW = "2026-04-20T14:00:00+02:00"


def ask(
    made: Made, part: EmployerPart = "W3", due: str | None = "2025-10-31", asked: str = "2025-09-30"
) -> Held:
    """The contact person asks something of the employer."""
    day = date.fromisoformat(due) if due else None
    body = EmployerDuty(part=part, title=f"title of {part}", asked=date.fromisoformat(asked), due=day)
    return made.put("employer_duty", body, log=ScopeType.EMPLOYER, by=Role.CONTACT_PERSON)


def say(made: Made, duty: Held, state: EmployerState, on: str, *, late: bool = False) -> Held:
    """The employer says how it goes."""
    body = DutyState(state=state, on=date.fromisoformat(on), text=f"text of {state}")
    return made.put("duty_state", body, about=duty.ref, log=ScopeType.EMPLOYER, by=Role.EMPLOYER, late=late)


def only(made: Made, now: str = NOW) -> DutyLine:
    """The one duty."""
    (line,) = duties(made.shelf, parse_moment(now))
    return line


# --- duties -----------------------------------------------------------------------------------------------


def test_what_was_asked_stands_as_asked_since_that_day_up_to_and_with_the_day_agreed() -> None:
    made = Made()
    duty = ask(made)
    line = only(made, "2025-10-31T23:59:59+01:00")
    assert (line.id, line.state, line.on, line.text, line.later) == (
        duty.record.id, "asked", date(2025, 9, 30), None, False,
    )  # fmt: skip


@pytest.mark.parametrize("said", [None, "promised"])
def test_what_is_not_done_is_late_since_the_day_agreed_by_the_day_alone(said: EmployerState | None) -> None:
    made = Made()
    duty = ask(made)
    if said:
        say(made, duty, said, "2025-10-10")
        assert (only(made, "2025-10-31T12:00:00Z").state, only(made, "2025-10-31T12:00:00Z").on) == (
            "promised", date(2025, 10, 10),
        )  # fmt: skip
    line = only(made, "2025-11-01T00:00:00+01:00")
    assert (line.state, line.on, line.later) == ("late", date(2025, 10, 31), False)


def test_without_a_day_nothing_is_ever_late() -> None:
    made = Made()
    ask(made, due=None)
    assert only(made, "2030-01-01T00:00:00Z").state == "asked"


@pytest.mark.parametrize(
    ("on", "later"), [("2025-10-30", False), ("2025-10-31", False), ("2025-11-01", True)]
)
def test_what_was_done_stays_done_and_says_when_it_was_done_after_the_day_agreed(
    on: str, later: bool
) -> None:
    made = Made()
    say(made, ask(made), "done", on)
    line = only(made)
    assert (line.state, line.on, line.later, line.text) == (
        "done", date.fromisoformat(on), later, "text of done",
    )  # fmt: skip


def test_what_was_done_without_a_day_agreed_was_not_done_later() -> None:
    made = Made()
    say(made, ask(made, due=None), "done", "2025-11-01")
    assert (only(made).state, only(made).later) == ("done", False)


def test_a_refusal_stays_one_after_the_day_agreed_and_what_is_done_then_was_done_later() -> None:
    made = Made()
    duty = ask(made)
    say(made, duty, "refused", "2025-11-05")
    assert (only(made).state, only(made).on, only(made).later) == ("refused", date(2025, 11, 5), False)
    say(made, duty, "done", "2026-02-27")
    assert (only(made).state, only(made).on, only(made).later) == ("done", date(2026, 2, 27), True)


def test_the_newest_in_the_log_counts_and_neither_what_came_in_late_nor_what_was_said_of_another_duty() -> (
    None
):
    made = Made()
    duty, other = ask(made), ask(made)
    say(made, duty, "done", "2025-10-20")
    say(made, duty, "promised", "2025-10-10")
    say(made, duty, "refused", "2025-10-25", late=True)
    say(made, other, "refused", "2025-10-25")
    first, second = duties(made.shelf, parse_moment("2025-10-26T12:00:00Z"))
    assert (first.state, first.on, second.state) == ("promised", date(2025, 10, 10), "refused")


def test_duties_stand_by_part_then_by_the_day_asked_each_with_its_page_of_the_letter() -> None:
    made = Made()
    for part, asked in (
        ("W5", "2025-06-01"),
        ("W2", "2025-05-01"),
        ("W2", "2025-01-01"),
        ("W1", "2026-01-01"),
    ):
        ask(made, part, None, asked)  # type: ignore[arg-type]  # one of its words
    lines = duties(made.shelf, parse_moment(NOW))
    assert [(line.duty.part, line.duty.asked.month, line.page) for line in lines] == [
        ("W1", 1, 8), ("W2", 1, 8), ("W2", 5, 8), ("W5", 6, 9),
    ]  # fmt: skip


@pytest.mark.parametrize("part", get_args(EmployerPart))
def test_every_part_has_a_page(part: EmployerPart) -> None:
    made = Made()
    ask(made, part)
    assert only(made).page in {8, 9}


# --- expectations -----------------------------------------------------------------------------------------


def rule(topic: str, side: Side | None, expect: str | None, page: int = 8) -> PolicyText:
    """A rule in plain words."""
    source, dated = Source(page, "heading"), date(2025, 7, 11)
    return PolicyText(topic, topic, "text", source, dated, side, expect)


def test_each_side_has_its_rules_in_the_order_in_which_they_were_published_with_their_page() -> None:
    made = Made()
    for one in (
        rule("review", "government", "A look again.", 8),
        rule("cooperate", "person", "You cooperate.", 9),
        rule("inform", "government", "You are told.", 5),
        rule("duty", "employer", "Care.", 8),
    ):
        made.put("policy_text", one, log=ScopeType.SYSTEM)
    view = expectations(made.shelf, (), ())
    told = {side: [(line.topic, line.text, line.page) for line in view.of(side)] for side in SIDES}
    assert told == {
        "government": [("review", "A look again.", 8), ("inform", "You are told.", 5)],
        "person": [("cooperate", "You cooperate.", 9)],
        "employer": [("duty", "Care.", 8)],
    }
    assert {line.side for line in view.rules} == set(SIDES)


def test_a_text_without_a_side_or_without_a_sentence_lets_nobody_expect_anything() -> None:
    made = Made()
    for one in (
        rule("about", None, None),
        rule("half", "person", None),
        rule("other half", None, "A sentence."),
    ):
        made.put("policy_text", one, log=ScopeType.SYSTEM)
    assert expectations(made.shelf, (), ()).rules == ()


def test_a_rule_that_was_rewritten_stands_once() -> None:
    made = Made()
    first = made.put("policy_text", rule("review", "government", "Every year."), log=ScopeType.SYSTEM)
    made.again(first, msgspec.structs.replace(first.body, expect="Each time it is needed."))
    assert [line.text for line in expectations(made.shelf, (), ()).rules] == ["Each time it is needed."]


def test_what_this_case_adds_stands_beside_the_rules() -> None:
    made = Made()
    ask(made)
    asked = duties(made.shelf, parse_moment(NOW))
    view = expectations(made.shelf, (), asked)
    assert (view.rules, view.obligations, view.duties) == ((), (), asked)
