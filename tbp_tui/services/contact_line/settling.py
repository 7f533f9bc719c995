# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One moment out of all that is said of it in a line: day and time may stand apart, and may contradict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tbp_casefile.times import AMSTERDAM
from tbp_tui.services.contact_line import hours
from tbp_tui.services.contact_line.clocks import Clock
from tbp_tui.services.contact_line.day_rules import InDays, Rule
from tbp_tui.services.contact_line.hours import Minute, Told
from tbp_tui.services.contact_line.moments import Said
from tbp_tui.services.contact_line.reckoning import Meant, Side, day_of
from tbp_tui.services.contact_line.times import Part

_TODAY = InDays(0)


@dataclass(frozen=True)
class Settled:
    """The value of a field of time; null means now in `at`, and not known where it is `asked`."""

    value: datetime | date | None
    asked: bool = False
    ahead: bool = False


def settle(said: Sequence[Said], side: Side, now: datetime) -> Settled:
    """The moment that is meant, on its side of now."""
    try:
        settled = _settle(said, side, now)
    except OverflowError:  # beyond the calendar
        return Settled(None, asked=True)
    asked = settled.asked or any(one.asked for one in said) or _contradict(said, side, now)
    return Settled(settled.value, asked, settled.ahead)


def _settle(said: Sequence[Said], side: Side, now: datetime) -> Settled:
    away = next((one.away for one in said if one.away is not None), None)
    first = said[0] if said else Said(0, 0, now=True)
    if first.away is not None or (away is not None and first.now):
        return _on_its_side(_from_now(away or 0, now), side, now)
    if first.now:
        return Settled(None)
    rule = next((one.day.rule for one in said if one.day), None)
    part = next((one.part for one in said if one.part), None)
    clock = next((one.clock for one in said if one.clock), None)
    if clock is None:
        return _date_only(rule or _TODAY, side, now, asked=rule is None)
    return _date_and_time(rule, part, clock, side, now)


def _from_now(minutes: int, now: datetime) -> Settled:
    """A distance in hours and minutes is real time, also when the clock moves."""
    moment = (now.astimezone(UTC) + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    return Settled(moment.astimezone(AMSTERDAM))


def _date_only(rule: Rule, side: Side, now: datetime, *, asked: bool) -> Settled:
    meant = day_of(rule, side, now.date())
    return _on_its_side(Settled(meant.day, meant.asked or asked, meant.ahead), side, now)


def _date_and_time(rule: Rule | None, part: Part | None, clock: Clock, side: Side, now: datetime) -> Settled:
    minute = hours.minute_of(clock, part)
    at_night = part == "this_night" or (part == "tonight" and minute.minute < 12 * 60)
    if at_night and rule in (None, _TODAY):
        return _told(hours.nearest_night(minute, side, now), side, now)
    if part is None and (rule == _TODAY or (rule is None and side == "at")):
        today = hours.earlier_today if side == "at" else hours.later_today
        return _told(today(clock, now), side, now)
    if rule is None and side == "due":
        return _told(hours.today_or_tomorrow(minute, now), side, now)
    meant = day_of(rule or _TODAY, side, now.date(), passed=hours.has_passed(minute, now))
    return _told(_on_day(meant, minute), side, now)


def _on_day(meant: Meant, minute: Minute) -> Told:
    if meant.day is None:
        return Told(None, asked=True, ahead=meant.ahead)
    told = hours.on_the_clock(meant.day, minute.minute)
    return Told(told.moment, told.asked or minute.asked or meant.asked)


def _told(told: Told, side: Side, now: datetime) -> Settled:
    return _on_its_side(Settled(told.moment, told.asked, told.ahead), side, now)


def _on_its_side(settled: Settled, side: Side, now: datetime) -> Settled:
    """A moment in `at` after now, or in `due` not after now, is null and asked; a date alone may be today."""
    value = settled.value
    if value is None:
        return settled
    if isinstance(value, datetime):
        after = value.astimezone(UTC) > now.astimezone(UTC)
        wrong = after if side == "at" else not after
    else:
        after = value > now.date()
        wrong = after if side == "at" else value < now.date()
    return Settled(None, asked=True, ahead=after) if wrong else settled


def _contradict(said: Sequence[Said], side: Side, now: datetime) -> bool:
    """Whether two values were said. A distance beside `zojuist` is no second one."""
    days = {day_of(one.day.rule, side, now.date()).day for one in said if one.day}
    minutes = {hours.minute_of(one.clock, one.part).minute for one in said if one.clock}
    parts = {one.part for one in said if one.part}
    away = {one.away for one in said if one.away is not None}
    at_now = any(one.now for one in said) and not away
    told = {_from_now(minutes, now).value for minutes in away}
    on_that_day = {moment.date() for moment in told if isinstance(moment, datetime)}
    dated = bool(minutes or parts or (days and days != on_that_day))
    return any(len(values) > 1 for values in (days, minutes, parts, away)) or (
        (bool(away) or at_now) and dated
    )
