# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Moments as RFC 3339 text, as milliseconds and as a wall clock in Amsterdam.

Time comes in as an argument everywhere else; nothing here asks what time it is.
"""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tbp_casefile.errors import Malformed

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
MIN_YEAR, MAX_YEAR = 1970, 9998  # inside them every zone has a date, and Amsterdam an offset in whole minutes
MAX_MS = (datetime(MAX_YEAR + 1, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)


def parse_moment(text: str) -> datetime:
    """Read an RFC 3339 moment with an offset; Python alone would take one without, and week dates."""
    if not _RFC_3339.fullmatch(text):
        raise Malformed(reason="not a moment")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Malformed(reason="not a moment") from None
    if not MIN_YEAR <= moment.year <= MAX_YEAR:
        raise Malformed(reason="year")
    return moment


def format_moment(moment: datetime) -> str:
    """Write a moment in UTC with Z and whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def format_local(moment: datetime) -> str:
    """Write an appointment: RFC 3339 with the offset of Europe/Amsterdam (DESIGN section 4, `at`)."""
    return moment.astimezone(AMSTERDAM).isoformat(timespec="seconds")


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970, as `received` stands in the chain."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_ms(milliseconds: int) -> datetime:
    """The moment in UTC of a number of milliseconds since 1970."""
    return _EPOCH + timedelta(milliseconds=milliseconds)


def whole_minute(moment: datetime) -> datetime:
    """Cut to the minute in UTC, as `writtenAt` must be: seconds tell more than needed."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def local_date(moment: datetime) -> date:
    """The calendar day in Amsterdam."""
    return moment.astimezone(AMSTERDAM).date()
