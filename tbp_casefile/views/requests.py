# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Requests and questions with their answers, and when an answer is due (DOMAIN G12, G25, F14)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from tbp_casefile.model.dialogue import Answer, AnswerKind, Request
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Delivery, Held, Shelf, newest_first
from tbp_casefile.wire.envelope import Ref

KINDS = ("request", "answer")


@dataclass(frozen=True)
class Given:
    """One answer and its day; the last one counts. `id`: of its record, empty while it is a draft."""

    answer: Answer
    on: date
    id: str = ""
    delivery: Delivery = Delivery.RECEIVED


@dataclass(frozen=True)
class RequestLine:
    """One request. `state` is the last answer, or open; `due` the day on which an answer was promised.

    `family`: it stands in the family's log, and so do its answers.
    """

    id: str
    ref: Ref
    request: Request
    on: date
    role: Role
    answers: tuple[Given, ...]
    state: AnswerKind | Literal["open"]
    due: date | None
    overdue: bool
    delivery: Delivery
    family: bool = False


def requests(shelf: Shelf, now: datetime) -> tuple[RequestLine, ...]:
    """Open ones first, then newest first."""
    lines = [
        _line(shelf, held, held.body, local_date(now))
        for held in newest_first(shelf.current("request"))
        if isinstance(held.body, Request)
    ]
    return tuple(sorted(lines, key=lambda line: line.state != "open"))


def with_answer(line: RequestLine, answer: Answer, today: date) -> RequestLine:
    """The same request as it will be read when this answer has been given."""
    return _answered(line, (*line.answers, Given(answer, today)), today)


def _line(shelf: Shelf, held: Held, request: Request, today: date) -> RequestLine:
    given = tuple(
        Given(item.body, item.day, item.record.id, item.delivery)
        for item in shelf.about("answer", held)
        if isinstance(item.body, Answer)
    )
    line = RequestLine(
        held.record.id, held.ref, request, held.day, held.speaker, (), "open", None, False, held.delivery,
        held.log is ScopeType.FAMILY,
    )  # fmt: skip
    return _answered(line, given, today)


def _answered(line: RequestLine, given: tuple[Given, ...], today: date) -> RequestLine:
    """What the last answer makes of it."""
    last = given[-1].answer if given else None
    due = last.due if last and last.answer is None else None
    return replace(
        line,
        answers=given,
        state=(last and last.answer) or "open",
        due=due,
        overdue=due is not None and due < today,
    )
