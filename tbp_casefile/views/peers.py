# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A talk of two: what was said in its order, what was agreed, and whether it has ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tbp_casefile.model.peers import Boundary, Ended, Message
from tbp_casefile.model.texts import Text
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Delivery, Held, Shelf

KINDS = ("message", "boundary", "ended")


@dataclass(frozen=True)
class MessageLine:
    """Something said; `received` when the backend took it in, None while it has not come that far."""

    id: str
    own: bool
    text: Text
    on: date
    received: datetime | None
    delivery: Delivery
    late: bool


@dataclass(frozen=True)
class TalkView:
    """A talk as this device has it. `mine`, `theirs`: what either wants to agree, as they last said it.

    `ended`: by whom it was ended, `own` or `other`; `last_word`: what they said with it.
    """

    lines: tuple[MessageLine, ...]
    mine: Boundary | None
    theirs: Boundary | None
    ended: str
    last_word: Text

    @property
    def agreed(self) -> Boundary | None:
        """What both want alike."""
        return self.mine if self.mine == self.theirs else None

    def relook_due(self, now: datetime) -> bool:
        """Whether the day came on which both look at what they agreed."""
        agreed = self.agreed
        return agreed is not None and agreed.relook is not None and agreed.relook <= local_date(now)


def talk(shelf: Shelf, member: str, now: datetime) -> TalkView:
    """The talk for this member of it; what is older than both agreed to keep is not shown."""
    mine, theirs = _newest_boundary(shelf, member, own=True), _newest_boundary(shelf, member, own=False)
    ended = [held for held in shelf.current("ended") if isinstance(held.body, Ended)]
    by = ended[0] if ended else None
    whole = TalkView(
        lines=tuple(_lines(shelf, member)),
        mine=mine,
        theirs=theirs,
        ended=("own" if by.member == member else "other") if by else "",
        last_word=by.body.text if by and isinstance(by.body, Ended) else "",
    )
    return _kept(whole, now)


def _kept(whole: TalkView, now: datetime) -> TalkView:
    agreed = whole.agreed
    if agreed is None or agreed.keep_days is None:
        return whole
    since = local_date(now) - timedelta(days=agreed.keep_days)
    lines = tuple(line for line in whole.lines if line.on >= since)
    return TalkView(lines, whole.mine, whole.theirs, whole.ended, whole.last_word)


def _newest_boundary(shelf: Shelf, member: str, *, own: bool) -> Boundary | None:
    said = [
        held.body
        for held in shelf.current("boundary")
        if isinstance(held.body, Boundary) and (held.member == member) is own
    ]
    return said[-1] if said else None


def _lines(shelf: Shelf, member: str) -> Iterator[MessageLine]:
    """In the order of the log, ours that wait after it; what came after an end is marked as late."""
    for held in (one for one in shelf.held if one.record.kind == "message"):
        if isinstance(held.body, Message) and held.current:
            yield _line(held, held.body, member)


def _line(held: Held, body: Message, member: str) -> MessageLine:
    return MessageLine(
        id=held.record.id,
        own=held.member == member,
        text=body.text,
        on=held.day,
        received=held.received,
        delivery=held.delivery,
        late=held.late,
    )
