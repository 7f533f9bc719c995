# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From a case file to what was published when, where and by whom: pure, without keys, ids or a clock."""

from collections.abc import Iterator
from datetime import date

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.plan import package, people, reviews, story
from tbp_backend.office.plan.items import Item
from tbp_casefile.tables import Role


def make_plan(file: CaseFile, *, on: date | None, today: date) -> list[Item]:
    """Everything that the case file publishes, oldest first; with `on` only what had happened on that day.

    What follows from a day by itself (a measure that starts, a membership that ends) waits for that day. So
    does what members say who are not there yet. A case that begins later is told as on its first day.
    """
    reached = on or max(today, file.authority[0].from_)
    items = [*people.authorities(file), *people.members(file, reached), *people.contacts(file, reached)]
    reviewed = list(reviews.reviews(file))
    offered = package.offers(file, reached, reviewed)
    items += [*reviewed, *offered, *story.everything(file, offered)]
    if on is not None:
        items = [item for item in items if item.day <= on]
    return list(_said_by_now(file, reached, sorted(items, key=lambda item: (item.day, item.rank))))


def _said_by_now(file: CaseFile, reached: date, items: list[Item]) -> Iterator[Item]:
    """Without words of members who come later, and answers to them. For a contact person another speaks."""
    waiting: set[str] = set()
    for item in items:
        row = file.members.get(item.writer)
        later = row is not None and row.role is not Role.CONTACT_PERSON and (row.from_ or reached) > reached
        if later or item.about in waiting:
            waiting.add(item.key)
        else:
            yield item
