# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The public holidays of the Netherlands, on which offices are closed (docs/decisions/0008-holidays.md).

Algemene termijnenwet, article 3: New Year's Day, Easter Monday, Ascension Day, Whit Monday, both Christmas
days, King's Day, 5 May; Good Friday counts as one.
"""

from datetime import date, timedelta
from functools import lru_cache


def is_holiday(day: date) -> bool:
    """Whether offices are closed on this day for a holiday; a Sunday is no holiday by itself."""
    return day in _holidays(day.year)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    king = date(year, 4, 27)
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    moving = {easter + timedelta(days=days) for days in (-2, 1, 39, 50)}
    return frozenset(fixed | moving | {king - timedelta(days=1) if king.isoweekday() == 7 else king})


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)
