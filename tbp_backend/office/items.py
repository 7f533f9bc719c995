# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What there is to publish of a case: the shape that plan, packages and import share."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

import msgspec

from tbp_backend.office.casefile import Both, CaseFile
from tbp_backend.office.findings import Path
from tbp_casefile.times import AMSTERDAM

WhenChanged = Literal["refuse", "keep", "replace"]


@dataclass(frozen=True)
class Item:
    """Something to publish. `key` names it for ever; `replaces` is the key of what it takes the place of.

    `changed` says what to do when the file now says something else than what was published under this key.
    """

    key: str
    day: date
    rank: int
    authority: str
    kind: str
    body: msgspec.Struct
    path: Path
    replaces: str = ""
    parts: tuple[str, ...] = ()
    changed: WhenChanged = "refuse"


def at_nine(day: date) -> datetime:
    """The moment of then: office opens."""
    return datetime.combine(day, time(9), AMSTERDAM)


def decides_on(file: CaseFile, day: date) -> str:
    """The authority of a day; on a day of change the new one."""
    deciding = file.authority[0].to
    for turn in file.authority:
        if turn.from_ <= day:
            deciding = turn.to
    return deciding


def text_of(both: Both | None) -> dict[str, str] | None:
    """A text as it stands in a body."""
    return both.as_text() if both else None
