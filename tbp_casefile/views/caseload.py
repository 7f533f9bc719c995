# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One line for each case of somebody who carries many: where it stands, what is due, what was last.

Reads few records of each case: a hundred cases are one screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.model.work import HandoverBrief
from tbp_casefile.views import authority, briefs, contacts, requests, reviews, same_talk, situation
from tbp_casefile.views.authority import AuthorityLine
from tbp_casefile.views.requests import RequestLine
from tbp_casefile.views.reviews import ReviewLine
from tbp_casefile.views.same_talk import ToldTalk
from tbp_casefile.views.shelf import Held, Shelf
from tbp_casefile.views.situation import SituationLine
from tbp_casefile.views.tasks import TaskLine, tasks

KINDS = (
    *("case_status", "authority_change", "review", "contact", "request", "answer"),
    *("task", "handover_brief", "package", "acknowledgement"),
)
"""What a line is made from, beside the newest moments of contact."""

RECENT = 3
"""Contacts of a case that are shown when somebody looks at it."""


@dataclass(frozen=True)
class LastContact:
    """The newest moment of contact."""

    contact: ContactMoment
    at: datetime


@dataclass(frozen=True)
class CaseSummary:
    """One case among many.

    `last`: its newest contact. `concerns`: concerns among its newest moments of contact that
    have no reply yet. `unseen`: the day of the newest package, where nobody has said anything to it yet.
    `brief`: what was written for this reader. `alike`: how many of its newest talks look like another one.
    """

    situation: SituationLine | None
    deciding: AuthorityLine | None
    review: ReviewLine | None
    next_moment: datetime | None
    tasks: tuple[TaskLine, ...]
    requests: tuple[RequestLine, ...]
    concerns: int
    last: LastContact | None
    unseen: date | None
    brief: HandoverBrief | None
    alike: int = 0

    @property
    def late(self) -> int:
        """How much should have been done or answered by now."""
        return sum(task.late for task in self.tasks) + sum(asked.overdue for asked in self.requests)


def summary(shelf: Shelf, talks: Sequence[Held], member: str, now: datetime) -> CaseSummary:
    """The line of one case; `talks`: its newest moments of contact."""
    spoken = same_talk.told_of(shelf, talks)
    return CaseSummary(
        situation=situation.situation(shelf, now),
        deciding=authority.authorities(shelf, None, now).now,
        review=reviews.next_review(shelf, now),
        next_moment=min(contacts.next_moments(shelf, now), default=None),
        tasks=tasks(shelf, member, now),
        requests=tuple(asked for asked in requests.requests(shelf, now) if asked.state == "open"),
        concerns=sum(_is_open_concern(line.talk) for one in spoken for line in one.lines),
        last=next(map(_contact, spoken), None),
        unseen=_unseen(shelf),
        brief=brief.body if (brief := briefs.for_reader(shelf, member, now)) else None,
        alike=sum(bool(one.maybe) for one in spoken),
    )


def _is_open_concern(talk: ContactMoment) -> bool:
    return talk.kind == "concern" and talk.reply is None


def recent(talks: Sequence[Held]) -> tuple[LastContact, ...]:
    """The last few of these moments of contact, newest first; what two wrote of one is one."""
    return tuple(map(_contact, same_talk.told_of(Shelf.of(talks), talks)[:RECENT]))


def _contact(one: ToldTalk) -> LastContact:
    return LastContact(one.newest.talk, one.newest.at)


def _unseen(shelf: Shelf) -> date | None:
    offered = shelf.current("package")
    if not offered or shelf.about("acknowledgement", offered[-1]):
        return None
    return offered[-1].day
