# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which moment a clock time is: loose times, parts of the day, and the nights in which the clock moves."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tbp_casefile.times import AMSTERDAM
from tbp_tui.services.contact_line.clocks import Clock
from tbp_tui.services.contact_line.reckoning import Side
from tbp_tui.services.contact_line.times import Part

_HALF = 12 * 60
_DAY = 24 * 60
_WORKING = range(8 * 60, 18 * 60)  # nobody makes an appointment at 02:30
_MORNING_BEGINS = 7 * 60
_RANGES: dict[Part, range] = {
    "morning": range(60, _HALF),
    "afternoon": range(_HALF, 18 * 60),
    "evening": range(17 * 60, _DAY),
    "night": range(7 * 60),
    "tonight": range(17 * 60, _DAY),
    "this_night": range(7 * 60),
}


@dataclass(frozen=True)
class Told:
    """A moment or none; whether to ask; whether it lies after now although it may not be told."""

    moment: datetime | None
    asked: bool = False
    ahead: bool = False


@dataclass(frozen=True)
class Minute:
    """A minute of the day, and whether to ask."""

    minute: int
    asked: bool = False


def on_the_clock(day: date, minute: int) -> Told:
    """A wall clock time in Amsterdam. An hour that is skipped or comes twice is asked."""
    naive = datetime(day.year, day.month, day.day, minute // 60, minute % 60)  # noqa: DTZ001 - zone follows
    first, second = naive.replace(tzinfo=AMSTERDAM), naive.replace(tzinfo=AMSTERDAM, fold=1)
    if first.utcoffset() == second.utcoffset():
        return Told(first)
    # a skipped hour lands one hour later by going through UTC; one that comes twice is the first
    return Told(first.astimezone(UTC).astimezone(AMSTERDAM), asked=True)


def minute_of(clock: Clock, part: Part | None) -> Minute:
    """The minute that is meant, with the part of the day if one is said."""
    if part is not None:
        return _in_part(clock, part)
    if clock.form != "dial":
        return Minute(clock.minute, clock.asked)
    both = _on_the_dial(clock)
    sure = [minute for minute in both if minute in _WORKING]
    return Minute(sure[0], clock.asked) if sure else Minute(both[1], asked=True)


def _on_the_dial(clock: Clock) -> tuple[int, int]:
    return clock.minute % _HALF, clock.minute % _HALF + _HALF


def _in_part(clock: Clock, part: Part) -> Minute:
    """The part of the day decides; a time that does not lie in it is asked."""
    if clock.minute in _RANGES[part] and clock.form != "dial":
        return Minute(clock.minute, clock.asked)
    fitting = [minute for minute in _on_the_dial(clock) if minute in _RANGES[part]]
    if fitting and clock.minute <= 13 * 60 - 1:
        return Minute(fitting[0], clock.asked or clock.form == "written")
    if clock.form == "written":
        night = part in ("this_night", "tonight") and (
            clock.minute in _RANGES["night"] or clock.minute >= 22 * 60
        )
        return Minute(clock.minute, asked=clock.asked or not night)
    evening = part in ("night", "this_night") and clock.minute % _HALF >= 8 * 60
    loose = minute_of(Clock(clock.minute, "dial"), None)
    return Minute(clock.minute % _HALF + _HALF if evening else loose.minute, asked=True)


def earlier_today(clock: Clock, now: datetime) -> Told:
    """A time of today that lies behind: those after now fall out."""
    today = now.date()
    if clock.form != "dial":
        told = on_the_clock(today, clock.minute)
        return _asked(told, clock.asked) if _at_most(told, now) else Told(None, asked=True, ahead=True)
    left = [minute for minute in _on_the_dial(clock) if _at_most(on_the_clock(today, minute), now)]
    if not left:
        return Told(None, asked=True, ahead=True)
    by_day = [minute for minute in left if minute >= _MORNING_BEGINS]
    sure = len(by_day) == 1
    return _asked(on_the_clock(today, (by_day or left)[-1]), clock.asked or not sure)


def later_today(clock: Clock, now: datetime) -> Told:
    """A time of today that lies ahead: the usual one, or the one twelve hours on, asked."""
    usual = minute_of(clock, None)
    told = on_the_clock(now.date(), usual.minute)
    if not _at_most(told, now):
        return _asked(told, usual.asked)
    if clock.form == "dial" and usual.minute < _HALF:
        other = on_the_clock(now.date(), usual.minute + _HALF)
        if not _at_most(other, now):
            return _asked(other, asked=True)
    return Told(None, asked=True)


def today_or_tomorrow(minute: Minute, now: datetime) -> Told:
    """Ahead with no day said: today if it is still to come, otherwise tomorrow, asked."""
    told = on_the_clock(now.date(), minute.minute)
    if not _at_most(told, now):
        return _asked(told, minute.asked)
    return _asked(on_the_clock(now.date() + timedelta(days=1), minute.minute), asked=True)


def nearest_night(minute: Minute, side: Side, now: datetime) -> Told:
    """`vannacht om 3`: the nearest such moment on the side of the field."""
    days = [now.date() + timedelta(days=away) for away in (-1, 0, 1)]
    told = [on_the_clock(day, minute.minute) for day in days]
    fitting = [one for one in told if _at_most(one, now) == (side == "at")]
    if not fitting:
        return Told(None, asked=True)
    return _asked(fitting[-1 if side == "at" else 0], minute.asked)


def has_passed(minute: Minute, now: datetime) -> bool:
    """Whether this time of today is not after now."""
    return _at_most(on_the_clock(now.date(), minute.minute), now)


def _at_most(told: Told, now: datetime) -> bool:
    return told.moment is not None and told.moment.astimezone(UTC) <= now.astimezone(UTC)


def _asked(told: Told, asked: bool) -> Told:
    return Told(told.moment, told.asked or asked, told.ahead)
