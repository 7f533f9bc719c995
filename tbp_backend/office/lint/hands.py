# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about who could have written each thing on its day: by the plan and the kind table of all logs."""

from datetime import date

import msgspec

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Findings
from tbp_backend.office.plan import package, reviews, story
from tbp_backend.office.plan.items import Item
from tbp_backend.office.plan.people import authorities, contacts, logs_of
from tbp_casefile.tables import Role, may_write

MAX_BODY, PART_BYTES = 23_000, 200
"""What fits into one record with all that a record has beside its body; each text may be short enough."""


def check(findings: Findings, file: CaseFile) -> None:
    """Only for a file that is sound otherwise: a plan can be made of it."""
    reviewed = list(reviews.reviews(file))
    offered = package.offers(file, date.max, reviewed)
    told = [*contacts(file, date.max), *offered, *story.everything(file, offered)]
    for item in told:
        _check_writer(findings, file, item)
    for item in (*authorities(file), *reviewed, *told):
        if len(msgspec.json.encode(item.body)) + PART_BYTES * len(item.parts) > MAX_BODY:
            findings.add(item.path, "long-text", most=MAX_BODY)
    _check_events(findings, file)
    for number, row in enumerate(file.responses):
        member = file.members.get(row.by)
        if member is None or member.role not in {Role.PERSON, Role.RELATIVE}:
            findings.add(("responses", number, "by"), "cannot-ask", name=row.by)
        elif not story.answered(file, offered, row)[1]:
            findings.add(("responses", number, "to"), "nothing-to-answer", name=row.to, day=row.on)


def _check_writer(findings: Findings, file: CaseFile, item: Item) -> None:
    if not item.writer:
        if not may_write(item.type, item.kind, Role.AUTHORITY):
            findings.add(item.path, "nobody-to-write", day=item.day)
        elif item.day < file.authority[0].from_:
            findings.add(item.path, "before-authority", page=2)
        return
    row = file.members.get(item.writer)
    first = max((row and row.from_) or date.min, file.authority[0].from_)
    here = row is not None and first <= item.day <= (row.until or date.max)
    if not here or item.log not in logs_of(file):
        findings.add(item.path, "not-there", name=item.writer, day=item.day)
    elif row is not None and not may_write(item.type, item.kind, row.role):
        findings.add(item.path, "may-not-write", name=item.writer)


def _check_events(findings: Findings, file: CaseFile) -> None:
    """What happens to a thing happens to a thing of the version of that day."""
    for number, event in enumerate(file.measure_events):
        if event.code not in _codes_on(file, event.on):
            findings.add(("measure_events", number), "not-in-version", name=event.code, day=event.on)
    for number, asked in enumerate(file.obligation_events):
        if asked.code not in _codes_on(file, asked.on):
            findings.add(("obligation_events", number), "not-in-version", name=asked.code, day=asked.on)


def _codes_on(file: CaseFile, day: date) -> set[str]:
    holding = [version for version in file.versions if version.from_ <= day]
    return package.codes_of(holding[-1]) if holding else set()
