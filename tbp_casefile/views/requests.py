# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Requests and questions with their answers, and when an answer is due (DOMAIN G12, G25, F14)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tbp_casefile.model.dialogue import Answer, AnswerKind, Request
from tbp_casefile.tables import Role
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Delivery, Shelf, newest_first
from tbp_casefile.wire.envelope import Ref

KINDS = ("request", "answer")


@dataclass(frozen=True)
class Given:
    """One answer and its day; the last one counts."""

    answer: Answer
    on: date


@dataclass(frozen=True)
class RequestLine:
    """One request. `state` is the last answer, or open; `due` the day on which an answer was promised."""

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


def requests(shelf: Shelf, now: datetime) -> tuple[RequestLine, ...]:
    """Open ones first, then newest first."""
    today = local_date(now)
    lines = []
    for held in newest_first(shelf.current("request")):
        if not isinstance(held.body, Request):
            continue
        given = tuple(
            Given(item.body, item.day)
            for item in shelf.about("answer", held)
            if isinstance(item.body, Answer)
        )
        last = given[-1].answer if given else None
        state: AnswerKind | Literal["open"] = (last and last.answer) or "open"
        due = last.due if last and state == "open" else None
        overdue = due is not None and due < today
        lines.append(
            RequestLine(
                held.record.id, held.ref, held.body, held.day, held.speaker, given, state, due, overdue,
                held.delivery,
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda line: line.state != "open"))
