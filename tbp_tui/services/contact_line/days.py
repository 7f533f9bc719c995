# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Days as they are said: `morgen`, `di volgende week`, `eind mei`. Which day it is: `reckoning.py`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tbp_tui.services.contact_line import times
from tbp_tui.services.contact_line.dates import Dated, date_at
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
from tbp_tui.services.contact_line.lengths import begins_a_number, behind_about, measure_at
from tbp_tui.services.contact_line.times import Edge, Part
from tbp_tui.services.contact_line.tokens import Phrasebook, Words

_NEAR_DAYS = Phrasebook(times.NEAR_DAYS)
_TURNS = Phrasebook(times.TURNS)
_WEEKS = Phrasebook(times.WEEKS)
_WEEKENDS = Phrasebook(times.WEEKENDS)
_VAGUE = Phrasebook(times.VAGUE)
_EDGES = Phrasebook(times.EDGES)
_FEW = Phrasebook(dict.fromkeys(times.FEW, True))
_MONTHS_FROM_NOW = Phrasebook({**dict.fromkeys(times.NEXT_MONTH, 1), **dict.fromkeys(times.THIS_MONTH, 0)})
_BOOKS = (_NEAR_DAYS, _TURNS, _WEEKS, _WEEKENDS, _VAGUE, _EDGES, _FEW, _MONTHS_FROM_NOW)
_FIRST_WORDS = (
    *(times.WEEKDAYS, times.PARTED_WEEKDAYS, *times.SHORT_WEEKDAYS.values(), times.MONTHS, times.AHEAD),
    *(times.ABOUT, times.WEEK_NUMBER, ("the", "end")),
)
_NUMBER = re.compile(r"[0-9]{1,3}")
_UNITS = times.MINUTE_UNITS | times.HOUR_UNITS | set(times.DAY_UNITS) | set(times.MONTH_UNITS)
_JOINED_WEEK = re.compile(r"wk([0-9]{1,2})")


@dataclass(frozen=True)
class Day:
    """A day as it is said, up to a place. `alone`: whether it counts with nothing beside it."""

    rule: Rule
    end: int
    part: Part | None = None
    alone: bool = True


def day_at(words: Words, at: int, language: str) -> Day | None:
    """The longest day that is said at a place."""
    return words.once(_longest, at, language) if _may_begin(words, at) else None


def _may_begin(words: Words, at: int) -> bool:
    key = words.key(at)
    return (
        begins_a_number(words, at)
        or any(key in book for book in _BOOKS)
        or any(key in some for some in _FIRST_WORDS)
        or key.startswith(("wk", "mid-"))
    )


def _longest(words: Words, at: int, language: str) -> Day | None:
    return max(_days(words, at, language), key=lambda day: day.end, default=None)


def _days(words: Words, at: int, language: str) -> Iterator[Day]:
    if near := _NEAR_DAYS.at(words, at):
        (days, part), end = near
        yield Day(InDays(days), end, part)
    if dated := date_at(words, at, language):
        yield _with_weekday_behind(words, dated, language)
    for read in (_edge, _weekend, _vague):
        if day := read(words, at):
            yield day
    for read_named in (_weekday, _week, _numbered, _distance):
        if day := read_named(words, at, language):
            yield day


def _named_day(words: Words, at: int, language: str) -> tuple[int, Part | None, bool] | None:
    """The weekday at a place: its number, the part joined to it, and whether it is written in full."""
    key = words.key(at)
    if key in times.WEEKDAYS:
        return times.WEEKDAYS[key], None, True
    if key in times.PARTED_WEEKDAYS:
        return *times.PARTED_WEEKDAYS[key], True
    short = times.SHORT_WEEKDAYS["nl" if language == "nl" else "en"]
    return (short[key], None, False) if key in short else None


def _with_weekday_behind(words: Words, dated: tuple[Dated, int], language: str) -> Day:
    date, end = dated
    if found := _named_day(words, end, language):
        return Day(date.on(found[0]), end + 1, found[1])
    return Day(date, end)


