# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person, a relative or an expert said to the coordinator, and who was proposed to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeVar

import msgspec

from tbp_casefile.model.peers import Concern, Debrief, PeerProfile, PeerProposal, PeerReply, PeerRequest
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Delivery, Held, Shelf, newest_first
from tbp_casefile.wire.envelope import Ref

KINDS = ("peer_request", "peer_profile", "peer_proposal", "peer_reply", "concern", "debrief")

ProposalState = Literal["new", "yes", "no", "late", "linked", "over"]
"""Nothing was said yet; what was said; the last day went by; a talk can begin; it will not be."""

B = TypeVar("B", bound=msgspec.Struct)


@dataclass(frozen=True)
class Said:
    """Something of our own for the coordinator, how far it came, and the record that a next one replaces."""

    id: str
    entity: str
    body: PeerRequest | PeerProfile | Concern | Debrief
    on: date
    delivery: Delivery


@dataclass(frozen=True)
class ProposalLine:
    """Somebody who was proposed; what was answered, and how far that came."""

    id: str
    ref: Ref
    entity: str
    proposal: PeerProposal
    on: date
    state: ProposalState
    delivery: Delivery | None

    @property
    def waits(self) -> bool:
        """Whether an answer is asked now."""
        return self.state == "new"


def wish(shelf: Shelf) -> Said | None:
    """What is wished now; None before there was a wish and after it was taken back."""
    said = _newest(shelf, "peer_request", PeerRequest)
    return said if said and isinstance(said.body, PeerRequest) and not said.body.withdrawn else None


def profile(shelf: Shelf) -> Said | None:
    """How the expert offers talks now."""
    return _newest(shelf, "peer_profile", PeerProfile)


def told(shelf: Shelf) -> tuple[Said, ...]:
    """Concerns and debriefs of our own, newest first."""
    held = newest_first([*shelf.current("concern"), *shelf.current("debrief")])
    return tuple(_said(one, one.body) for one in held if isinstance(one.body, Concern | Debrief))


def _newest(shelf: Shelf, kind: str, body: type[PeerRequest] | type[PeerProfile]) -> Said | None:
    held = [one for one in shelf.current(kind) if isinstance(one.body, body)]
    if not held:
        return None
    last = held[-1]
    assert isinstance(last.body, PeerRequest | PeerProfile)
    return _said(last, last.body)


def _said(held: Held, body: PeerRequest | PeerProfile | Concern | Debrief) -> Said:
    return Said(held.record.id, held.record.entity, body, held.day, held.delivery)


def proposals(shelf: Shelf, now: datetime) -> tuple[ProposalLine, ...]:
    """Those that ask for an answer first, then newest first."""
    lines = list(_lines(shelf, local_date(now)))
    return tuple(sorted(lines, key=lambda line: not line.waits))


def _lines(shelf: Shelf, today: date) -> Iterator[ProposalLine]:
    for held in newest_first(shelf.current("peer_proposal")):
        if not isinstance(held.body, PeerProposal):
            continue
        state, delivery = _state(shelf, held, held.body, today)
        yield ProposalLine(held.record.id, held.ref, held.record.entity, held.body, held.day, state, delivery)


def _state(
    shelf: Shelf, held: Held, body: PeerProposal, today: date
) -> tuple[ProposalState, Delivery | None]:
    """What the coordinator made of it goes before what was answered; a day that went by, before no answer."""
    replies = [
        (one, one.body) for one in _replies(shelf, held.record.entity) if isinstance(one.body, PeerReply)
    ]
    said = replies[-1] if replies else None
    delivery = said[0].delivery if said else None
    if body.state != "asked":
        return body.state, delivery
    if said:
        return said[1].what, delivery
    return ("late" if today > body.until else "new"), None


def _replies(shelf: Shelf, entity: str) -> list[Held]:
    """What was said about a proposal in whichever of its forms; the first one has the entity for its id."""
    shown = {one.record.id for one in shelf.all("peer_proposal") if one.record.entity == entity} | {entity}
    return [
        one
        for one in shelf.current("peer_reply")
        if one.record.about is not None and one.record.about.id in shown
    ]
