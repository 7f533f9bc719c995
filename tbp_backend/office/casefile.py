# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of a case file and of `system.yaml`, as `docs/case-files.md` explains them.

Only the form is checked here; what the letter asks is in `lint.py`, what is signed in `plan.py`.
"""

from datetime import date
from typing import Annotated, Literal, TypeVar

import msgspec

from tbp_backend.errors import CaseFileWrong
from tbp_backend.office.findings import Findings, Path
from tbp_backend.office.yamlfile import Document
from tbp_casefile.model import case
from tbp_casefile.tables import Role

T = TypeVar("T")

Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}\Z")]
"""Ids of cases, members and authorities: they become file names and travel in records."""


class Both(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages."""

    nl: str
    en: str

    def as_text(self) -> dict[str, str]:
        """As it stands in a body."""
        return {"nl": self.nl, "en": self.en}


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything below: a name that we do not know is a mistake worth telling."""


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
    """A fixed contact moment, local time."""

    first: str
    every_days: int


class ContactRow(Row, frozen=True):
    """Somebody to call."""

    id: str
    name: str
    role: case.ContactRole
    hours: Literal["always"] | HoursRow
    from_: date = msgspec.field(name="from")
    organisation: Both | None = None
    phone: str = ""
    until: date | None = None
    moment: MomentRow | None = None
    note: Both | None = None


class MeasureRow(Row, frozen=True):
    """What is said once for all versions."""

    layer: case.Layer
    covers: tuple[case.Area, ...]
    provider: Both
    notice: Both
    do: Both
    call: Both


class EntryRow(Row, frozen=True):
    """A measure in one version."""

    code: str
    start: date
    end: date | None = None
    detail: Both | None = None
    status: case.MeasureState | None = None


class ChangeRow(Row, frozen=True):
    """What is different from the version before, and why."""

    code: str
    change: case.ChangeKind
    reason: case.ChangeReason
    text: Both


class VersionRow(Row, frozen=True):
    """One version of the package."""

    version: str
    kind: case.PackageKind
    from_: date = msgspec.field(name="from")
    authority: str
    reason: Both
    coverage: dict[case.Area, case.Coverage]
    next_review: date | None
    measures: tuple[EntryRow, ...]
    changes: tuple[ChangeRow, ...]
    based_on: Both | None = None
    residual: Both | None = None


class ReviewRow(Row, frozen=True):
    """A review as it stands now."""

    version: str
    on: date = msgspec.field(name="date")
    state: case.ReviewState
    text: Both
    kind: Literal["review", "relook"] = "review"
    announced: date | None = None
    outcome: case.ReviewOutcome | None = None
    input_open: bool = False


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
    measures: dict[str, MeasureRow]
    versions: tuple[VersionRow, ...]
    reviews: tuple[ReviewRow, ...]


class SourceRow(Row, frozen=True):
    """Where in the letter."""

    page: int
    heading: str


class PolicyRow(Row, frozen=True):
    """One rule in plain words."""

    topic: str
    title: Both
    text: Both
    source: SourceRow
    dated: date


class HelpRow(Row, frozen=True):
    """A public line."""

    name: Both
    order: int
    phone: str = ""
    place: str = ""
    when: Both | None = None
    note: Both | None = None


class SystemFile(Row, frozen=True):
    """What every device may read."""

    format: Literal[1]
    policy_texts: tuple[PolicyRow, ...]
    help_contacts: tuple[HelpRow, ...]


_PARTS: dict[str, type[Row]] = {
    "members": MemberRow,
    "authorities": AuthorityRow,
    "authority": TurnRow,
    "contacts": ContactRow,
    "measures": MeasureRow,
    "versions": VersionRow,
    "reviews": ReviewRow,
    "policy_texts": PolicyRow,
    "help_contacts": HelpRow,
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
    if isinstance(document.values, dict):
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
