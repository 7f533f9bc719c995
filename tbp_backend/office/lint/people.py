# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about who: one authority at each moment, and always somebody to call."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Findings, Path
from tbp_backend.office.form.people import ContactRow, HoursRow, MomentRow
from tbp_backend.office.lint.days import is_near
from tbp_casefile.tables import Role

_ALLOWED = {Role.PERSON, Role.RELATIVE, Role.CONTACT_PERSON, Role.SUPPORTER, Role.EMPLOYER}
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check(findings: Findings, file: CaseFile) -> None:
    """Everything about members, authorities and contacts."""
    _check_members(findings, file)
    _check_authority(findings, file)
    for number, contact in enumerate(file.contacts):
        _check_contact(findings, ("contacts", number), contact)
        _check_named(findings, ("contacts", number), file, contact)
    check_unique(findings, ("contacts",), [contact.id for contact in file.contacts])
    _check_no_gap(findings, file)


def check_unique(findings: Findings, path: Path, names: Sequence[object]) -> None:
    """Each name stands once in its list."""
    seen: set[object] = set()
    for number, name in enumerate(names):
        if name in seen:
            findings.add((*path, number), "twice", name=name)
        seen.add(name)


def is_clock(text: str) -> bool:
    """Whether this is an hour and minute of a day."""
    return _CLOCK.fullmatch(text) is not None


def _check_members(findings: Findings, file: CaseFile) -> None:
    for member, row in file.members.items():
        path: Path = ("members", member)
        if row.role not in _ALLOWED:
            findings.add(path, "role-not-in-case", name=row.role.value)
        if member in file.authorities:
            findings.add(path, "twice", name=member)
        if row.from_ and row.until and row.until < row.from_:
            findings.add(path, "ends-before-start")
    persons = [row for row in file.members.values() if row.role is Role.PERSON]
    if len(persons) != 1:
        findings.add(("members",), "no-person" if not persons else "two-persons")


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
    if contact.stands_in and contact.until is None:
        findings.add((*path, "stands_in"), "stands-in-without-end")
    if isinstance(contact.hours, HoursRow):
        fits = is_clock(contact.hours.from_) and (is_clock(contact.hours.to) or contact.hours.to == "24:00")
        if not fits or contact.hours.from_ >= contact.hours.to or not contact.hours.days:
            findings.add((*path, "hours"), "bad-hours")
    check_moment(findings, (*path, "moment"), contact.moment)


def _check_named(findings: Findings, path: Path, file: CaseFile, contact: ContactRow) -> None:
    """A name stands beside what that member wrote: of another one it would be a lie."""
    member = file.members.get(contact.member or "")
    if contact.member and (member is None or member.role.value != contact.role):
        findings.add((*path, "member"), "not-that-member", name=contact.member)


def check_moment(findings: Findings, path: Path, moment: MomentRow | None) -> None:
    """A moment that comes back has a first time, by the clock in Amsterdam."""
    if moment and not _is_moment(moment.first):
        findings.add(path, "bad-moment")


def _is_moment(text: str) -> bool:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    return moment.tzinfo is None and ":" in text and is_near(moment)


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
