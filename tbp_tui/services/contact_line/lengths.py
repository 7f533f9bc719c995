# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How long something took (`20m`, `anderhalf uur`, `1u30`), or how far away it is (`half uur geleden`)."""

import re
from dataclasses import dataclass

from tbp_tui.services.contact_line import times
from tbp_tui.services.contact_line.tokens import Phrasebook, Words
from tbp_tui.services.contact_line.words import listed

_DAY = 24 * 60
_MOST_HOURS_OF_A_LENGTH = 3  # from four on `4 uur` is a clock time
_AMOUNT = re.compile(
    r"[~\u00b1]?([0-9]{0,4})(?:([.,])([0-9]{1,2})|(\u00bd))?(?:[-\u2013]([0-9]{1,4}))?([a-z]{1,7}|')?([0-9]{2})?"
)
_FIGURES = frozenset("0123456789~\u00b1\u00bd")
_NUMERIC = re.compile(r"[0-9\u00bd][0-9\u00bd.,/\u2013-]*")
_BETWEEN_TWO_AMOUNTS = listed("tot to a of or")
_AND_A_HALF = Phrasebook({("en", "een", "half"): 0.5, ("and", "a", "half"): 0.5})
_LENGTHS = Phrasebook(times.LENGTHS)
_ALONE = listed("uur uurtje hour kwartier")
_WITH_HALF = {"tweeenhalf": 150, "drieenhalf": 210, "vierenhalf": 270}


@dataclass(frozen=True)
class Length:
    """Minutes, and the place behind them. `hour`: the hour when a clock time is written in the same way."""

    minutes: int
    end: int
    asked: bool = False
    hour: int | None = None


@dataclass(frozen=True)
class _Amount:
    """A number as it is written, with the unit that is joined to it."""

    number: float
    unit: str
    minutes: int = 0
    asked: bool = False
    dotted: bool = False


def length_at(words: Words, at: int) -> Length | None:
    """How long it took. What only looks like it (`5 min te laat`, `4 uur`) is none."""
    first = behind_about(words, at)
    length = measure_at(words, first)
    if (
        length is None
        or (length.hour or 0) > _MOST_HOURS_OF_A_LENGTH
        or _is_no_length_before(words, length.end)
    ):
        return None
    return _with_minutes(words, length)


def behind_about(words: Words, at: int) -> int:
    """The place behind `ongeveer een`, `for about` and the like."""
    for place in range(at, at + 3):
        if words.key(place) not in times.ABOUT or measure_at(words, place):
            return place
    return at + 3


def measure_at(words: Words, at: int) -> Length | None:
    """A number with a unit of time, or a name for one, whatever it is used for."""
    return words.once(_measure, at)


def _measure(words: Words, at: int) -> Length | None:
    key = words.key(at)
    if not (begins_a_number(words, at) or key in _LENGTHS or key in _WITH_HALF):
        return None
    found = [length for length in (_named(words, at), _counted(words, at), _one_of_two(words, at)) if length]
    return max(found, key=lambda length: length.end, default=None)


def begins_a_number(words: Words, at: int) -> bool:
    """Whether figures or a number in words may stand here."""
    return words.raw(at)[:1] in _FIGURES or words.key(at) in times.NUMBERS


def _is_no_length_before(words: Words, at: int) -> bool:
    too_late = words.key(at) == "te" and words.key(at + 1) == "laat"
    return too_late or words.key(at) in times.NO_LENGTH_BEFORE


def _with_minutes(words: Words, length: Length) -> Length:
    """`1 uur 20 min`, `een uur en een kwartier`: together, and asked because they may be two values."""
    at = length.end + (words.key(length.end) in ("en", "and"))
    more = measure_at(words, behind_about(words, at))
    if length.minutes % 60 or more is None or more.minutes >= 60 or _is_no_length_before(words, more.end):
        return length
    return Length(length.minutes + more.minutes, more.end, asked=True)


