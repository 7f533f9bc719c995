# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Dates and moments in full, in Amsterdam: "dinsdag 3 maart 2026, 14.30 uur" (UX R19). Never 03-03-26."""

import re
from datetime import date, datetime

from tbp_casefile.model.texts import Text, say
from tbp_casefile.times import AMSTERDAM
from tbp_tui.i18n import N_, _, in_language, language, ngettext
from tbp_tui.words.clean import clean

_DAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_DATE_IN_TEXT = re.compile(r"\{date:(\d{4}-\d\d-\d\d)\}")


def month_day(day: date) -> str:
    """3 maart 2026"""
    return f"{day.day} {_(_MONTHS[day.month - 1])} {day.year}"


def month_day_in(day: date, spoken: str) -> str:
    """The same in a language that need not be the one of now."""
    return f"{day.day} {in_language(_MONTHS[day.month - 1], spoken)} {day.year}"


def full_day(day: date) -> str:
    """dinsdag 3 maart 2026"""
    return f"{_(_DAYS[day.weekday()])} {month_day(day)}"


def clock(moment: datetime) -> str:
    """14.30 uur, in Amsterdam"""
    local = moment.astimezone(AMSTERDAM)
    return _("{hour}:{minute:02d}").format(hour=local.hour, minute=local.minute)


def full_moment(moment: datetime) -> str:
    """dinsdag 3 maart 2026, 14.30 uur"""
    return f"{full_day(moment.astimezone(AMSTERDAM).date())}, {clock(moment)}"


def from_now(day: date, today: date) -> str:
    """vandaag, morgen, over 14 dagen, 3 dagen geleden: only ever beside the date itself"""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days > 1:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    return ngettext("{n} day ago", "{n} days ago", -days).format(n=-days)


def as_of(moment: datetime, now: datetime) -> str:
    """The moment a page speaks of: the clock time today, the full moment otherwise."""
    same = moment.astimezone(AMSTERDAM).date() == now.astimezone(AMSTERDAM).date()
    return clock(moment) if same else f"{month_day(moment.astimezone(AMSTERDAM).date())}, {clock(moment)}"


def text(words: Text | None) -> str:
    """A text of a record in the language of now, dates written out, nothing that steers a terminal."""
    return text_in(words, language())


def text_in(words: Text | None, spoken: str) -> str:
    """The same in a language that need not be the one of now."""
    return clean(_DATE_IN_TEXT.sub(lambda found: _date(found[1], spoken), say(words, spoken)))


def _date(iso: str, spoken: str) -> str:
    try:
        return month_day_in(date.fromisoformat(iso), spoken)
    except ValueError:
        return iso
