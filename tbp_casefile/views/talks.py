# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Talks and other moments of contact, and how the person looked back (DOMAIN F5, F14, G34)."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.dialogue import ContactMoment, Evaluation
from tbp_casefile.times import parse_moment
from tbp_casefile.views.shelf import Shelf

KINDS = ("contact_moment",)
LOOKED_BACK = ("evaluation",)


@dataclass(frozen=True)
class TalkLine:
    """One moment of contact; a concern without a reply is still open."""

    id: str
    talk: ContactMoment
    at: datetime
    on: date


@dataclass(frozen=True)
class EvaluationLine:
    """How the person looked back on a day."""

    id: str
    evaluation: Evaluation
    on: date


def talks(shelf: Shelf) -> tuple[TalkLine, ...]:
    """Newest first."""
    lines = [
        TalkLine(held.record.id, held.body, parse_moment(held.record.at), held.day)
        for held in shelf.current("contact_moment")
        if isinstance(held.body, ContactMoment)
    ]
    return tuple(sorted(lines, key=lambda line: line.on, reverse=True))


def evaluations(shelf: Shelf) -> tuple[EvaluationLine, ...]:
    """Newest first."""
    lines = [
        EvaluationLine(held.record.id, held.body, held.day)
        for held in shelf.current("evaluation")
        if isinstance(held.body, Evaluation)
    ]
    return tuple(sorted(lines, key=lambda line: line.on, reverse=True))
