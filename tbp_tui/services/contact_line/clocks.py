# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Clock times as they are said: `14:30`, `9u`, `half 3`, `kwart over 4`, `10am`, `van 9 tot 10`."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from tbp_tui.services.contact_line import times
from tbp_tui.services.contact_line.lengths import begins_a_number, measure_at
from tbp_tui.services.contact_line.tokens import Words
from tbp_tui.services.contact_line.words import listed

Form = Literal["written", "colon", "dial"]
Beside = Literal["nothing", "day", "preposition"]

_WRITTEN = re.compile(r"([0-9]{1,2})(?:(:|\.|uur|u|h)([0-5][0-9]))?(uur|u|h|am|pm|a\.m\.?|p\.m\.?)?")
_MINUTES = re.compile(r"[0-5][0-9]")
_HOURS = ("u", "uur", "h", "oclock")
_HALVES_OF_A_DAY = {"am": 0, "a.m": 0, "a.m.": 0, "pm": 12, "p.m": 12, "p.m.": 12}
_LENGTHS_UP_TO = 3  # `2u` is a length unless something beside it says otherwise
_MINUTES_OVER = {
    "5": 5,
    "10": 10,
    "20": 20,
    "vijf": 5,
    "five": 5,
    "tien": 10,
    "ten": 10,
    "twintig": 20,
    "twenty": 20,
}
_MINUTES_OVER |= {"kwart": 15, "quarter": 15}
_OVER = {"over": 1, "past": 1, "voor": -1, "to": -1}
_UNTIL = listed("tot to until till")
_OR = frozenset(("of", "or"))
_FIRST_WORDS = frozenset({*times.RANGES, *_MINUTES_OVER, "half", "a", "een"})


@dataclass(frozen=True)
class Clock:
    """Minutes since midnight. `written`: as on a watch of 24 hours; `colon`: so too, unless a part of the day
    says otherwise; `dial`: one of two, twelve hours apart.
    """

    minute: int
    form: Form
    asked: bool = False


def clock_at(words: Words, at: int, beside: Beside) -> tuple[Clock, int] | None:
    """The clock time or the beginning of the span of time that stands here, and the place behind it."""
    if not (begins_a_number(words, at) or words.key(at) in _FIRST_WORDS):
        return None
    return words.once(_clock_at, at, beside)


def _clock_at(words: Words, at: int, beside: Beside) -> tuple[Clock, int] | None:
    for read in (_between, _joined_span, _span):
        if found := read(words, at, beside):
            return found
    return _told(words, at, beside) or _single(words, at, beside)


def _between(words: Words, at: int, beside: Beside) -> tuple[Clock, int] | None:
    """`van 9 tot 10` is its start; `tussen 9 en 10` is its start, asked."""
    closing = times.RANGES.get(words.key(at))
    if closing is None:
        return None
    if closing in _UNTIL and (joined := _joined_span(words, at + 1, "preposition")):
        return joined
    whole = closing in _UNTIL
    return _pair(words, at + 1, _UNTIL if whole else frozenset({closing}), asked=not whole)


def _span(words: Words, at: int, beside: Beside) -> tuple[Clock, int] | None:
    """`9 tot 10 uur`, `9u tot 10u`; `9 of 10 uur` is asked."""
    asked = words.key(at + 1) in _OR or words.key(at + 2) in _OR
    found = _pair(words, at, _UNTIL | _OR, asked=asked)
    if found is None:
        return None
    said_hours = (
        _single(words, at, beside)
        or _single(words, found[1] - 1, beside)
        or _single(words, found[1] - 2, beside)
    )
    return found if said_hours else None


def _pair(words: Words, at: int, between: frozenset[str], *, asked: bool) -> tuple[Clock, int] | None:
    one = _single(words, at, "preposition")
    if one is None or words.key(one[1]) not in between:
        return None
    other = _told(words, one[1] + 1, "preposition") or _single(words, one[1] + 1, "preposition")
    if other is None:
        return None
    return replace(_half_of(one[0], other[0]), asked=asked), other[1]


def _half_of(one: Clock, other: Clock) -> Clock:
    """`8 to 10pm`: the half of the day is said once, for both."""
    half = other.minute // 720 * 720
    if one.form == "dial" and other.form == "written" and one.minute % 720 + half <= other.minute:
        return Clock(one.minute % 720 + half, "written")
    return one


def _joined_span(words: Words, at: int, beside: Beside) -> tuple[Clock, int] | None:
    """`9:00-9:45`, `9-10u`: its start."""
    one, dash, other = words.raw(at).replace("\u2013", "-").partition("-")
    if not dash or "-" in other or len(one) + len(other) > 16:
        return None
    begin, end = _read(one, unit="", beside="preposition"), _read(other, unit=words.key(at + 1), beside="day")
    if begin is None or end is None or words.key(at + 1) in times.MINUTE_UNITS:
        return None
    said = ":" in one or _said_as_time(one) or _said_as_time(other) or end[1] or beside == "preposition"
    if not said or _is_short_length(one, other, words.key(at + 1), beside):
        return None
    return _half_of(begin[0], end[0]), at + 1 + end[1]


def _said_as_time(text: str) -> bool:
    found = _WRITTEN.fullmatch(text)
    return found is not None and bool(found[4] or found[2] in (":", "u", "h", "uur"))


