# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From a case file to what was published when, where and by whom: pure, without keys, ids or a clock."""

from datetime import date

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.plan import package, people, reviews, story
from tbp_backend.office.plan.items import Item


def make_plan(file: CaseFile, *, on: date | None, today: date) -> list[Item]:
    """Everything that the case file publishes, oldest first; with `on` only what had happened on that day.

    What follows from a day by itself (a measure that starts, a membership that ends) waits for that day.
    """
    reached = on or today
    items = [*people.authorities(file), *people.members(file, reached), *people.contacts(file, reached)]
    reviewed = list(reviews.reviews(file))
    offered = package.offers(file, reached, reviewed)
    items += [*reviewed, *offered, *story.everything(file, offered)]
    if on is not None:
        items = [item for item in items if item.day <= on]
    return sorted(items, key=lambda item: (item.day, item.rank))