def _weekday(words: Words, at: int, language: str) -> Day | None:
    """A weekday, with what is said before and behind it."""
    turned = _TURNS.at(words, at)
    turn, name_at = turned or ("near", at)
    found = _named_day(words, name_at, language)
    if found is None:
        return None
    day, part, full = found
    end = name_at + 1
    if turned is None and (placed := _placed(words, end, day, language)):
        rule, end = placed
        return Day(rule, end, part)
    if turned is None and words.key(end) in ("aanstaande", "a.s.", "a.s"):
        return Day(Weekday(day, "coming"), end + 1, part)
    return Day(Weekday(day, turn), end, part, alone=full or turned is not None)


def _placed(words: Words, at: int, day: int, language: str) -> tuple[Rule, int] | None:
    """What behind a weekday says which one it is: its date, its week, or how far away."""
    if dated := date_at(words, at + (words.key(at) == "the"), language):
        return dated[0].on(day), dated[1]
    if number := _week_number(words, at):
        return WeekNumber(number[0], day), number[1]
    for week_at in (at, at + 1):
        between = week_at == at or words.key(at) in ("of", "in")
        if between and (week := _WEEKS.at(words, week_at + (words.key(week_at) == "de"))):
            return InWeek(week[0], day), week[1]
    if (away := _away(words, at)) and isinstance(away[0], InDays) and away[0].days > 0:
        return WeekdayAfter(day, away[0].days), away[1]
    return (WeekdayAfter(day, 7), at + 1) if words.key(at) == "week" else None


def _week(words: Words, at: int, language: str) -> Day | None:
    """`volgende week`, alone or before a weekday; `over een week ma`, `a week on Monday`."""
    if found := _WEEKS.at(words, at):
        weeks, end = found
        named = _named_behind(words, end, language)
        return Day(InWeek(weeks, named[0]), named[2], named[1]) if named else Day(InWeek(weeks), end)
    on = (
        words.key(at) in times.ONE
        and words.key(at + 1) == "week"
        and words.key(at + 2) in ("on", "from", "op")
    )
    if on and (named := _named_behind(words, at + 2, language)):
        return Day(WeekdayAfter(named[0], 7), named[2], named[1])
    return None


def _named_behind(words: Words, at: int, language: str) -> tuple[int, Part | None, int] | None:
    """A weekday behind a week, with or without `op` between them."""
    name_at = at + (words.key(at) in ("op", "on", "from"))
    found = _named_day(words, name_at, language)
    return (found[0], found[1], name_at + 1) if found else None


def _numbered(words: Words, at: int, language: str) -> Day | None:
    number = _week_number(words, at)
    if number is None:
        return None
    named = _named_behind(words, number[1], language)
    if named:
        return Day(WeekNumber(number[0], named[0]), named[2], named[1])
    return Day(WeekNumber(number[0]), number[1])


def _week_number(words: Words, at: int) -> tuple[int, int] | None:
    """`wk 21`, `week 21`, `wk21`."""
    if joined := _JOINED_WEEK.fullmatch(words.raw(at)):
        number, end = int(joined[1]), at + 1
    elif words.key(at) in times.WEEK_NUMBER and _NUMBER.fullmatch(words.raw(at + 1)):
        number, end = int(words.raw(at + 1)), at + 2
    else:
        return None
    return (number, end) if 1 <= number <= 53 else None


def _edge(words: Words, at: int) -> Day | None:
    """`eind mei`, `mid-May`, `begin volgende week`, `end of the month`."""
    if words.key(at).startswith("mid-") and (month := times.MONTHS.get(words.key(at).removeprefix("mid-"))):
        return Day(OfMonth("half", month), at + 1)
    found = _EDGES.at(words, at) or (("eind", at + 1) if words.key(at) == "end" else None)
    if found is None:
        return None
    edge, of = found
    if month := times.MONTHS.get(words.key(of)):
        year = words.raw(of + 1)
        said = year.isascii() and year.isdigit() and len(year) == 4 and "1971" < year < "9990"
        return Day(OfMonth(edge, month, int(year) if said else None), of + 1 + said)
    return _edge_of_another(words, of, edge)


