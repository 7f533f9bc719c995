# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Whom to call, and who can be reached now, by the clock in Amsterdam (DOMAIN F5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tbp_casefile.holidays import is_holiday
from tbp_casefile.model.case import Contact, ContactRole, Hours, Moment, Weekday
from tbp_casefile.model.system import HelpContact
from tbp_casefile.times import AMSTERDAM, local_date
from tbp_casefile.views.shelf import Shelf

KINDS = ("contact", "help_contact")
_DAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST_CLOSED = 29
"""Days to look ahead: whoever can be reached on one day of the week only may miss two for holidays."""

_ORDER: dict[ContactRole, int] = {
    "contact_person": 0,
    "duty_line": 1,
    "supporter": 2,
    "employer": 3,
    "district_officer": 4,
}


@dataclass(frozen=True)
class Reach:
    """Whether somebody can be reached now; until when, or from when. `always`: day and night."""

    now: bool
    always: bool = False
    until: datetime | None = None
    again: datetime | None = None


@dataclass(frozen=True)
class ContactLine:
    """Somebody of the person's own, with reach and the next fixed moment."""

    id: str
    contact: Contact
    reach: Reach
    next_moment: datetime | None


def contacts(shelf: Shelf, now: datetime) -> tuple[ContactLine, ...]:
    """The person's own contacts of today: contact person first, then the duty line."""
    lines = [
        ContactLine(id_, body, reach(body.hours, now), next_moment(body.moment, now))
        for id_, body in _of_today(shelf, now)
    ]
    return tuple(sorted(lines, key=lambda line: (_ORDER[line.contact.role], line.contact.name)))


def next_moments(shelf: Shelf, now: datetime) -> list[datetime]:
    """The next fixed moments with them, without asking who can be reached."""
    coming = (next_moment(body.moment, now) for _, body in _of_today(shelf, now))
    return [moment for moment in coming if moment]


def _of_today(shelf: Shelf, now: datetime) -> Iterator[tuple[str, Contact]]:
    today = local_date(now)
    for held in shelf.current("contact"):
        body = held.body
        if isinstance(body, Contact) and body.from_ <= today <= (body.until or today):
            yield held.record.id, body


def help_contacts(shelf: Shelf) -> tuple[HelpContact, ...]:
    """Public numbers and places, in the order that was chosen for them."""
    bodies = [held.body for held in shelf.current("help_contact") if isinstance(held.body, HelpContact)]
    return tuple(sorted(bodies, key=lambda body: body.order))


def reach(hours: Hours, now: datetime) -> Reach:
    """Whether these hours hold now; if not, when they next begin. Not on public holidays."""
    if not hours.days:
        return Reach(now=True, always=True)
    local = now.astimezone(AMSTERDAM)
    for ahead in range(_LONGEST_CLOSED):
        day = (local + timedelta(days=ahead)).replace(hour=0, minute=0, second=0, microsecond=0)
        if _DAYS[day.weekday()] not in hours.days or is_holiday(day.date()):
            continue
        begin, end = _at(day, hours.from_), _at(day, hours.to)
        if begin <= local < end:
            return Reach(now=True, until=end)
        if local < begin:
            return Reach(now=False, again=begin)
    return Reach(now=False)


def next_moment(moment: Moment | None, now: datetime) -> datetime | None:
    """The next fixed contact moment: the same clock time each time, also across a change of the clock."""
    if moment is None:
        return None
    first = moment.first.astimezone(AMSTERDAM)
    behind = max(0, (now.astimezone(AMSTERDAM).date() - first.date()).days)
    step = max(1, moment.every_days)
    day = first.replace(tzinfo=None) + timedelta(days=behind // step * step)
    upcoming = day.replace(tzinfo=AMSTERDAM)
    return upcoming if upcoming >= now else (day + timedelta(days=step)).replace(tzinfo=AMSTERDAM)


def _at(day: datetime, clock: str) -> datetime:
    hour, minute = (int(part) for part in clock.split(":"))
    if hour == 24:
        return day + timedelta(days=1)
    return day.replace(hour=hour, minute=minute)
