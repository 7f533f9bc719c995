# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Briefs for who takes over a case, or stands in for a while."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tbp_casefile.model.texts import Text
from tbp_casefile.model.work import HandoverBrief
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Delivery, Held, Shelf, newest_first
from tbp_casefile.wire.envelope import Ref

Part = Literal["agreements", "works", "avoid"]
PARTS: tuple[Part, ...] = ("agreements", "works", "avoid")
"""The texts of a brief, in the order of the page."""


@dataclass(frozen=True)
class BriefLine:
    """One brief as it stands now.

    `by`: the member who wrote it; `over`: it was for some days, which have passed. `beside`: other forms of
    it that were written at the same time.
    """

    id: str
    ref: Ref
    entity: str
    body: HandoverBrief
    by: str
    on: date
    over: bool
    delivery: Delivery
    beside: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A text of a brief, who wrote it and when."""

    part: Part
    text: Text
    by: str
    on: date


def briefs(shelf: Shelf, now: datetime) -> tuple[BriefLine, ...]:
    """Newest first; those of an absence that has ended stay, and say so."""
    return tuple(
        _line(shelf, held, held.body, local_date(now))
        for held in newest_first(shelf.current("handover_brief"))
        if isinstance(held.body, HandoverBrief)
    )


def for_reader(shelf: Shelf, member: str, now: datetime) -> BriefLine | None:
    """The newest one for this member, as long as it is for now."""
    newest = next((line for line in briefs(shelf, now) if line.body.to == member), None)
    return None if newest is None or newest.over else newest


def told(lines: tuple[BriefLine, ...]) -> tuple[Told, ...]:
    """What holds of each text: the newest that anybody wrote. What works for a person outlives an absence."""
    newest = []
    for part in PARTS:
        line = next((line for line in lines if getattr(line.body, part) and _holds(part, line)), None)
        if line is not None:
            newest.append(Told(part, getattr(line.body, part), line.by, line.on))
    return tuple(newest)


def _holds(part: Part, line: BriefLine) -> bool:
    return part != "agreements" or not line.over


def _line(shelf: Shelf, held: Held, body: HandoverBrief, today: date) -> BriefLine:
    return BriefLine(
        id=held.record.id,
        ref=held.ref,
        entity=held.record.entity,
        body=body,
        by=held.member,
        on=held.day,
        over=body.until is not None and body.until < today,
        delivery=held.delivery,
        beside=shelf.beside(held),
    )
