# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which day is meant by what was said, seen from today and from the side of the field.

`at` looks back and `due` looks forward. Nothing here is guessed without `asked`.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tbp_tui.services.contact_line.dates import Dated
from tbp_tui.services.contact_line.day_rules import (
    InDays,
    InMonths,
    InWeek,
    OfMonth,
    OfWeek,
    Rule,
    Vague,
    Weekday,
    WeekdayAfter,
    WeekNumber,
)

Side = Literal["at", "due"]

_FAR = 183  # days; a date of another year that is further away is asked
_YEARS = 8  # between two 29ths of February there may be no leap year in four


@dataclass(frozen=True)
class Meant:
    """A day, or none; whether to ask; whether the words point forward although no day could be told."""

    day: date | None
    asked: bool = False
    ahead: bool = False


def day_of(rule: Rule, side: Side, today: date, *, passed: bool | None = None) -> Meant:
    """The day of a rule. `passed`: whether the clock time that stands with it has passed today already."""
    try:
        return _day_of(rule, side, today, passed)
    except (OverflowError, ValueError):  # beyond the calendar
        return Meant(None, asked=True, ahead=side == "due")


def _day_of(rule: Rule, side: Side, today: date, passed: bool | None) -> Meant:
    match rule:
        case InDays(days, asked):
            return Meant(today + timedelta(days=days), asked)
        case Weekday():
            return _weekday(rule, side, today, passed)
        case InWeek(weeks, day):
            return _in_week(weeks, day, side, today)
        case WeekdayAfter(day, days):
            start = today + timedelta(days=days)
            return Meant(start + timedelta(days=(day - start.weekday()) % 7), asked=True)
        case WeekNumber():
            return _numbered(rule, side, today)
        case Dated():
            return _dated(rule, side, today)
        case OfMonth():
            return _of_month(rule, side, today)
        case OfWeek(day, weeks):
            return _of_week(day, weeks, side, today)
        case InMonths(months):
            first = _first_of_month(today, months)
            return Meant(first.replace(day=min(today.day, _last(first))), asked=True)
        case Vague(ahead):
            return Meant(None, asked=True, ahead=ahead)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekday(rule: Weekday, side: Side, today: date, passed: bool | None) -> Meant:
    """The nearest one, not today; today's own name is asked."""
    if rule.turn in ("next", "last"):
        return _of_another_week(rule, today)
    forward = {"coming": True, "gone": False}.get(rule.turn, side == "due")
    away = (rule.day - today.weekday()) % 7
    if away:
        return Meant(today + timedelta(days=away if forward else away - 7))
    if forward:
        return Meant(today + timedelta(days=7), asked=passed is not True)
    back = 7 if passed is False or rule.turn == "gone" else 0
    return Meant(today - timedelta(days=back), asked=True)


def _of_another_week(rule: Weekday, today: date) -> Meant:
    """`volgende di`: the one in the next week, asked when a nearer one lies in this week."""
    this = _monday(today) + timedelta(days=rule.day)
    if rule.turn == "next":
        return Meant(this + timedelta(days=7), asked=this > today)
    return Meant(this - timedelta(days=7), asked=this < today)


def _in_week(weeks: int, day: int | None, side: Side, today: date) -> Meant:
    monday = _monday(today) + timedelta(weeks=weeks)
    if day is not None:
        return Meant(monday + timedelta(days=day))
    if weeks < 0 or (weeks == 0 and side == "at"):
        return Meant(None, asked=True)
    return Meant(monday + timedelta(days=4 if weeks == 0 else 0), asked=True)


def _numbered(rule: WeekNumber, side: Side, today: date) -> Meant:
    """A week by its number, in the nearest year on the side of the field."""

    def in_year(year: int) -> date:
        return date.fromisocalendar(year, rule.number, 1 + (rule.day or 0))

    day = _nearest(in_year, side, today)
    return Meant(day, asked=rule.day is None or _is_far(day, today))


def _dated(rule: Dated, side: Side, today: date) -> Meant:
    if rule.year is not None:
        day = date(rule.year, rule.month, rule.day)
        far = False
    else:
        day = _nearest(lambda year: date(year, rule.month, rule.day), side, today)
        far = _is_far(day, today)
    wrong_day = rule.weekday is not None and rule.weekday != day.weekday()
    return Meant(day, asked=far or wrong_day or rule.asked)


def _is_far(day: date, today: date) -> bool:
    return day.year != today.year and abs((day - today).days) > _FAR


def _nearest(in_year: Callable[[int], date], side: Side, today: date) -> date:
    """The nearest year's day on the side of the field; today is on both."""
    step = 1 if side == "due" else -1
    for years in range(-1, _YEARS + 1):
        try:
            day = in_year(today.year + step * years)
        except ValueError:  # no such day in that year
            continue
        if (day - today).days * step >= 0:
            return day
    raise ValueError


def _of_month(rule: OfMonth, side: Side, today: date) -> Meant:
    if rule.month is None:
        return Meant(_edge(_first_of_month(today, rule.away), rule), asked=True)
    month = rule.month
    if rule.year is not None:
        return Meant(_edge(date(rule.year, month, 1), rule), asked=True)
    return Meant(_nearest(lambda year: _edge(date(year, month, 1), rule), side, today), asked=True)


def _edge(first: date, rule: OfMonth) -> date:
    return first.replace(day={"begin": 1, "half": 15, "eind": _last(first)}[rule.edge])


def _last(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _first_of_month(today: date, months: int) -> date:
    count = today.year * 12 + today.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _of_week(day: int, weeks: int | None, side: Side, today: date) -> Meant:
    """A day of a week by its place in it; without a week the nearest one on the side of the field."""
    if weeks is not None:
        return Meant(_monday(today) + timedelta(days=weeks * 7 + day), asked=True)
    away = (day - today.weekday()) % 7
    return Meant(today + timedelta(days=away if side == "due" or not away else away - 7), asked=True)
