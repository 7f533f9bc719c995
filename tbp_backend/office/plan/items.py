# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What there is to publish of a case: the shape that all parts of the plan share, and who speaks on a day."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntEnum
from typing import Literal

import msgspec

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Path
from tbp_backend.office.ledger import type_of
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import AMSTERDAM

WhenChanged = Literal["refuse", "keep", "replace"]


class Rank(IntEnum):
    """The order of writing within a day: what others point at comes before what points at it."""

    AUTHORITY = 0
    MEMBER = 1
    STATUS = 2
    CONTACT = 3
    NEWS = 4
    REVIEW = 5
    PART = 6
    PACKAGE = 7
    FAMILY_PACKAGE = 8
    EVENT = 9
    REQUEST = 10
    ANSWER = 11
    TALK = 12
    TASK = 13
    RESPONSE = 14


@dataclass(frozen=True)
class Item:
    """Something to publish. `key` names it for ever; `replaces` and `about` are keys of what it points at.

    `writer`: a member; empty for the authority that decides. `changed` says what to do when the file now says
    something else than what was published under this key. `about_day`, where it is not the day of writing.
    """

    key: str
    day: date
    rank: Rank
    kind: str
    body: msgspec.Struct
    path: Path
    log: str = ScopeType.CASE
    writer: str = ""
    replaces: str = ""
    about: str = ""
    parts: tuple[str, ...] = ()
    changed: WhenChanged = "refuse"
    about_day: date | None = None

    @property
    def type(self) -> ScopeType:
        """The type of its log."""
        return type_of(self.log)

    @property
    def told_on(self) -> date:
        """The day that the record is about; `day` decides the order of writing."""
        return self.about_day or self.day


def at_nine(day: date) -> datetime:
    """The moment of then: office opens."""
    return datetime.combine(day, time(9), AMSTERDAM)


def local_moment(text: str) -> datetime:
    """A moment as a case file has it: date and clock time in Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def decides_on(file: CaseFile, day: date) -> str:
    """The authority of a day; on a day of change the new one."""
    deciding = file.authority[0].to
    for turn in file.authority:
        if turn.from_ <= day:
            deciding = turn.to
    return deciding


def speaks_on(file: CaseFile, day: date) -> str:
    """The contact person of a day: of two the one who came last; empty when there is none."""
    speaking = [
        (row.from_ or date.min, member)
        for member, row in file.members.items()
        if row.role is Role.CONTACT_PERSON and (row.from_ or date.min) <= day <= (row.until or date.max)
    ]
    return max(speaking)[1] if speaking else ""


def the_person(file: CaseFile) -> str:
    """The member whom the case is about."""
    return next(member for member, row in file.members.items() if row.role is Role.PERSON)
