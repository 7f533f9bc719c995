# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One's own weeks as JSON: numbers, the week of now first."""

from datetime import datetime

from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show.items import Item, item


def weeks(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """`from` is the Monday, `until` the Sunday; nothing for whoever carries no cases."""
    return [
        {
            **item(
                None, "week", None, "past" if number else "current", first=week.first, last=week.last,
                contacts=week.contacts, minutes=week.minutes, evenings=week.evenings,
                freeDays=week.free_days, tasksLate=week.late,
            ),
            "delivery": None,
        }
        for number, week in enumerate(case.staff.weeks(now))
    ]  # fmt: skip
