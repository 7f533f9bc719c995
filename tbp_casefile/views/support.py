# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Support that is offered, what was said to it, and when an offer comes back (DOMAIN G2).

An offer comes back at each review and on its own day, whatever was said to it but yes. A no is no reason for
anything: nothing else reads these answers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tbp_casefile.model.control import Member
from tbp_casefile.model.support import SupportAnswer, SupportOffer, SupportResponse
from tbp_casefile.tables import ONE_OF, Role, ScopeType
from tbp_casefile.times import local_date
from tbp_casefile.views import reviews
from tbp_casefile.views.shelf import Delivery, Held, Shelf, newest_first
from tbp_casefile.wire.envelope import Ref

KINDS = ("support_offer", "support_response", "review", "member")

OfferState = Literal["new", "again", "yes", "not_now", "stopped"]
"""Nothing was said yet; it came back after a no; or what was said last."""


@dataclass(frozen=True)
class ResponseLine:
    """What the reader said to an offer on a day."""

    id: str
    what: SupportAnswer
    on: date
    at: datetime
    delivery: Delivery


@dataclass(frozen=True)
class OfferLine:
    """One offer; `responses` newest first. `back`: the day on which it comes back, when one is known.

    `member`, `role`: for whom it is, the one reader of its log beside the supporters.
    """

    id: str
    ref: Ref
    offer: SupportOffer
    on: date
    delivery: Delivery
    state: OfferState
    responses: tuple[ResponseLine, ...]
    back: date | None
    member: str
    role: Role

    @property
    def waits(self) -> bool:
        """Whether its reader is asked now."""
        return self.state in {"new", "again"}


@dataclass(frozen=True)
class Reader:
    """Who reads a log of support beside the supporters."""

    scope: str
    member: str
    role: Role


def readers(shelf: Shelf) -> tuple[Reader, ...]:
    """Of each log of support the one person or relative who is there now; the person first."""
    active: dict[str, Reader] = {}
    for held in shelf.all("member"):
        body = held.body
        if held.log is not ScopeType.SUPPORT or not isinstance(body, Member):
            continue
        if body.role not in ONE_OF[ScopeType.SUPPORT]:
            continue
        if body.ends:
            active.pop(held.record.scope, None)
        else:
            active[held.record.scope] = Reader(held.record.scope, body.member, body.role)
    return tuple(sorted(active.values(), key=lambda one: (one.role is not Role.PERSON, one.member)))


def offers(shelf: Shelf, now: datetime) -> tuple[OfferLine, ...]:
    """What asks for an answer first, then newest first."""
    today, of = local_date(now), {one.scope: one for one in readers(shelf)}
    days = [line.on for line in reviews.reviews(shelf, now) if line.review.kind == "review"]
    lines = [
        _line(shelf, held, held.body, of.get(held.record.scope), days, today)
        for held in newest_first(shelf.current("support_offer"))
        if isinstance(held.body, SupportOffer)
    ]
    return tuple(sorted(lines, key=lambda line: not line.waits))


def _line(
    shelf: Shelf, held: Held, offer: SupportOffer, of: Reader | None, days: Sequence[date], today: date
) -> OfferLine:
    responses = tuple(_responses(shelf, held))
    said = responses[0] if responses else None
    returns = sorted(_returns(offer, days, said.on)) if said and said.what != "yes" else []
    state: OfferState = said.what if said else "new"
    if returns and returns[0] <= today:
        state, returns = "again", []
    return OfferLine(
        id=held.record.id,
        ref=held.ref,
        offer=offer,
        on=held.day,
        delivery=held.delivery,
        state=state,
        responses=responses,
        back=returns[0] if returns else None,
        member=of.member if of else "",
        role=of.role if of else Role.PERSON,
    )


def _returns(offer: SupportOffer, reviewed: Sequence[date], said: date) -> Iterator[date]:
    """The days after an answer on which the offer is made anew."""
    yield from (day for day in (*reviewed, offer.again) if day is not None and day > said)


def _responses(shelf: Shelf, offer: Held) -> Iterator[ResponseLine]:
    """Newest first; of one moment the one that stands later in the log."""
    for held in newest_first(shelf.about("support_response", offer)):
        if isinstance(held.body, SupportResponse):
            record = held.record
            yield ResponseLine(record.id, held.body.what, held.day, record.moment, held.delivery)
