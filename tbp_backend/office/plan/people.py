# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who decides, who reads and writes in which log, and whom to call."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Path
from tbp_backend.office.form.base import text_of
from tbp_backend.office.form.people import ContactRow
from tbp_backend.office.ledger import log_key, type_of
from tbp_backend.office.plan.items import Item, Rank, WhenChanged, local_moment, speaks_on
from tbp_casefile.model import case, control
from tbp_casefile.tables import MEMBERS, ONE_OF, Role, ScopeType

LOGS = (
    ScopeType.FAMILY,
    ScopeType.EMPLOYER,
    ScopeType.CASE,
    ScopeType.DESK,
    ScopeType.CARE,
    ScopeType.SUPPORT,
)
"""Every type of log that a case can have, in the order of writing: what others point at comes first."""


def logs_of(file: CaseFile) -> tuple[str, ...]:
    """The keys of the logs that a case needs, in their order.

    Where there is a supporter, each relative has a log of support of their own beside the person's.
    """
    roles = {row.role for row in file.members.values()}
    needed = {
        ScopeType.EMPLOYER: Role.EMPLOYER in roles or bool(file.employer_duties),
        ScopeType.DESK: Role.CONTACT_PERSON in roles,
        ScopeType.CARE: Role.SUPPORTER in roles,
        ScopeType.SUPPORT: Role.SUPPORTER in roles,
    }
    logs = {log.value for log in LOGS if needed.get(log, True)}
    if needed[ScopeType.SUPPORT]:
        relatives = (member for member, row in file.members.items() if row.role is Role.RELATIVE)
        logs |= {log_key(ScopeType.SUPPORT, member) for member in relatives}
    return in_order(logs)


def in_order(logs: Iterable[str]) -> tuple[str, ...]:
    """Keys of logs in the order of writing."""
    return tuple(sorted(logs, key=lambda log: (LOGS.index(type_of(log)), log)))


def in_log(key: str, log: str) -> str:
    """A key for what is published in more than one log."""
    return key if log == ScopeType.CASE else f"{key}@{log}"


def _has_place(member: str, role: Role, log: str) -> bool:
    """Whether this member belongs in a log; of those for one relative the others have none."""
    if role not in MEMBERS[type_of(log)]:
        return False
    one = log.partition("@")[2]
    if role in ONE_OF.get(type_of(log), ()):
        return member == one if one else role is Role.PERSON
    return True


def authorities(file: CaseFile) -> Iterator[Item]:
    """Who decides: a member of case and family, one at a time; a change is told in the case."""
    before: str | None = None
    for number, turn in enumerate(file.authority):
        path: Path = ("authority", number)
        named = file.authorities[turn.to]
        opens = control.Member(turn.to, Role.AUTHORITY)
        change = case.AuthorityChange(
            to=turn.to,
            name=named.name.as_text(),
            short=named.short.as_text(),
            since=turn.from_,
            reason=turn.reason.as_text(),
            from_=before,
            stays=text_of(turn.stays),
        )
        if before is None:
            yield Item(f"member/{turn.to}", turn.from_, Rank.AUTHORITY, "member", opens, path, changed="keep")
        yield Item(f"authority/{number + 1}", turn.from_, Rank.AUTHORITY, "authority_change", change, path)
        yield from _in_family(number, turn.from_, opens, before, path)
        before = turn.to


def _in_family(
    number: int, day: date, opens: control.Member, before: str | None, path: Path
) -> Iterator[Item]:
    """The authority writes for the family without reading there."""
    steps = [(f"authority/{number + 1}@family", opens)]
    if before is not None:
        ends = control.Member(before, Role.AUTHORITY, ends=True)
        steps = [(f"authority/{number + 1}/end@family", ends), *steps]
    for key, body in steps:
        yield Item(key, day, Rank.AUTHORITY, "member", body, path, ScopeType.FAMILY, changed="keep")


def members(file: CaseFile, reached: date) -> Iterator[Item]:
    """Everybody else, in each log in which the role has a place."""
    first = file.authority[0].from_
    for member, row in file.members.items():
        path: Path = ("members", member)
        day = max(row.from_ or first, first)
        if day > reached:
            continue
        for log in logs_of(file):
            if not _has_place(member, row.role, log):
                continue
            key = in_log(f"member/{member}", log)
            opens = control.Member(member, row.role)
            yield Item(key, day, Rank.MEMBER, "member", opens, path, log, changed="keep")
            if row.until is not None and row.until < reached:
                after = row.until + timedelta(days=1)
                ends = control.Member(member, row.role, ends=True)
                key = in_log(f"member/{member}/end", log)
                yield Item(key, after, Rank.MEMBER, "member", ends, path, log, changed="keep")


def contacts(file: CaseFile, reached: date) -> Iterator[Item]:
    """Whom to call; for the family the contact person writes it, who has a place there."""
    for number, row in enumerate(file.contacts):
        path: Path = ("contacts", number)
        for log in (ScopeType.CASE, ScopeType.FAMILY) if row.family else (ScopeType.CASE,):
            yield from _contact_items(file, row, log, reached, path)


def _contact_items(
    file: CaseFile, row: ContactRow, log: ScopeType, reached: date, path: Path
) -> Iterator[Item]:
    key = in_log(f"contact/{row.id}", log)
    body = _contact(row)

    def item(key: str, day: date, body: case.Contact, changed: WhenChanged, before: str = "") -> Item:
        writer = speaks_on(file, day) if log is ScopeType.FAMILY else ""
        return Item(key, day, Rank.CONTACT, "contact", body, path, log, writer, before, changed=changed)

    if row.stands_in:
        body = msgspec.structs.replace(body, until=row.until)
        yield item(key, row.from_, body, "replace")
        return
    has_left = row.until is not None and row.until <= reached
    yield item(key, row.from_, body, "keep" if has_left else "replace")  # a correction is of the last form
    if has_left and row.until is not None:
        ended = msgspec.structs.replace(body, until=row.until)
        yield item(f"{key}/until", row.until, ended, "replace", key)


def _contact(row: ContactRow) -> case.Contact:
    hours = case.Hours()
    if row.hours != "always":
        hours = case.Hours(row.hours.days, row.hours.from_, row.hours.to)
    return case.Contact(
        name=row.name,
        role=row.role,
        hours=hours,
        from_=row.from_,
        phone=row.phone,
        organisation=text_of(row.organisation),
        moment=case.Moment(local_moment(row.moment.first), row.moment.every_days) if row.moment else None,
        note=text_of(row.note),
        member=row.member or msgspec.UNSET,
    )


def first_members(file: CaseFile) -> dict[str, str]:
    """Every member that the case file names, with its role, authorities included."""
    named = {member: row.role.value for member, row in file.members.items()}
    return named | dict.fromkeys(file.authorities, Role.AUTHORITY.value)
