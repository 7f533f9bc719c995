# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about the package: layers, versions that explain themselves, reviews that are announced."""

import re
from itertools import pairwise

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Findings, Path
from tbp_backend.office.form.package import EntryRow, ReviewRow, VersionRow
from tbp_backend.office.lint.people import check_moment
from tbp_backend.office.plan.items import decides_on
from tbp_casefile.model.agreements import OBLIGATIONS
from tbp_casefile.model.case import ChangeKind
from tbp_casefile.model.catalogue import CATALOGUE

_PRIVATE_ACTIVITY = "M31"
_BEFORE_OFFER = {"reported", "triage", "assessing", "preparing", "closed"}
_WITHOUT_REVIEW = {"phase_out", "minimal"}
_WORK_FIRST = re.compile(r"werk gaat( [a-z]+)* voor privé", re.IGNORECASE)


def check(findings: Findings, file: CaseFile) -> None:
    """Everything about measures, versions and reviews."""
    _check_measures(findings, file)
    _check_obligations(findings, file)
    _check_order(findings, file)
    before: VersionRow | None = None
    for number, version in enumerate(file.versions):
        path: Path = ("versions", number)
        _check_version(findings, path, file, version)
        _check_entries(findings, path, file, version)
        _check_asked(findings, path, file, version)
        _check_safety_first(findings, path, version)
        _check_changes(findings, path, version, before)
        before = version
    _check_reviews(findings, file)


def _check_measures(findings: Findings, file: CaseFile) -> None:
    """Truth 5: every measure has its layer, one that the catalogue allows (letter page 8)."""
    for code, measure in file.measures.items():
        path: Path = ("measures", code)
        if code not in CATALOGUE:
            findings.add(path, "unknown-measure", name=code)
        elif measure.layer not in CATALOGUE[code].layers:
            findings.add((*path, "layer"), "wrong-layer", page=8, name=measure.layer)
        if not measure.covers:
            findings.add((*path, "covers"), "covers-nothing")


def _check_obligations(findings: Findings, file: CaseFile) -> None:
    for code in file.obligations:
        if code not in OBLIGATIONS:
            findings.add(("obligations", code), "unknown-obligation", name=code)


def _check_order(findings: Findings, file: CaseFile) -> None:
    """Without a version only where the case has not come so far yet."""
    if not file.versions and not (file.status and file.status[-1].state in _BEFORE_OFFER):
        findings.add(("versions",), "no-version")
    names = [version.version for version in file.versions]
    for number, name in enumerate(names):
        base, _, amendment = name.partition(".")
        if name in names[:number]:
            findings.add(("versions", number), "twice", name=name)
        if amendment and base not in names[:number]:
            findings.add(("versions", number), "amends-nothing", name=name)
    for number, (earlier, later) in enumerate(pairwise(file.versions), start=1):
        if later.from_ <= earlier.from_:
            findings.add(("versions", number, "from"), "not-in-order")


def _check_version(findings: Findings, path: Path, file: CaseFile, version: VersionRow) -> None:
    if file.authority and version.from_ < file.authority[0].from_:
        findings.add((*path, "from"), "before-authority", page=2)
    elif file.authority and version.authority != decides_on(file, version.from_):
        findings.add((*path, "authority"), "wrong-authority", page=2, name=version.authority)
    if version.next_review is not None and version.next_review <= version.from_:
        findings.add((*path, "next_review"), "review-in-past", page=8)
    if version.next_review is None and version.kind not in _WITHOUT_REVIEW:
        findings.add((*path, "next_review"), "version-without-review", page=8)
    if version.ends is not None and version.ends < version.from_:
        findings.add((*path, "ends"), "ends-before-start")
    if version.family_reason is None and file.has_family():
        findings.add(path, "no-family-reason", page=10)


def _check_entries(findings: Findings, path: Path, file: CaseFile, version: VersionRow) -> None:
    seen: set[str] = set()
    for number, entry in enumerate(version.measures):
        place = (*path, "measures", number)
        if entry.code in seen:
            findings.add(place, "twice", name=entry.code)
        if entry.code not in file.measures:
            findings.add(place, "measure-without-text", page=8, name=entry.code)
        if entry.end and entry.end < entry.start:
            findings.add(place, "ends-before-start")
        seen.add(entry.code)


