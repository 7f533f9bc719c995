# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The ways in which words name a day. `days.py` finds them; `reckoning.py` says which day they mean."""

from dataclasses import dataclass

from tbp_tui.services.contact_line.dates import Dated
from tbp_tui.services.contact_line.times import Edge, Turn


@dataclass(frozen=True)
class InDays:
    """So many days from today; `asked` where it may also be another day."""

    days: int
    asked: bool = False


@dataclass(frozen=True)
class Weekday:
    """A weekday by its name, and how it is turned."""

    day: int
    turn: Turn = "near"


@dataclass(frozen=True)
class InWeek:
    """A week from this one, and its day if that is said."""

    weeks: int
    day: int | None = None


@dataclass(frozen=True)
class WeekdayAfter:
    """`ma over een week`: the first such day, at least so many days away."""

    day: int
    days: int


@dataclass(frozen=True)
class WeekNumber:
    """A week by its number in the year, and its day if that is said."""

    number: int
    day: int | None = None


@dataclass(frozen=True)
class OfMonth:
    """The begin, middle or end of a month: by its number, or from this month (`eind volgende maand`)."""

    edge: Edge
    month: int | None
    year: int | None = None
    away: int = 0


@dataclass(frozen=True)
class OfWeek:
    """A day of a week that only its place names: its begin (0), its end (4), its weekend (5)."""

    day: int
    weeks: int | None


@dataclass(frozen=True)
class InMonths:
    """`over een maand`: the same number of the day."""

    months: int


@dataclass(frozen=True)
class Vague:
    """Words that name no day; `ahead`: they point forward."""

    ahead: bool


Rule = InDays | Weekday | InWeek | WeekdayAfter | WeekNumber | Dated | OfMonth | OfWeek | InMonths | Vague
