# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The reviews of a package: those that were, and the next one (DOMAIN G23)."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.case import Review
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Shelf

KINDS = ("review",)


@dataclass(frozen=True)
class ReviewLine:
    """One review; `overdue` when its day has passed and nobody has said that it is done."""

    id: str
    review: Review
    overdue: bool

    @property
    def on(self) -> date:
        """The day of the review."""
        return self.review.on


def reviews(shelf: Shelf, now: datetime) -> tuple[ReviewLine, ...]:
    """Every review that nothing replaces, newest day first."""
    today = local_date(now)
    lines = [
        ReviewLine(held.record.id, held.body, held.body.state != "done" and held.body.on < today)
        for held in shelf.current("review")
        if isinstance(held.body, Review)
    ]
    return tuple(sorted(lines, key=lambda line: line.on, reverse=True))


def next_review(shelf: Shelf, now: datetime) -> ReviewLine | None:
    """The first review that is not done yet."""
    open_ones = [line for line in reviews(shelf, now) if line.review.state != "done"]
    return open_ones[-1] if open_ones else None