def _check_asked(findings: Findings, path: Path, file: CaseFile, version: VersionRow) -> None:
    seen: set[str] = set()
    for number, entry in enumerate(version.obligations):
        place = (*path, "obligations", number)
        if entry.code in seen:
            findings.add(place, "twice", name=entry.code)
        if entry.code not in file.obligations:
            findings.add(place, "obligation-without-text", page=9, name=entry.code)
        if entry.end and entry.end < entry.start:
            findings.add(place, "ends-before-start")
        check_moment(findings, (*place, "moment"), entry.moment)
        seen.add(entry.code)


def _check_safety_first(findings: Findings, path: Path, version: VersionRow) -> None:
    """Truth 3: private activity is extra; where it is, something protects as well (letter page 8)."""
    codes = [entry.code for entry in version.measures if entry.code in CATALOGUE]
    protects = any(CATALOGUE[code].locale != "support" for code in codes if code != _PRIVATE_ACTIVITY)
    if _PRIVATE_ACTIVITY in codes and not protects:
        number = next(n for n, entry in enumerate(version.measures) if entry.code == _PRIVATE_ACTIVITY)
        findings.add((*path, "measures", number), "private-without-protection", page=8)


def _check_changes(findings: Findings, path: Path, version: VersionRow, before: VersionRow | None) -> None:
    """Truth 2: a revision says what started, changed and stopped, and why; all of it and nothing else."""
    due = _difference(before, version)
    named: set[str] = set()
    for number, change in enumerate(version.changes):
        place = (*path, "changes", number)
        if change.code in named:
            findings.add(place, "twice", name=change.code)
        elif change.code not in due:
            findings.add(place, "change-of-nothing", page=8, name=change.code)
        elif due[change.code] != change.change:
            findings.add(place, "wrong-change", page=8, name=change.code, due=due[change.code])
        if change.code == _PRIVATE_ACTIVITY and change.change != "stopped":
            _check_work_first(findings, place, version, change.text.nl)
        named.add(change.code)
    for code in sorted(due.keys() - named):
        findings.add((*path, "changes"), "change-without-reason", page=8, name=code, due=due[code])


def _difference(before: VersionRow | None, version: VersionRow) -> dict[str, ChangeKind]:
    old = _entries(before) if before else {}
    new = _entries(version)
    started: dict[str, ChangeKind] = dict.fromkeys(new.keys() - old.keys(), "started")
    changed: dict[str, ChangeKind] = {c: "changed" for c in new.keys() & old.keys() if new[c] != old[c]}
    stopped: dict[str, ChangeKind] = dict.fromkeys(old.keys() - new.keys(), "stopped")
    return started | changed | stopped


def _entries(version: VersionRow) -> dict[str, EntryRow]:
    return {entry.code: entry for entry in version.measures}


def _check_work_first(findings: Findings, path: Path, version: VersionRow, text: str) -> None:
    """Truth 3: where private activity starts or changes, the text says that work goes first."""
    if not _WORK_FIRST.search(f"{text}\n{version.reason.nl}"):
        findings.add(path, "work-before-private", page=8)


def _check_reviews(findings: Findings, file: CaseFile) -> None:
    versions = {version.version: version for version in file.versions}
    seen: set[tuple[str, str]] = set()
    for number, review in enumerate(file.reviews):
        path: Path = ("reviews", number)
        if (review.version, review.kind) in seen:
            findings.add(path, "twice", name=review.version)
        seen.add((review.version, review.kind))
        if review.version not in versions:
            findings.add(path, "unknown-version", name=review.version)
        elif review.on <= versions[review.version].from_:
            findings.add((*path, "date"), "review-in-past", page=8)
        _check_state(findings, path, review)


def _check_state(findings: Findings, path: Path, review: ReviewRow) -> None:
    if (review.outcome is not None) != (review.state == "done"):
        findings.add(path, "outcome-and-state", page=8)
    if review.state == "announced" and review.announced is None:
        findings.add(path, "announced-without-day")
    if review.announced and review.announced > review.on:
        findings.add((*path, "announced"), "announced-too-late")
    if review.input_open and review.state == "done":
        findings.add(path, "input-too-late")
