# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Requests with what was answered, and talks."""

from datetime import date
from typing import Any, get_args

import pytest

from tbp_casefile.model.dialogue import Answer, AnswerKind, ContactMoment, Evaluation, Request
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import parse_moment
from tbp_casefile.views.requests import RequestLine, requests
from tbp_casefile.views.shelf import Delivery, Held
from tbp_casefile.views.talks import evaluations, talks
from tests.views.shelves import TODAY, Made

NOW = "2026-04-20T14:00:00+02:00"


def ask(made: Made, title: str = "R1", on: str = "2026-04-14", **more: Any) -> Held:
    """The person asks for something."""
    body = Request(kind="work", title=title, text="text")
    return made.put("request", body, on=on, **{"by": Role.PERSON, **more})


def reply(
    made: Made, asked: Held, answer: AnswerKind | None = None, *, due: str | None = None, **more: Any
) -> None:
    """The contact person answers, or says by when an answer comes."""
    body = Answer(text="text", answer=answer, due=date.fromisoformat(due) if due else None)
    made.put("answer", body, about=asked.ref, **{"by": Role.CONTACT_PERSON, **more})


def only(made: Made, now: str = NOW) -> RequestLine:
    """The one request."""
    (line,) = requests(made.shelf, parse_moment(now))
    return line


def titles(made: Made) -> list[str]:
    """The requests in the order in which they are shown."""
    return [str(line.request.title) for line in requests(made.shelf, parse_moment(NOW))]


# --- state ------------------------------------------------------------------------------------------------


def test_a_request_without_an_answer_is_open_and_nobody_is_late() -> None:
    made = Made()
    asked = ask(made)
    line = only(made, "2027-01-01T00:00:00Z")
    assert (line.id, line.state, line.due, line.overdue, line.answers) == (
        asked.record.id, "open", None, False, (),
    )  # fmt: skip
    assert (line.on, line.role) == (date(2026, 4, 14), Role.PERSON)


def test_an_answer_that_was_promised_is_due_and_overdue_from_the_day_after() -> None:
    made = Made()
    reply(made, ask(made), due="2026-04-24")
    assert (only(made).state, only(made).due, only(made).overdue) == ("open", date(2026, 4, 24), False)
    assert only(made, "2026-04-24T23:59:59+02:00").overdue is False
    assert only(made, "2026-04-25T00:00:00+02:00").overdue is True


@pytest.mark.parametrize("answer", get_args(AnswerKind))
def test_an_answer_after_a_promise_ends_the_waiting(answer: AnswerKind) -> None:
    made = Made()
    asked = ask(made)
    reply(made, asked, due="2026-04-01")
    assert only(made).overdue is True
    reply(made, asked, answer, on="2026-04-16")
    line = only(made)
    assert (line.state, line.due, line.overdue) == (answer, None, False)
    assert [(given.answer.answer, given.on) for given in line.answers] == [
        (None, date(2026, 4, 20)), (answer, date(2026, 4, 16)),
    ]  # fmt: skip


def test_of_two_answers_the_newest_in_the_log_counts_and_both_are_told() -> None:
    made = Made()
    asked = ask(made)
    reply(made, asked, "not_now", on="2026-04-18")
    reply(made, asked, "possible", on="2026-04-17")
    assert (only(made).state, len(only(made).answers)) == ("possible", 2)


def test_a_new_promise_after_an_answer_opens_it_again() -> None:
    made = Made()
    asked = ask(made)
    reply(made, asked, "not_now")
    reply(made, asked, due="2026-05-01")
    assert (only(made).state, only(made).due) == ("open", date(2026, 5, 1))


def test_an_answer_with_a_day_of_its_own_is_an_answer_and_no_promise() -> None:
    made = Made()
    reply(made, ask(made), "at_review", due="2026-04-01")
    assert (only(made).state, only(made).due, only(made).overdue) == ("at_review", None, False)


def test_a_late_answer_and_one_to_another_request_change_nothing() -> None:
    made = Made()
    asked, other = ask(made, "R1"), ask(made, "R2")
    reply(made, asked, "possible", late=True)
    reply(made, other, "possible")
    states = {line.request.title: line.state for line in requests(made.shelf, parse_moment(NOW))}
    assert states == {"R1": "open", "R2": "possible"}


