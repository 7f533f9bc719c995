# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""News about the situation: what was released, what has passed, what was not read yet (DOMAIN G9)."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.situation import Bulletin
from tbp_casefile.times import local_date
from tbp_casefile.views import answers
from tbp_casefile.views.shelf import Shelf
from tbp_casefile.wire.envelope import Ref

KINDS = ("bulletin",)


@dataclass(frozen=True)
class BulletinLine:
    """One piece of news; `past` when it no longer holds, `unread` when nobody said anything to it yet."""

    id: str
    ref: Ref
    bulletin: Bulletin
    on: date
    past: bool
    unread: bool
    answers: tuple[answers.AnswerLine, ...]


def bulletins(shelf: Shelf, now: datetime) -> tuple[BulletinLine, ...]:
    """Newest first. What is older than news that was read is no longer waiting to be read."""
    today = local_date(now)
    lines: list[BulletinLine] = []
    read = False
    for held in reversed(shelf.current("bulletin")):
        body = held.body
        if not isinstance(body, Bulletin):
            continue
        given = answers.answers(shelf, held.ref)
        read = read or bool(given)
        past = body.until is not None and body.until < today
        unread = not (read or past)
        lines.append(BulletinLine(held.record.id, held.ref, body, held.day, past, unread, given))
    return tuple(lines)
