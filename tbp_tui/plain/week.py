# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody's own weeks as sentences: numbers in words, and nothing where there was nothing."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.week import Week
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import sentence
from tbp_tui.words.dates import month_day

MARK = "#"


def weeks(lines: Sequence[Week]) -> Iterator[str]:
    """The one of now first."""
    yield for_you_alone()
    yield from (sentence(f"{name(week)}: {', '.join(parts(week))}") for week in lines)
    yield how_counted()


def for_you_alone() -> str:
    """Whose this is."""
    return _("Only you see this. It stays on this device and stands in no record.")


def how_counted() -> str:
    """What is an evening, and what is not seen here."""
    return _(
        "Counted are contacts that you wrote down yourself. Evening: from 18:00 on a working day. "
        "Free day: Saturday, Sunday or holiday."
    )


def name(week: Week) -> str:
    """Which one."""
    return _("Week of {day}").format(day=month_day(week.first))


def parts(week: Week) -> Iterator[str]:
    """Contacts always, the rest where there was any."""
    yield contacts(week)
    yield from weight(week)


def contacts(week: Week) -> str:
    """How many, none included."""
    if not week.contacts:
        return _("no contacts")
    return ngettext("{n} contact", "{n} contacts", week.contacts).format(n=week.contacts)


def weight(week: Week) -> Iterator[str]:
    """What made it longer."""
    if week.minutes:
        yield ngettext("{n} minute", "{n} minutes", week.minutes).format(n=week.minutes)
    if week.evenings:
        yield ngettext("{n} evening", "{n} evenings", week.evenings).format(n=week.evenings)
    if week.free_days:
        yield ngettext("{n} free day worked", "{n} free days worked", week.free_days).format(n=week.free_days)
    if week.late:
        yield ngettext("{n} task done late", "{n} tasks done late", week.late).format(n=week.late)


def bar(contacts: int, most: int, width: int) -> str:
    """As long as its share of the longest; a mark for each contact where there is room for that."""
    if most <= width:
        return MARK * contacts
    return MARK * max(round(contacts * width / most), 1 if contacts else 0)
