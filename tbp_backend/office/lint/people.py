# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about who: one authority at each moment, and always somebody to call."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tbp_backend.office.casefile import CaseFile, ContactRow, HoursRow
from tbp_backend.office.findings import Findings, Path
from tbp_casefile.tables import MEMBERS, Role, ScopeType

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def check(findings: Findings, file: CaseFile) -> None:
    """Everything about members, authorities and contacts."""
    _check_members(findings, file)
    _check_authority(findings, file)
    for number, contact in enumerate(file.contacts):
        _check_contact(findings, ("contacts", number), contact)
    _check_ids(findings, file)
    _check_no_gap(findings, file)


def _check_members(findings: Findings, file: CaseFile) -> None:
    allowed = MEMBERS[ScopeType.CASE] - {Role.AUTHORITY}
    for member, row in file.members.items():
        path: Path = ("members", member)
        if row.role not in allowed:
            findings.add(path, "role-not-in-case", name=row.role.value)
        if member in file.authorities:
            findings.add(path, "twice", name=member)
        if row.from_ and row.until and row.until < row.from_:
            findings.add(path, "ends-before-start")
    if not any(row.role is Role.PERSON for row in file.members.values()):
        findings.add(("members",), "no-person")


def _check_authority(findings: Findings, file: CaseFile) -> None:
    """Truth 7: one authority at any moment, and a handover says what stays (letter pages 2 and 7)."""
    if not file.authority:
        findings.add(("authority",), "no-authority", page=2)
    before = None
    for number, turn in enumerate(file.authority):
        path: Path = ("authority", number)
        if turn.to not in file.authorities:
            findings.add(path, "unknown-authority", name=turn.to)
        if before and turn.from_ <= before.from_:
            findings.add(path, "two-authorities", page=2)
        if before and turn.to == before.to:
            findings.add(path, "same-authority", page=2)
        if before and turn.stays is None:
            findings.add(path, "handover-without-stays", page=2)
        before = turn


def _check_contact(findings: Findings, path: Path, contact: ContactRow) -> None:
    if contact.until and contact.until < contact.from_:
        findings.add(path, "ends-before-start")
    if isinstance(contact.hours, HoursRow):
        fits = _CLOCK.fullmatch(contact.hours.from_) and _CLOCK.fullmatch(contact.hours.to)
        if not fits or contact.hours.from_ >= contact.hours.to or not contact.hours.days:
            findings.add((*path, "hours"), "bad-hours")
    if contact.moment and (contact.moment.every_days < 1 or not _is_moment(contact.moment.first)):
        findings.add((*path, "moment"), "bad-moment")


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is None and "T" in text
    except ValueError:
        return False


def _check_ids(findings: Findings, file: CaseFile) -> None:
    seen: set[str] = set()
    for number, contact in enumerate(file.contacts):
        if contact.id in seen:
            findings.add(("contacts", number), "twice", name=contact.id)
        seen.add(contact.id)


def _check_no_gap(findings: Findings, file: CaseFile) -> None:
    """There is a contact person on every day, a handover included (letter page 2; DOMAIN F5, G6)."""
    if not file.authority:
        return
    covered = file.authority[0].from_
    for number, first, last in sorted(_contact_persons(file), key=lambda turn: turn[1]):
        if first > covered:
            findings.add(("contacts", number), "contact-gap", page=2, day=covered)
        covered = max(covered, last + timedelta(days=1)) if last < date.max else date.max
    if covered < date.max:
        findings.add(("contacts",), "contact-gap", page=2, day=covered)


def _contact_persons(file: CaseFile) -> Iterator[tuple[int, date, date]]:
    for number, contact in enumerate(file.contacts):
        if contact.role == "contact_person":
            yield number, contact.from_, contact.until or date.max
