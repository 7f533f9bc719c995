# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A case file or a `system.yaml`, read: from a document with lines to rows with types.

Only the form is checked here; what the letter asks is in `lint/`, what is signed in `plan/`.
"""

from datetime import date
from typing import Literal, TypeVar

import msgspec

from tbp_backend.errors import CaseFileWrong
from tbp_backend.office.findings import Findings, Path
from tbp_backend.office.form.base import Both, Name, Row
from tbp_backend.office.form.package import (
    MeasureEventRow,
    MeasureRow,
    ObligationEventRow,
    ObligationRow,
    ReviewRow,
    StepRow,
    VersionRow,
)
from tbp_backend.office.form.people import AuthorityRow, ContactRow, MemberRow, TurnRow
from tbp_backend.office.form.story import (
    BriefRow,
    BulletinRow,
    DutyRow,
    EvaluationRow,
    RequestRow,
    ResponseRow,
    StatusRow,
    TalkRow,
    TaskRow,
)
from tbp_backend.office.form.system import HelpRow, NewsRow, PolicyRow, SystemFile
from tbp_backend.office.yamlfile import Document
from tbp_casefile.tables import Role

T = TypeVar("T")


class CaseFile(Row, frozen=True):
    """One case."""

    format: Literal[1]
    case: Name
    demo_day: date
    title: Both
    members: dict[Name, MemberRow]
    authorities: dict[Name, AuthorityRow]
    authority: tuple[TurnRow, ...]
    contacts: tuple[ContactRow, ...]
    status: tuple[StatusRow, ...] = ()
    bulletins: tuple[BulletinRow, ...] = ()
    measures: dict[str, MeasureRow] = msgspec.field(default_factory=dict)
    obligations: dict[str, ObligationRow] = msgspec.field(default_factory=dict)
    versions: tuple[VersionRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    measure_events: tuple[MeasureEventRow, ...] = ()
    obligation_events: tuple[ObligationEventRow, ...] = ()
    phase_out: tuple[StepRow, ...] = ()
    employer_duties: tuple[DutyRow, ...] = ()
    requests: tuple[RequestRow, ...] = ()
    talks: tuple[TalkRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    briefs: tuple[BriefRow, ...] = ()
    evaluations: tuple[EvaluationRow, ...] = ()
    responses: tuple[ResponseRow, ...] = ()

    def has_family(self) -> bool:
        """Whether somebody of the family reads along on what the family may know."""
        return any(row.role is Role.RELATIVE for row in self.members.values())


_PARTS: dict[str, type[Row]] = {
    "members": MemberRow,
    "authorities": AuthorityRow,
    "authority": TurnRow,
    "contacts": ContactRow,
    "status": StatusRow,
    "bulletins": BulletinRow,
    "measures": MeasureRow,
    "obligations": ObligationRow,
    "versions": VersionRow,
    "reviews": ReviewRow,
    "measure_events": MeasureEventRow,
    "obligation_events": ObligationEventRow,
    "phase_out": StepRow,
    "employer_duties": DutyRow,
    "requests": RequestRow,
    "talks": TalkRow,
    "tasks": TaskRow,
    "briefs": BriefRow,
    "evaluations": EvaluationRow,
    "responses": ResponseRow,
    "policy_texts": PolicyRow,
    "help_contacts": HelpRow,
    "news": NewsRow,
}


def is_system(document: Document) -> bool:
    """Whether this document is a `system.yaml` rather than a case."""
    return isinstance(document.values, dict) and "policy_texts" in document.values


def read_case(document: Document) -> CaseFile:
    """The case in a document; raises CaseFileWrong with every part that does not fit."""
    return _read(document, CaseFile)


def read_system(document: Document) -> SystemFile:
    """The texts in a document; raises CaseFileWrong."""
    return _read(document, SystemFile)


def _read(document: Document, shape: type[T]) -> T:
    findings = Findings(document.lines)
    if not isinstance(document.values, dict):
        findings.add((), "not-a-case")
    else:
        for name, part in _PARTS.items():
            _check_part(findings, name, document.values.get(name), part)
    whole = None if findings.found else _convert(findings, (), document.values, shape)
    if whole is None:
        raise CaseFileWrong(tuple(sorted(findings.found)), file=document.name)
    return whole


def _check_part(findings: Findings, name: str, values: object, shape: type[Row]) -> None:
    """Each row by itself, so that one mistake does not hide the next."""
    rows: list[tuple[str | int, object]] = []
    if isinstance(values, dict):
        rows = list(values.items())
    elif isinstance(values, list):
        rows = list(enumerate(values))
    for key, row in rows:
        _convert(findings, (name, key), row, shape)


def _convert(findings: Findings, path: Path, value: object, shape: type[T]) -> T | None:
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as wrong:
        inner, code, name = _explain(str(wrong))
        findings.add((*path, *inner), code, name=name)
        return None


def _explain(message: str) -> tuple[Path, str, str]:
    """Path, code and name out of msgspec's message: `... - at `$.a[0].b``."""
    said, _, place = message.partition(" - at `$")
    path = _path(place.rstrip("`"))
    name = said.rpartition("`")[0].rpartition("`")[2]
    if "missing required field" in said:
        return path, "missing-field", name
    if "unknown field" in said:
        return (*path, name), "unknown-field", name
    return path, "wrong-value", str(path[-1]) if path else ""


def _path(place: str) -> Path:
    parts: list[str | int] = []
    for part in place.replace("[", ".[").split("."):
        if part.startswith("["):
            inside = part.strip("[]")
            parts.append(int(inside) if inside.isdigit() else inside)
        elif part:
            parts.append(part)
    return tuple(parts)
