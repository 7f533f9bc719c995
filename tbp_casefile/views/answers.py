# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What members said to a package, to news or to an obligation, and how far it came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.model.case import Acknowledgement, AcknowledgementKind
from tbp_casefile.model.duties import Confirmation
from tbp_casefile.model.texts import Text
from tbp_casefile.tables import Role
from tbp_casefile.times import parse_moment
from tbp_casefile.views.shelf import Delivery, Held, Shelf
from tbp_casefile.wire.envelope import Ref

KINDS = ("acknowledgement", "confirmation")
MOST = 50
"""Answers to one thing that are shown, the newest: more than anybody gives, and a page stays quick."""


@dataclass(frozen=True)
class AnswerLine:
    """One answer, about exactly one record, and whose it is; `noted_by` when somebody else wrote it down.

    `device` wrote it. `beside`: ids of what stands in its place as well, written on another device meanwhile.
    """

    id: str
    what: AcknowledgementKind
    text: Text
    at: datetime
    delivery: Delivery
    received: datetime | None
    role: Role = Role.PERSON
    noted_by: Role | None = None
    device: str = ""
    beside: tuple[str, ...] = ()


def answers(shelf: Shelf, about: Ref) -> tuple[AnswerLine, ...]:
    """Every answer to this record, oldest first."""
    given = (held for kind in KINDS for held in shelf.current(kind) if held.record.about == about)
    return _lines(shelf, given)


def to_thing(shelf: Shelf, thing: Held) -> tuple[AnswerLine, ...]:
    """Every answer to a thing in whichever of its forms, oldest first."""
    given = (held for kind in KINDS for held in shelf.about(kind, thing))
    return _lines(shelf, given)


def _lines(shelf: Shelf, given: Iterable[Held]) -> tuple[AnswerLine, ...]:
    lines = (_line(shelf, held) for held in given)
    return tuple(line for line in lines if line is not None)


def _line(shelf: Shelf, held: Held) -> AnswerLine | None:
    body = held.body
    if not isinstance(body, Acknowledgement | Confirmation):
        return None
    return AnswerLine(
        id=held.record.id,
        what=body.what,
        text=body.text,
        at=parse_moment(held.record.at),
        delivery=held.delivery,
        received=held.received,
        role=held.speaker,
        noted_by=held.role if held.record.written_for else None,
        device=held.record.device,
        beside=shelf.beside(held),
    )
