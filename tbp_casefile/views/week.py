# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How heavy somebody's own weeks were: contacts, minutes, evenings, free days, tasks done late.

For whoever worked them, and for nobody else: it is made of records and becomes none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tbp_casefile.holidays import is_holiday
from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.model.work import Task
from tbp_casefile.times import AMSTERDAM, local_date
from tbp_casefile.views.shelf import Held, Shelf

KINDS = ("contact_moment", "task")
WEEKS = 8
EVENING = 18
"""The hour from which it is evening, in Amsterdam."""


@dataclass(frozen=True)
class Week:
    """One week from Monday, with the length of contacts as far as it was written down.

    `evenings`: working days with a contact in the evening. `free_days`: other days with one.
    """

    first: date
    contacts: int = 0
    minutes: int = 0
    evenings: int = 0
    free_days: int = 0
    late: int = 0

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)


def weeks(shelves: Iterable[Shelf], member: str, now: datetime) -> tuple[Week, ...]:
    """The last eight of this member, the one of now first."""
    own = [held for shelf in shelves for held in _own(shelf, member) if held.record.moment <= now]
    monday = _monday(local_date(now))
    return tuple(_week(monday - timedelta(weeks=back), own) for back in range(WEEKS))


def since(now: datetime) -> date:
    """The first day of the first week."""
    return _monday(local_date(now)) - timedelta(weeks=WEEKS - 1)


def _own(shelf: Shelf, member: str) -> Iterable[Held]:
    """Each contact and task once, also where two forms of it stand beside each other."""
    current = (held for kind in KINDS for held in shelf.current(kind) if held.member == member)
    return {(held.record.kind, held.record.scope, held.record.entity): held for held in current}.values()


def _week(first: date, own: Iterable[Held]) -> Week:
    held = [one for one in own if _monday(one.day) == first]
    talks = [(one, one.body) for one in held if isinstance(one.body, ContactMoment)]
    free = {one.day for one, _ in talks if _is_free(one.day)}
    evenings = {one.day for one, _ in talks if one.record.moment.astimezone(AMSTERDAM).hour >= EVENING}
    return Week(
        first=first,
        contacts=len(talks),
        minutes=sum(body.minutes or 0 for _, body in talks),
        evenings=len(evenings - free),
        free_days=len(free),
        late=sum(_done_late(one) for one in held),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _is_free(day: date) -> bool:
    return day.isoweekday() > 5 or is_holiday(day)


def _done_late(held: Held) -> bool:
    """Done by who wrote that it is, after it was due."""
    task = held.body
    if not isinstance(task, Task) or task.state != "done" or task.due is None:
        return False
    return held.record.moment > task.due
