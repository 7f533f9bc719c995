# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Reviews: planned with their version, announced, done, each on its day; for the family the days alone."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Path
from tbp_backend.office.form.base import text_of
from tbp_backend.office.form.package import ReviewRow, VersionRow
from tbp_backend.office.plan.items import Item, Rank, WhenChanged
from tbp_backend.office.plan.people import in_log
from tbp_casefile.model import case
from tbp_casefile.tables import ScopeType


def reviews(file: CaseFile) -> Iterator[Item]:
    """Every step of every review, in both logs."""
    for number, row in enumerate(file.reviews):
        for log in (ScopeType.CASE, ScopeType.FAMILY):
            yield from _review(file, number, row, log)


def _review(file: CaseFile, number: int, row: ReviewRow, log: ScopeType) -> Iterator[Item]:
    path: Path = ("reviews", number)
    planned_on = next(version.from_ for version in file.versions if version.version == row.version)
    before = ""
    for step, day, body in _steps(row, planned_on, log):
        key = in_log(f"review/{row.version}/{row.kind}{step}", log)
        rank = Rank.PART if day == planned_on else Rank.REVIEW
        changed = _when_changed(row, body)
        yield Item(key, day, rank, "review", body, path, log, replaces=before, changed=changed)
        before = key


def _when_changed(row: ReviewRow, step: case.Review) -> WhenChanged:
    """A review that is still to come can be moved; one that was held stays, and so do the steps before."""
    if step.state != row.state:
        return "keep"
    return "refuse" if row.state == "done" else "replace"


def _steps(row: ReviewRow, planned_on: date, log: ScopeType) -> Iterator[tuple[str, date, case.Review]]:
    """Only the last step has the text and what came out: before that day nobody knew."""
    in_case = log is ScopeType.CASE
    said: dict[str, object] = {"text": row.text.as_text(), "input_open": row.input_open}
    if not in_case:
        said = {"text": text_of(row.family_text), "input_open": row.input_open}
    planned = case.Review(version=row.version, on=row.on, state="planned", kind=row.kind)
    announced = msgspec.structs.replace(planned, state="announced", announced=row.announced)
    yield "", planned_on, msgspec.structs.replace(planned, **said) if row.state == "planned" else planned
    if row.announced is not None and row.state != "planned":
        body = msgspec.structs.replace(announced, **said) if row.state == "announced" else announced
        yield "/announced", row.announced, body
    if row.state == "done":
        outcome = row.outcome if in_case else None
        yield "/done", row.on, msgspec.structs.replace(announced, state="done", outcome=outcome, **said)


def listed(version: VersionRow, items: Sequence[Item], log: ScopeType) -> list[str]:
    """The reviews of a version as they stood on its first day: amendments belong to what they amend."""
    newest: dict[str, str] = {}
    for item in items:
        assert isinstance(item.body, case.Review)
        own = item.body.version in {version.version, version.version.partition(".")[0]}
        if item.log is log and own and item.day <= version.from_:
            newest[f"{item.body.version}/{item.body.kind}"] = item.key
    return list(newest.values())
