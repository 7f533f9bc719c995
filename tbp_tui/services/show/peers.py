# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`show peer --json`: proposals, talks, and the messages of each talk."""

from datetime import datetime

from tbp_casefile.times import from_ms, local_date
from tbp_tui.plain.peers import name
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.peers.talks import TalkLine
from tbp_tui.services.show.items import Item, item
from tbp_tui.words.dates import text_in


def peer(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """What asks for an answer first; then each talk, and below it what was said."""
    talks = case.peers.lines(now)
    proposed = [
        item(
            line.id,
            "peer_proposal",
            name(line.proposal.alias),
            line.state,
            first=line.on,
            last=line.proposal.until,
            delivery=line.delivery.value if line.delivery else "received",
        )
        for line in case.peers.asking.proposals(now)
    ]
    return [*proposed, *(one for line in talks for one in _talk(case, line, now, language))]


def _talk(case: OpenCase, line: TalkLine, now: datetime, language: str) -> list[Item]:
    began = local_date(from_ms(line.began))
    ended = local_date(from_ms(line.ended)) if line.ended else None
    entered = not line.ended and case.peers.talks.talk(line.room).entered
    state = "ended" if line.ended else "open" if entered else "begins"
    head = item(line.room, "talk", name(line.alias), state, first=began, last=ended)
    if not entered:
        return [head]
    view = case.peers.talks.talk(line.room).view(now)
    said = [
        item(
            one.id,
            "message",
            text_in(one.text, language),
            "own" if one.own else "other",
            first=one.received or one.on,
            delivery=one.delivery.value,
        )
        for one in view.lines
    ]
    return [head, *said]
