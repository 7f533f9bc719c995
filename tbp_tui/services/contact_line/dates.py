# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Dates in figures and with the name of their month: `12-5`, `12/5/2026`, `2026-05-12`, `1 mei`, `May 1`."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR

from tbp_tui.services.contact_line import times
from tbp_tui.services.contact_line.lengths import measure_at
from tbp_tui.services.contact_line.tokens import Words

_IN_FIGURES = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY = re.compile(r"([0-9]{1,2})(st|nd|rd|th|e|ste|de)?")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_LEAP_YEAR = 2000


@dataclass(frozen=True)
class Dated:
    """A date; `year` only if said, `weekday` to hold it against, `asked` when its parts may be exchanged."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    asked: bool = False

    def on(self, weekday: int) -> "Dated":
        """The same date, with the weekday that stands beside it."""
        return replace(self, weekday=weekday)


def date_at(words: Words, at: int, language: str) -> tuple[Dated, int] | None:
    """The date at a place, and the place behind it. A number that belongs to a length belongs to no date."""
    if measure_at(words, at) is not None:
        return None
    date = _in_figures(words.raw(at), language)
    if date is not None:
        return None if words.key(at + 1) in times.HOUR_UNITS else (date, at + 1)
    return _day_first(words, at) or _month_first(words, at)


def _in_figures(text: str, language: str) -> Dated | None:
    if iso := _ISO.fullmatch(text):
        return _real(int(iso[3]), int(iso[2]), int(iso[1]))
    found = _IN_FIGURES.fullmatch(text)
    if found is None:
        return None
    one, other, said = int(found[1]), int(found[3]), found[4]
    year = None if said is None else int(said) if len(said) == 4 else 2000 + int(said)
    date = _real(one, other, year)
    if language == "nl":
        return date
    if date is None and (date := _real(other, one, year)):  # the American order, only because no other fits
        return replace(date, asked=True)
    return replace(date, asked=one <= 12 and other <= 12 and one != other) if date else None


def _day_first(words: Words, at: int) -> tuple[Dated, int] | None:
    """`1 mei`, `the 1st of May`, `1 mei 2026`."""
    at += words.key(at) == "the"
    day = _DAY.fullmatch(words.raw(at))
    month_at = at + 1 + (words.key(at + 1) == "of")
    month = times.MONTHS.get(words.key(month_at))
    if day is None or month is None:
        return None
    return _with_year(words, int(day[1]), month, month_at + 1)


def _month_first(words: Words, at: int) -> tuple[Dated, int] | None:
    """`May 1`, `May 1st, 2026`; a month alone is no day, and may be a name."""
    month = times.MONTHS.get(words.key(at))
    day = _DAY.fullmatch(words.raw(at + 1))
    if month is None or day is None or measure_at(words, at + 1):
        return None
    if words.key(at + 2) in times.NO_HOUR_BEFORE or words.key(at + 2) in times.MONTHS:
        return None
    return _with_year(words, int(day[1]), month, at + 2)


def _with_year(words: Words, day: int, month: int, at: int) -> tuple[Dated, int] | None:
    comma = words.is_sort(at, "separator") and words.raw(at) == ","
    year_at = at + comma
    said = _YEAR.fullmatch(words.raw(year_at)) is not None and measure_at(words, year_at) is None
    date = _real(day, month, int(words.raw(year_at)) if said else None)
    return (date, year_at + 1 if said else at) if date else None


def _real(day: int, month: int, year: int | None) -> Dated | None:
    """The date, if there is such a day."""
    if not 1 <= month <= 12 or (year is not None and not MINYEAR < year < MAXYEAR):
        return None
    exists = 1 <= day <= monthrange(year or _LEAP_YEAR, month)[1]
    return Dated(day, month, year) if exists else None
