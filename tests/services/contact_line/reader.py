# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A short way to read a line on the Monday on which most of these tests play."""

from datetime import date, datetime

from tbp_tui.services.contact_line import Reading, read_line

MONDAY = "2026-04-20T14:00:00+02:00"


def read(line: str, now: str = MONDAY, language: str = "nl") -> Reading:
    """The reading of a line."""
    return read_line(line, datetime.fromisoformat(now), language)


def written(value: date | None) -> str | None:
    """A moment or a date as it stands in the files of lines."""
    return None if value is None else value.isoformat().removesuffix(":00+02:00").removesuffix(":00+01:00")


def due(words: str, now: str = MONDAY, language: str = "nl") -> str | None:
    """When a follow-up of these words is due; a question mark behind it if that is asked."""
    reading = read(f"gebeld > {words}", now, language)
    assert reading.follow_up is not None
    return _with_doubt(reading.follow_up.due, "due" in reading.ask)


def at(words: str, now: str = MONDAY, language: str = "nl") -> str | None:
    """When a call with these words was; a question mark behind it if that is asked."""
    reading = read(f"gebeld {words}", now, language)
    return _with_doubt(reading.at, "at" in reading.ask)


def _with_doubt(value: date | None, asked: bool) -> str | None:
    if value is None:
        return "?" if asked else None
    return f"{written(value)}?" if asked else written(value)