def _named(words: Words, at: int) -> Length | None:
    """`kwartier`, `half uur`, `anderhalf uur`; a bare `uur` behind a number is that number's unit."""
    if found := _LENGTHS.at(words, at):
        minutes, end = found
        alone = end == at + 1 and words.key(at) in _ALONE
        return None if alone and _is_unit_of_before(words, at) else Length(minutes, end)
    if words.key(at) in _WITH_HALF and words.key(at + 1) in times.HOUR_UNITS:
        return Length(_WITH_HALF[words.key(at)], at + 2)
    return None


def _is_unit_of_before(words: Words, at: int) -> bool:
    before = words.key(at - 1)
    return (
        before in times.NUMBERS
        or before in ("per", "elk", "ieder", "every", "kwart")
        or _NUMERIC.fullmatch(words.raw(at - 1)) is not None
    )


def _counted(words: Words, at: int) -> Length | None:
    """A number and its unit: `20m`, `2 uur`, `1u30`, `2 en een half uur`."""
    amount = _amount(words, at)
    if amount is None:
        return None
    if amount.unit:
        return _length(amount, amount.unit, at + 1)
    if half := _AND_A_HALF.at(words, at + 1):
        more, end = half
        amount = _Amount(amount.number + more, "", asked=amount.asked)
        return _length(amount, words.key(end), end + 1) if words.key(end) in times.HOUR_UNITS else None
    if (hours := words.key(at + 1)) in times.HOUR_UNITS and (half := _AND_A_HALF.at(words, at + 2)):
        return _length(_Amount(amount.number + half[0], ""), hours, half[1])
    unit = "'" if words.raw(at + 1) == "'" else words.key(at + 1)
    return _length(amount, unit, at + 2)


def _one_of_two(words: Words, at: int) -> Length | None:
    """`20 tot 30 min`: the first, asked."""
    one, other = _amount(words, at), _amount(words, at + 2)
    if one is None or one.unit or other is None or words.key(at + 1) not in _BETWEEN_TWO_AMOUNTS:
        return None
    whole = _counted(words, at + 2)
    unit = other.unit or words.key(at + 3)
    length = _length(one, unit, at)
    return Length(length.minutes, whole.end, asked=True, hour=length.hour) if whole and length else None


def _length(amount: _Amount, unit: str, end: int) -> Length | None:
    """So many of this unit; between one minute and a day, in whole minutes."""
    if unit in times.MINUTE_UNITS or unit == "'":
        minutes = amount.number
    elif unit == "kwartier":
        minutes = amount.number * 15
    elif unit in times.HOUR_UNITS:
        minutes = amount.number * 60 + amount.minutes
    else:
        return None
    minutes = round(minutes, 6)  # 0.55 hours are whole minutes, also in binary
    if not 0 < minutes <= _DAY or minutes != int(minutes):
        return None
    clock = unit in times.CLOCK_UNITS and (amount.dotted or amount.number == int(amount.number))
    # `9.30 uur` and `1.30 uur` are clock times, whatever the hour.
    hour = _DAY if clock and amount.dotted else int(amount.number) if clock else None
    return Length(int(minutes), end, asked=amount.asked, hour=hour)


def _amount(words: Words, at: int) -> _Amount | None:
    """The number at a place, in figures or in words."""
    if (number := times.NUMBERS.get(words.key(at))) is not None:
        return _Amount(number, "")
    found = _AMOUNT.fullmatch(words.raw(at))
    if found is None or not (found[1] or found[4]):
        return None
    whole, point, fraction, half, other, unit, minutes = found.groups()
    if minutes and (unit not in times.CLOCK_UNITS or point or half or other or int(minutes) > 59):
        return None
    return _Amount(
        number=float(f"{whole or 0}.{fraction or 0}") + (0.5 if half else 0),
        unit=unit or "",
        minutes=int(minutes or 0),
        asked=other is not None,
        dotted=point == "." and len(fraction) == 2,
    )
