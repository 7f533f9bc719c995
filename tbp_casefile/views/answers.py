# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the person said to a version of the package, and how far it came."""

from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.model.case import Acknowledgement, AcknowledgementKind
from tbp_casefile.times import parse_moment
from tbp_casefile.views.shelf import Delivery, Shelf
from tbp_casefile.wire.envelope import Ref

KINDS = ("acknowledgement",)


@dataclass(frozen=True)
class AnswerLine:
    """One answer, about exactly one record; `written_down_by` names who noted it for the person."""

    id: str
    what: AcknowledgementKind
    text: str
    at: datetime
    delivery: Delivery
    received: datetime | None
    written_down_by: str | None


def answers(shelf: Shelf, about: Ref) -> tuple[AnswerLine, ...]:
    """Every answer to this record, oldest first."""
    return tuple(
        AnswerLine(
            held.record.id,
            held.body.what,
            held.body.text,
            parse_moment(held.record.at),
            held.delivery,
            held.received,
            held.member if held.record.written_for else None,
        )
        for held in shelf.current("acknowledgement")
        if isinstance(held.body, Acknowledgement) and held.record.about == about
    )
