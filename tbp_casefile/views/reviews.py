# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The reviews of a package: those that were, the next one, and what was said beforehand (DOMAIN G23)."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.case import Review
from tbp_casefile.model.dialogue import ReviewInput
from tbp_casefile.model.texts import Text
from tbp_casefile.tables import Role
from tbp_casefile.times import local_date, parse_moment
from tbp_casefile.views.shelf import Delivery, Held, Shelf
from tbp_casefile.wire.envelope import Ref

KINDS = ("review", "review_input")


@dataclass(frozen=True)
class InputLine:
    """What somebody wants to be weighed, how far it came, and what stands `beside` it (see `answers.py`)."""

    id: str
    text: Text
    at: datetime
    role: Role
    delivery: Delivery
    received: datetime | None
    device: str = ""
    beside: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """What it is, as answers say it."""
        return "input"


@dataclass(frozen=True)
class ReviewLine:
    """One review; `overdue` when its day has passed and nobody has said that it is done."""

    id: str
    ref: Ref
    review: Review
    overdue: bool
    inputs: tuple[InputLine, ...] = ()

    @property
    def on(self) -> date:
        """The day of the review."""
        return self.review.on


def reviews(shelf: Shelf, now: datetime) -> tuple[ReviewLine, ...]:
    """Every review that nothing replaces, newest day first."""
    today = local_date(now)
    lines = [
        ReviewLine(
            held.record.id,
            held.ref,
            held.body,
            held.body.state != "done" and held.body.on < today,
            tuple(_input(shelf, item) for item in shelf.about("review_input", held)),
        )
        for held in shelf.current("review")
        if isinstance(held.body, Review)
    ]
    return tuple(sorted(lines, key=lambda line: line.on, reverse=True))


def _input(shelf: Shelf, held: Held) -> InputLine:
    body = held.body
    assert isinstance(body, ReviewInput)
    at = parse_moment(held.record.at)
    return InputLine(
        held.record.id, body.text, at, held.speaker, held.delivery, held.received,
        held.record.device, shelf.beside(held),
    )  # fmt: skip


def next_review(shelf: Shelf, now: datetime) -> ReviewLine | None:
    """The first review that is not done yet."""
    open_ones = [line for line in reviews(shelf, now) if line.review.state != "done"]
    return open_ones[-1] if open_ones else None
