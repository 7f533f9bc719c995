# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Moments as RFC 3339 text, as milliseconds and as a wall clock in Amsterdam.

Time comes in as an argument everywhere else; nothing here asks what time it is.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tbp_casefile.errors import Malformed

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse_moment(text: str) -> datetime:
    """Read an RFC 3339 moment with an offset; a moment without one is refused."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Malformed(reason="not a moment") from None
    if moment.tzinfo is None or "T" not in text:
        raise Malformed(reason="moment without offset")
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
