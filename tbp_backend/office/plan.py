# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From a case file to what was published when: pure, without keys, ids or a clock.

The order of writing within a day: who decides, members, contacts, reviews, measures, and last the package
that lists its parts (DESIGN section 4).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from tbp_backend.office.casefile import CaseFile, ContactRow
from tbp_backend.office.findings import Path
from tbp_backend.office.items import Item, decides_on, text_of
from tbp_backend.office.packages import package_items
from tbp_casefile.model import case, control
from tbp_casefile.tables import Role
from tbp_casefile.times import AMSTERDAM


def make_plan(file: CaseFile, *, on: date | None, today: date) -> list[Item]:
    """Everything that the case file publishes, oldest first; with `on` only what had happened on that day.

    What follows from a day by itself (a measure that starts, a membership that ends) waits for that day.
    """
    reached = on or today
    items = [*_authorities(file), *_members(file, reached), *_contacts(file, reached)]
    items += package_items(file, reached)
    if on is not None:
        items = [item for item in items if item.day <= on]
    return sorted(items, key=lambda item: (item.day, item.rank))


def _authorities(file: CaseFile) -> Iterator[Item]:
    before: str | None = None
    for number, turn in enumerate(file.authority):
        named = file.authorities[turn.to]
        body = case.AuthorityChange(
            to=turn.to,
            name=named.name.as_text(),
            short=named.short.as_text(),
            since=turn.from_,
            reason=turn.reason.as_text(),
            from_=before,
            stays=text_of(turn.stays),
        )
        path: Path = ("authority", number)
        key = f"authority/{number + 1}"
        yield Item(key, turn.from_, 0, before or turn.to, "authority_change", body, path)
        before = turn.to


def _members(file: CaseFile, reached: date) -> Iterator[Item]:
    first = file.authority[0].from_
    for member, row in file.members.items():
        path: Path = ("members", member)
        day = max(row.from_ or first, first)
        opens = control.Member(member, row.role)
        yield Item(f"member/{member}", day, 2, decides_on(file, day), "member", opens, path, changed="keep")
        last_day_is_over = row.until is not None and row.until < reached
        if row.until is not None and last_day_is_over:
            day = row.until + timedelta(days=1)
            ends = control.Member(member, row.role, ends=True)
            key = f"member/{member}/end"
            yield Item(key, day, 2, decides_on(file, day), "member", ends, path, changed="keep")


def _contacts(file: CaseFile, reached: date) -> Iterator[Item]:
    for number, row in enumerate(file.contacts):
        path: Path = ("contacts", number)
        key = f"contact/{row.id}"
        body = _contact(row)
        deciding = decides_on(file, row.from_)
        yield Item(key, row.from_, 3, deciding, "contact", body, path, changed="replace")
        if row.until is not None and row.until <= reached:
            ended = msgspec.structs.replace(body, until=row.until)
            deciding = decides_on(file, row.until)
            yield Item(f"{key}/until", row.until, 3, deciding, "contact", ended, path, key, changed="replace")


def _contact(row: ContactRow) -> case.Contact:
    hours = case.Hours()
    if row.hours != "always":
        hours = case.Hours(row.hours.days, row.hours.from_, row.hours.to)
    moment = None
    if row.moment is not None:
        first = datetime.fromisoformat(row.moment.first).replace(tzinfo=AMSTERDAM)
        moment = case.Moment(first, row.moment.every_days)
    return case.Contact(
        name=row.name,
        role=row.role,
        hours=hours,
        from_=row.from_,
        phone=row.phone,
        organisation=text_of(row.organisation),
        moment=moment,
        note=text_of(row.note),
    )


def first_members(file: CaseFile) -> dict[str, str]:
    """Every member that the case file names, with its role, authorities included."""
    named = {member: row.role.value for member, row in file.members.items()}
    return named | dict.fromkeys(file.authorities, Role.AUTHORITY.value)
