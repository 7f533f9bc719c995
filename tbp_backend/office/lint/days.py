# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Days that a case can have: what lies further away is a slip of the pen, and no calendar reaches it."""

from collections.abc import Iterator
from datetime import date

import msgspec

from tbp_backend.office.findings import Findings, Path

_YEARS = range(1900, 2200)


def check(findings: Findings, file: msgspec.Struct) -> None:
    """Every day in the file."""
    for path, day in _days(file):
        if not is_near(day):
            findings.add(path, "far-day", name=path[-1] if path else "")


def is_near(day: date) -> bool:
    """Whether a case can have this day."""
    return day.year in _YEARS


def _days(value: object, path: Path = ()) -> Iterator[tuple[Path, date]]:
    if isinstance(value, date):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name, inner in zip(value.__struct_encode_fields__, msgspec.structs.astuple(value), strict=True):
            yield from _days(inner, (*path, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _days(inner, (*path, key))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _days(inner, (*path, number))