def test_a_corrected_answer_stands_in_the_place_of_the_first() -> None:
    made = Made()
    asked = ask(made)
    reply(made, asked, "not_now")
    made.again(made.held[-1], Answer(text="text", answer="possible"))
    assert (only(made).state, len(only(made).answers)) == ("possible", 1)


def test_a_request_of_the_family_is_answered_in_its_log() -> None:
    made = Made()
    asked = ask(made, by=Role.RELATIVE, log=ScopeType.FAMILY)
    reply(made, asked, "possible", log=ScopeType.FAMILY)
    assert (only(made).role, only(made).state) == (Role.RELATIVE, "possible")


@pytest.mark.parametrize(("log", "who"), [(ScopeType.CASE, Role.PERSON), (ScopeType.FAMILY, Role.RELATIVE)])
def test_a_request_that_the_office_wrote_down_is_of_the_one_who_asked(log: ScopeType, who: Role) -> None:
    made = Made()
    ask(made, by=Role.AUTHORITY, written_for="somebody", log=log)
    assert only(made).role is who


def test_a_request_that_waits_on_this_device_says_so() -> None:
    made = Made()
    ask(made, waits=True)
    assert (only(made).state, only(made).delivery) == ("open", Delivery.ON_DEVICE)


# --- order ------------------------------------------------------------------------------------------------


def test_open_requests_stand_first_and_each_half_newest_first() -> None:
    made = Made()
    answered = [ask(made, title, on) for title, on in (("old", "2025-06-30"), ("newer", "2026-03-09"))]
    ask(made, "open old", "2025-08-11")
    ask(made, "open new", "2026-04-14")
    for asked in answered:
        reply(made, asked, "possible")
    assert titles(made) == ["open new", "open old", "newer", "old"]


def test_of_two_requests_of_one_day_the_later_one_stands_first() -> None:
    made = Made()
    ask(made, "morning", "2026-04-14T09:00:00+02:00")
    ask(made, "evening", "2026-04-14T20:00:00+02:00")
    ask(made, "noon", "2026-04-14T10:30:00Z")
    ask(made, "noon, second", "2026-04-14T12:30:00+02:00")
    assert titles(made) == ["evening", "noon, second", "noon", "morning"]


# --- talks ------------------------------------------------------------------------------------------------


def talk(made: Made, text: str, on: str = TODAY, **more: Any) -> Held:
    """The contact person notes a moment of contact."""
    body = ContactMoment(**{"kind": "call", "text": text, **more})
    return made.put("contact_moment", body, on=on, by=Role.CONTACT_PERSON)


def test_talks_stand_newest_first_also_within_a_day() -> None:
    made = Made()
    talk(made, "intake", "2024-11-06")
    talk(made, "morning", "2026-04-14T09:00:00+02:00")
    talk(made, "night", "2026-04-14T23:30:00+02:00")
    talk(made, "written down afterwards", "2025-10-14")
    lines = talks(made.shelf)
    assert [line.talk.text for line in lines] == ["night", "morning", "written down afterwards", "intake"]
    assert (lines[0].on, lines[0].at) == (date(2026, 4, 14), parse_moment("2026-04-14T21:30:00Z"))


def test_a_concern_stands_once_and_has_its_reply_when_it_was_given() -> None:
    made = Made()
    concern = talk(made, "Sam gets no information", "2025-07-15", kind="concern")
    assert talks(made.shelf)[0].talk.reply is None
    made.again(
        concern,
        ContactMoment(
            kind="concern", text="Sam gets no information", reply="opened", replied=date(2025, 7, 22)
        ),
    )
    (line,) = talks(made.shelf)
    assert (line.talk.reply, line.talk.replied) == ("opened", date(2025, 7, 22))


def test_a_talk_that_came_in_late_is_not_among_them() -> None:
    made = Made()
    made.put("contact_moment", ContactMoment(kind="call", text="late"), late=True)
    assert talks(made.shelf) == ()


def test_looking_back_stands_newest_first() -> None:
    made = Made()
    for on, score in (("2025-12-02", 3), ("2026-03-02", 5), ("2025-06-01", 1)):
        made.put("evaluation", Evaluation(scores={"contact": score}, share=True), on=on, by=Role.PERSON)
    assert [(line.on.year, line.evaluation.scores["contact"]) for line in evaluations(made.shelf)] == [
        (2026, 5), (2025, 3), (2025, 1),
    ]  # fmt: skip
