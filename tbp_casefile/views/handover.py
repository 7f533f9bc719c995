# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One page for whoever takes over a case or stands in for a while, made from its records (DOMAIN G6)."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.case import Contact, ContactRole
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import local_date
from tbp_casefile.views import (
    access,
    briefs,
    contacts,
    obligations,
    requests,
    reviews,
    same_talk,
    talks,
    tasks,
)
from tbp_casefile.views.briefs import BriefLine, Told
from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.views.package import current_package
from tbp_casefile.views.requests import RequestLine
from tbp_casefile.views.reviews import ReviewLine
from tbp_casefile.views.same_talk import ToldTalk
from tbp_casefile.views.shelf import Shelf
from tbp_casefile.views.tasks import TaskLine

KINDS = (
    *obligations.KINDS, *requests.KINDS, *talks.KINDS, *tasks.KINDS,
    *("contact", "review", "handover_brief", "member", "authority_change"),
)  # fmt: skip
FEW = 3
"""Contacts that stand on the page."""


@dataclass(frozen=True)
class Fixed:
    """Somebody whose case it is, or will be: from a day on, and until one where it is known."""

    id: str
    name: str
    first: date
    last: date | None
    now: bool


@dataclass(frozen=True)
class HandoverView:
    """The page. `mine`: the brief for the reader; `told`: what holds of the texts of all briefs.

    `colleagues`: members who can be written to.
    """

    mine: BriefLine | None
    briefs: tuple[BriefLine, ...]
    told: tuple[Told, ...]
    talks: tuple[ToldTalk, ...]
    tasks: tuple[TaskLine, ...]
    promised: tuple[RequestLine, ...]
    asked: tuple[ObligationLine, ...]
    review: ReviewLine | None
    next_moment: datetime | None
    people: tuple[Fixed, ...]
    colleagues: tuple[str, ...]


def handover(
    shelf: Shelf, member: str, now: datetime, *, role: ContactRole = "contact_person"
) -> HandoverView:
    """What must not be lost when somebody else gets this case; `role`: of who hands it on."""
    written = briefs.briefs(shelf, now)
    people = contacts.contacts(shelf, now)
    moments = [
        line.next_moment
        for line in people
        if line.next_moment and role in {"contact_person", line.contact.role}
    ]
    asked = obligations.obligations(shelf, current_package(shelf, now), now)
    return HandoverView(
        mine=briefs.for_reader(shelf, member, now),
        briefs=written,
        told=briefs.told(written),
        talks=same_talk.told(shelf)[:FEW],
        tasks=tasks.tasks(shelf, member, now),
        promised=tuple(line for line in requests.requests(shelf, now) if line.state == "open"),
        asked=tuple(line for line in asked if line.asks_attention),
        review=reviews.next_review(shelf, now),
        next_moment=min(moments, default=None),
        people=_people(shelf, role, local_date(now)),
        colleagues=colleagues(shelf, member),
    )


def colleagues(shelf: Shelf, member: str) -> tuple[str, ...]:
    """Everybody else who reads the log of their own profession in this case now."""
    desk = access.members(shelf, ScopeType.DESK, Role.CONTACT_PERSON)
    care = access.members(shelf, ScopeType.CARE, Role.SUPPORTER)
    return tuple(sorted((desk | care) - {member}))


def _people(shelf: Shelf, role: ContactRole, today: date) -> tuple[Fixed, ...]:
    """Now and to come, by first day; an ended one is not among them."""
    found = [
        Fixed(held.record.id, body.name, body.from_, body.until, now=body.from_ <= today)
        for held in shelf.current("contact")
        if isinstance(body := held.body, Contact)
        and body.role == role
        and (body.until is None or today <= body.until)
    ]
    return tuple(sorted(found, key=lambda one: (one.first, one.name)))
