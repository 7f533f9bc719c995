# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of measures, obligations and packages, out of the rows of a file and the catalogues."""

from datetime import date

import msgspec

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.form.base import Both, text_of
from tbp_backend.office.form.package import AskedRow, EntryRow, VersionRow
from tbp_backend.office.plan.items import local_moment
from tbp_casefile.model import case, duties
from tbp_casefile.model.agreements import OBLIGATIONS
from tbp_casefile.model.catalogue import CATALOGUE


def measure(
    file: CaseFile, entry: EntryRow, state: case.MeasureState, *, note: Both | None = None
) -> case.Measure:
    """A measure as it stands in one version, or as it goes on a day."""
    said, named = file.measures[entry.code], CATALOGUE[entry.code]
    return case.Measure(
        code=entry.code,
        title={"nl": named.nl, "en": named.en},
        layer=said.layer,
        covers=said.covers,
        start=entry.start,
        state=state,
        provider=said.provider.as_text(),
        end=entry.end,
        detail=text_of(entry.detail),
        notice=said.notice.as_text(),
        do=said.do.as_text(),
        call=said.call.as_text(),
        note=text_of(note),
    )


def obligation(file: CaseFile, entry: AskedRow) -> duties.Obligation:
    """An obligation as it stands in one version."""
    said, named = file.obligations[entry.code], OBLIGATIONS[entry.code]
    moment = entry.moment
    return duties.Obligation(
        code=entry.code,
        title={"nl": named.nl, "en": named.en},
        ask=said.ask.as_text(),
        why=said.why.as_text(),
        start=entry.start,
        unmet=text_of(said.unmet),
        end=entry.end,
        detail=text_of(entry.detail),
        moment=case.Moment(local_moment(moment.first), moment.every_days) if moment else None,
    )


def stopped(file: CaseFile, entry: EntryRow | AskedRow, day: date) -> case.Measure | duties.Obligation:
    """The last form of something that a version no longer has."""
    if isinstance(entry, EntryRow):
        return msgspec.structs.replace(measure(file, entry, "stopped"), end=day)
    return msgspec.structs.replace(obligation(file, entry), end=day, moment=None)


def package(version: VersionRow) -> case.Package:
    """A version for the person; what it lists is filled in when that has been signed."""
    return case.Package(
        version=version.version,
        kind=version.kind,
        valid_from=version.from_,
        authority=version.authority,
        reason=version.reason.as_text(),
        parts=(),
        changes=_changes(version, {change.code for change in version.changes}),
        coverage=version.coverage,
        based_on=text_of(version.based_on),
        residual=text_of(version.residual),
        next_review=version.next_review,
        ends=version.ends,
    )


def family_package(file: CaseFile, version: VersionRow) -> case.Package:
    """The same version for the family: only what it may know, and who decides in words."""
    reason = version.family_reason or version.reason
    deciding = file.authorities[version.authority]
    return case.Package(
        version=version.version,
        kind=version.kind,
        valid_from=version.from_,
        authority=version.authority,
        reason=reason.as_text(),
        parts=(),
        changes=_changes(version, {code for code, said in file.measures.items() if said.family}),
        next_review=version.next_review,
        decided_by=case.Decider(deciding.name.as_text(), deciding.short.as_text()),
        ends=version.ends,
    )


def _changes(version: VersionRow, codes: set[str]) -> tuple[case.Change, ...]:
    return tuple(
        case.Change(change.code, change.change, change.reason, change.text.as_text())
        for change in version.changes
        if change.code in codes
    )
