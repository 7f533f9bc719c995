# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Our own list of holidays against a library that others keep (docs/decisions/0008-holidays.md)."""

from collections.abc import Iterator
from datetime import date, timedelta

import holidays
import pytest

from tbp_casefile.holidays import is_holiday

YEARS = range(2014, 2101)
"""From the first King's Day on."""

# The library calls days off by custom (Good Friday, 5 May) optional. It lists two Sundays, the law none.
ORACLE = holidays.country_holidays("NL", years=YEARS, categories=("public", "optional"))


def days_of(year: int) -> Iterator[date]:
    """Every day of a year but its Sundays: then offices are closed without a law."""
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    return (day for day in days if day.year == year and day.isoweekday() != 7)


def test_every_day_of_87_years_is_what_the_library_says_it_is() -> None:
    days = [day for year in YEARS for day in days_of(year)]
    assert [day for day in days if is_holiday(day) != (day in ORACLE)] == []
    assert sum(map(is_holiday, days)) > 8 * len(YEARS)


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-01",
        "2026-04-03",  # Good Friday
        "2026-04-06",
        "2026-04-27",
        "2026-05-05",
        "2026-05-14",  # Ascension Day
        "2026-05-25",
        "2026-12-25",
        "2026-12-26",
        "2025-04-26",  # King's Day, a day early: the 27th is a Sunday
        "2038-04-26",  # Easter as late as it can be
        "2285-03-23",  # and as early
    ],
)
def test_a_holiday_is(day: str) -> None:
    assert is_holiday(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    [
        "2026-04-04",  # between Good Friday and Easter
        "2026-04-30",  # Queen's Day is no more
        "2026-05-04",
        "2026-05-15",
        "2026-12-24",
        "2026-12-31",
        "2025-04-27",
        "2026-04-26",
    ],
)
def test_no_holiday_is(day: str) -> None:
    assert not is_holiday(date.fromisoformat(day))