def _is_short_length(one: str, other: str, unit: str, beside: Beside) -> bool:
    """`2-3 uur` is a length, asked; beside a day it is a time."""
    plain = one.isdigit() and (unit in times.CLOCK_UNITS or other.rstrip("uhr").isdigit())
    return beside == "nothing" and plain and int(one) <= _LENGTHS_UP_TO


def _single(words: Words, at: int, beside: Beside) -> tuple[Clock, int] | None:
    """One time in figures, or an hour in words behind `om` or before `uur`."""
    number, unit = words.raw(at), words.key(at + 1) or words.raw(at + 1)
    spoken = times.NUMBERS.get(words.key(at), 13)
    if spoken <= 12:
        number = str(spoken)
        if unit not in _HOURS and (beside != "preposition" or spoken == 1):
            return None
        if unit != "oclock" and spoken == 1 and beside != "preposition":
            return None
    read = _read(number, unit, beside)
    if read is None:
        return None
    clock, more = read
    if not more and number.isdigit() and not _may_be_an_hour(words, at, beside):
        return None
    return _with_minutes(words, clock, at + 1 + more) if more and unit in _HOURS else (clock, at + 1 + more)


def _with_minutes(words: Words, clock: Clock, at: int) -> tuple[Clock, int]:
    """`9 uur 30`."""
    minutes = words.raw(at)
    plain = len(minutes) == 2 and minutes.isascii() and minutes.isdigit() and minutes < "60"
    if (
        plain
        and clock.minute % 60 == 0
        and measure_at(words, at) is None
        and words.key(at + 1) not in times.MONTHS
    ):
        return replace(clock, minute=clock.minute + int(minutes)), at + 1
    return clock, at


def _read(text: str, unit: str, beside: Beside) -> tuple[Clock, int] | None:
    """A time in figures, and how many words behind it belong to it."""
    found = _WRITTEN.fullmatch(text)
    if found is None or int(found[1]) > 23:
        return None
    hour, mark, minute, suffix = found.groups()
    more = int(not suffix and (unit in _HOURS or unit in _HALVES_OF_A_DAY))
    suffix = suffix or (unit if more else "")
    if mark == "." and not suffix and beside == "nothing":
        return None
    hours_only = mark not in (":", ".") and (suffix in times.CLOCK_UNITS or mark)
    if hours_only and beside == "nothing" and int(hour) <= _LENGTHS_UP_TO:
        return None
    if not mark and not suffix and beside == "nothing":
        return None
    return _clock(hour, int(minute or 0), mark == ":", _HALVES_OF_A_DAY.get(suffix)), more


def _clock(hour: str, minute: int, colon: bool, half: int | None) -> Clock:
    number = int(hour)
    if half is not None and 1 <= number <= 12:
        return Clock((number % 12 + half) * 60 + minute, "written")
    if number > 12 or hour.startswith("0"):
        return Clock(number * 60 + minute, "written")
    return Clock(number * 60 + minute, "colon" if colon and number >= 8 else "dial")


def _may_be_an_hour(words: Words, at: int, beside: Beside) -> bool:
    """A bare number is an hour behind a day or `om`, unless it counts something or more figures follow."""
    behind = words.raw(at + 1)
    length = measure_at(words, at)
    if beside == "nothing" or words.key(at + 1) in times.NO_HOUR_BEFORE or (length and length.hour is None):
        return False
    if words.key(at + 1) in times.MONTHS or words.key(at + 1) in times.DAY_UNITS:
        return False
    return not behind[:1].isdigit() or measure_at(words, at + 1) is not None


def _told(words: Words, at: int, beside: Beside) -> tuple[Clock, int] | None:
    """`half 3`, `half past 2`, `kwart over 4`, `tien voor half 3`."""
    if half := _half(words, at):
        return half
    if words.key(at) in ("a", "een") and words.key(at + 1) in ("kwart", "quarter"):
        at += 1
    minutes = _MINUTES_OVER.get(words.key(at))
    way = _OVER.get(words.key(at + 1))
    if minutes is None or way is None:
        return None
    base = _half(words, at + 2)
    if base is None and (minutes == 15 or beside != "nothing"):
        base = _dial_hour(words, at + 2)
    if base is None:
        return None
    clock, end = base
    return _moved(clock, way * minutes), end


def _half(words: Words, at: int) -> tuple[Clock, int] | None:
    """`half 3` is half an hour before three, `half past 2` half an hour after two."""
    if words.key(at) != "half":
        return None
    past = words.key(at + 1) == "past"
    hour = _dial_hour(words, at + 1 + past)
    return (_moved(hour[0], 30 if past else -30), hour[1]) if hour else None


def _moved(clock: Clock, minutes: int) -> Clock:
    return replace(clock, minute=(clock.minute + minutes) % (720 if clock.form == "dial" else 1440))


def _dial_hour(words: Words, at: int) -> tuple[Clock, int] | None:
    """An hour from one to twelve, with or without `uur`, `am` or `pm` behind it."""
    glued = _WRITTEN.fullmatch(words.raw(at))
    hour = times.NUMBERS.get(words.key(at)) or (int(glued[1]) if glued and not glued[2] else 0)
    if not 1 <= hour <= 12 or words.key(at + 1) in times.MINUTE_UNITS:
        return None
    unit = (glued[4] if glued else None) or words.key(at + 1) or words.raw(at + 1)
    joined = glued is not None and glued[4] is not None
    end = at + 1 + (not joined and (unit in _HOURS or unit in _HALVES_OF_A_DAY))
    return _clock(str(hour), 0, colon=False, half=_HALVES_OF_A_DAY.get(unit)), end
