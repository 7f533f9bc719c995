# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Rows about who: members, authorities, contacts."""

from datetime import date
from typing import Literal

import msgspec

from tbp_backend.office.form.base import Both, Name, Row
from tbp_casefile.model import case
from tbp_casefile.tables import Role


class MemberRow(Row, frozen=True):
    """A member of the case; the name stays in the file."""

    role: Role
    name: str
    from_: date | None = msgspec.field(default=None, name="from")
    until: date | None = None


class AuthorityRow(Row, frozen=True):
    """How an authority is called."""

    name: Both
    short: Both


class TurnRow(Row, frozen=True):
    """From when an authority decides."""

    to: str
    from_: date = msgspec.field(name="from")
    reason: Both
    stays: Both | None = None


class HoursRow(Row, frozen=True):
    """Days and clock times."""

    days: tuple[case.Weekday, ...]
    from_: str = msgspec.field(name="from")
    to: str


class MomentRow(Row, frozen=True):
    """A fixed moment that comes back, local time."""

    first: str
    every_days: case.EveryDays


class ContactRow(Row, frozen=True):
    """Somebody to call; `family`: the family sees them as well.

    `stands_in`: for a while, in the place of somebody else: the last day is told from the first day on.
    `member`: who that is among the members, whose name colleagues then read beside what they wrote.
    """

    id: Name
    name: str
    role: case.ContactRole
    hours: Literal["always"] | HoursRow
    from_: date = msgspec.field(name="from")
    organisation: Both | None = None
    phone: str = ""
    until: date | None = None
    moment: MomentRow | None = None
    note: Both | None = None
    family: bool = False
    stands_in: bool = False
    member: Name | None = None