def _edge_of_another(words: Words, at: int, edge: Edge) -> Day | None:
    if months := _MONTHS_FROM_NOW.at(words, at):
        return Day(OfMonth(edge, None, away=months[0]), months[1])
    at += words.key(at) in ("de", "the")
    if edge == "half":
        return None
    day = 0 if edge == "begin" else 4
    if week := _WEEKS.at(words, at):
        return Day(OfWeek(day, week[0]), week[1])
    return Day(OfWeek(day, None), at + 1) if words.key(at) == "week" else None


def _weekend(words: Words, at: int) -> Day | None:
    found = _WEEKENDS.at(words, at)
    return Day(OfWeek(5, found[0]), found[1]) if found else None


def _vague(words: Words, at: int) -> Day | None:
    """Words that name no day. `10 min later` is no moment."""
    found = _VAGUE.at(words, at)
    if found is None or words.key(at - 1) in times.DAY_UNITS:
        return None
    lengths = (measure_at(words, before) for before in (at - 1, at - 2))
    return None if any(length and length.end == at for length in lengths) else Day(Vague(found[0]), found[1])


def _distance(words: Words, at: int, language: str) -> Day | None:
    """`over 2 weken`, `binnen een week`, `3 days ago`, `over een week ma`, `volgende maand`."""
    if months := _MONTHS_FROM_NOW.at(words, at):
        return Day(OfMonth("begin", None, away=months[0]), months[1]) if months[0] else None
    found = _away(words, at)
    if found is None:
        return None
    rule, end = found
    in_weeks = isinstance(rule, InDays) and rule.days > 0 and rule.days % 7 == 0
    if isinstance(rule, InDays) and in_weeks and (named := _named_behind(words, end, language)):
        return Day(WeekdayAfter(named[0], rule.days), named[2], named[1])
    return Day(rule, end)


def _away(words: Words, at: int) -> tuple[Rule, int] | None:
    """So many days, weeks or months from today."""
    ahead = words.key(at) in times.AHEAD
    start = at + ahead
    if few := _FEW.at(words, start):
        end = few[1] + 1
        counted = words.key(few[1]) in _UNITS
        ago = words.key(end) in times.AGO
        return (Vague(ahead), end + ago) if counted and (ahead or ago) else None
    number_at = behind_about(words, start) if words.key(start) not in times.NUMBERS else start
    number = _number(words, number_at)
    if number is None and words.key(number_at - 1) in times.ONE and number_at > start:
        number, number_at = 1, number_at - 1
    if number is None:
        return None
    return _counted_away(words, number_at + 1, number, ahead=ahead)


def _number(words: Words, at: int) -> int | None:
    if words.key(at) in times.NUMBERS:
        return times.NUMBERS[words.key(at)]
    return int(words.raw(at)) if _NUMBER.fullmatch(words.raw(at)) else None


def _counted_away(words: Words, at: int, number: int, *, ahead: bool) -> tuple[Rule, int] | None:
    unit, end = words.key(at), at + 1
    ago = not ahead and words.key(end) in times.AGO
    if not ahead and not ago:
        return None
    sign = -1 if ago else 1
    end += ago
    if unit in times.MONTH_UNITS:
        return InMonths(sign * number * times.MONTH_UNITS[unit]), end
    if unit not in times.DAY_UNITS:
        return None
    # `over een week of twee` is about so long
    loosely = words.key(end) in ("of", "or") and _number(words, end + 1) is not None
    return InDays(sign * number * times.DAY_UNITS[unit], asked=loosely), end + 2 * loosely
