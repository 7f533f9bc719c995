# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Talks and other moments of contact, and how the person looked back (DOMAIN F5, F14, G34)."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.dialogue import ContactMoment, Evaluation
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Delivery, Held, Shelf, newest_first

KINDS = ("contact_moment",)
LOOKED_BACK = ("evaluation",)


@dataclass(frozen=True)
class TalkLine:
    """One moment of contact; a concern without a reply is still open.

    `log`: where it stands, which says who reads it. `member`: who wrote it down. `scope` and `entity` name
    it, in whatever form.
    """

    id: str
    talk: ContactMoment
    at: datetime
    on: date
    log: ScopeType = ScopeType.CASE
    member: str = ""
    delivery: Delivery = Delivery.RECEIVED
    beside: tuple[str, ...] = ()
    scope: str = ""
    entity: str = ""


@dataclass(frozen=True)
class EvaluationLine:
    """How the person looked back on a day."""

    id: str
    evaluation: Evaluation
    on: date


def talks(shelf: Shelf) -> tuple[TalkLine, ...]:
    """Newest first."""
    return tuple(
        line_of(shelf, held, held.body)
        for held in newest_first(shelf.current("contact_moment"))
        if isinstance(held.body, ContactMoment)
    )


def line_of(shelf: Shelf, held: Held, talk: ContactMoment) -> TalkLine:
    """One of them; `talk` is its body."""
    at = held.record.moment
    return TalkLine(
        held.record.id,
        talk,
        at,
        local_date(at),
        held.log,
        held.member,
        held.delivery,
        shelf.beside(held),
        held.record.scope,
        held.record.entity,
    )


def evaluations(shelf: Shelf) -> tuple[EvaluationLine, ...]:
    """Newest first."""
    return tuple(
        EvaluationLine(held.record.id, held.body, held.day)
        for held in newest_first(shelf.current("evaluation"))
        if isinstance(held.body, Evaluation)
    )
