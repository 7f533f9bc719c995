# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of the person and the family, how it goes with it, and the next moment (DOMAIN E1, G29)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from tbp_casefile.model.agreements import OBLIGATIONS
from tbp_casefile.model.case import Moment
from tbp_casefile.model.duties import Confirmation, Obligation, ObligationEvent, ObligationState
from tbp_casefile.model.texts import Text
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import local_date, parse_moment
from tbp_casefile.views import answers, package
from tbp_casefile.views.contacts import next_moment
from tbp_casefile.views.package import CurrentPackage
from tbp_casefile.views.shelf import Delivery, Held, Shelf
from tbp_casefile.wire.envelope import Ref

KINDS = (*package.KINDS, "obligation_state", "confirmation")
State = Literal["new", "confirmed", "needs_attention", "not_met", "recovered", "lapsed"]
_CONFIRMS = frozenset({"seen", "explained"})
_ORDER = {code: place for place, code in enumerate(OBLIGATIONS)}


@dataclass(frozen=True)
class EventLine:
    """Something that was noted about an obligation, and the day of the talk about it."""

    state: ObligationEvent
    text: Text
    on: date
    talk: date | None
    delivery: Delivery = Delivery.RECEIVED


@dataclass(frozen=True)
class ObligationLine:
    """One obligation of the version of now. `page` is of the letter, 0 when unknown to this version."""

    id: str
    ref: Ref
    obligation: Obligation
    state: State
    since: date
    events: tuple[EventLine, ...]
    confirmed: datetime | None
    next: datetime | None
    page: int
    answers: tuple[answers.AnswerLine, ...]
    family: bool = False

    @property
    def asks_attention(self) -> bool:
        """Whether it is for the person to do something about now."""
        return self.state in {"needs_attention", "not_met"}


def obligations(shelf: Shelf, current: CurrentPackage | None, now: datetime) -> tuple[ObligationLine, ...]:
    """Every obligation that the version of now lists, in the order of the letter; unknown ones at the end."""
    if current is None:
        return ()
    listed = [held for ref in current.package.obligations if (held := shelf.find(ref))]
    lines = [_line(shelf, held, current.ended, now) for held in listed]
    return tuple(sorted(lines, key=lambda line: _ORDER.get(line.obligation.code, len(_ORDER))))


def with_event(line: ObligationLine, event: EventLine) -> ObligationLine:
    """The same obligation as it will be read when this has been noted."""
    return replace(line, events=(*line.events, event), state=event.state, since=event.on)


def _line(shelf: Shelf, held: Held, ended: date | None, now: datetime) -> ObligationLine:
    body = held.body
    assert isinstance(body, Obligation)
    events = _events(shelf, held, body.start)
    confirmed = _confirmed(shelf, held, body.start)
    ends = min((day for day in (body.end, ended) if day is not None), default=None)
    over = ends if ends is not None and ends < local_date(now) else None
    state, since = _state(body, events, confirmed, over)
    known = OBLIGATIONS.get(body.code)
    return ObligationLine(
        id=held.record.id,
        ref=held.ref,
        obligation=body,
        state=state,
        since=since,
        events=events,
        confirmed=confirmed,
        next=_next(body.moment, ends, now),
        page=known.page if known else 0,
        answers=answers.to_thing(shelf, held),
        family=held.log is ScopeType.FAMILY,
    )


def _next(moment: Moment | None, ends: date | None, now: datetime) -> datetime | None:
    """The next moment, as long as it is not beyond the last day."""
    upcoming = next_moment(moment, now)
    beyond = upcoming is not None and ends is not None and local_date(upcoming) > ends
    return None if beyond else upcoming


def _events(shelf: Shelf, held: Held, start: date) -> tuple[EventLine, ...]:
    """What was noted since it holds in this form; what went before belongs to an earlier offer (truth 2)."""
    return tuple(
        EventLine(item.body.state, item.body.text, item.day, item.body.talk, item.delivery)
        for item in shelf.about("obligation_state", held)
        if isinstance(item.body, ObligationState) and item.day >= start
    )


def _confirmed(shelf: Shelf, held: Held, start: date) -> datetime | None:
    moments = [
        parse_moment(item.record.at)
        for item in shelf.about("confirmation", held)
        if isinstance(item.body, Confirmation) and item.body.what in _CONFIRMS and item.day >= start
    ]
    return min(moments, default=None)


def _state(
    body: Obligation, events: tuple[EventLine, ...], confirmed: datetime | None, over: date | None
) -> tuple[State, date]:
    """An ended one has lapsed; else the newest event decides; else whether it was confirmed."""
    if over is not None:
        return "lapsed", over
    if events:
        return events[-1].state, events[-1].on
    if confirmed is not None:
        return "confirmed", local_date(confirmed)
    return "new", body.start
