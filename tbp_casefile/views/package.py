# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The package that holds now, and the versions before it (DOMAIN section 0, truths 1, 2 and 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tbp_casefile.model.case import Area, Coverage, Layer, Measure, MeasureState, Package, PackageKind
from tbp_casefile.model.texts import Text
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import local_date
from tbp_casefile.views import situation
from tbp_casefile.views.shelf import Held, Shelf
from tbp_casefile.wire.envelope import Ref

KINDS = ("package", "measure", "review", "obligation", *situation.KINDS)
"""What a shelf must hold for these views, replaced records included."""


@dataclass(frozen=True)
class MeasureLine:
    """One measure of a version, with the thing (`entity`) and the record (`id`) it rests on.

    `note` says what is the matter with it since `noted`. `family`: the family may know it.
    """

    id: str
    entity: str
    code: str
    title: Text
    state: MeasureState
    layer: Layer
    covers: tuple[Area, ...]
    start: date
    end: date | None
    provider: Text | None
    detail: Text | None
    notice: Text | None
    do: Text | None
    call: Text | None
    note: Text | None = None
    noted: date | None = None
    family: bool = False


@dataclass(frozen=True)
class PackageView:
    """One version of the package, whole: every record that it lists is here."""

    ref: Ref
    version: str
    kind: PackageKind
    valid_from: date
    authority: str
    reason: Text
    based_on: Text | None
    residual: Text | None
    coverage: Mapping[Area, Coverage]
    next_review: date | None
    measures: tuple[MeasureLine, ...]
    obligations: tuple[Ref, ...]
    body: Package


@dataclass(frozen=True)
class CurrentPackage:
    """What holds now. `incomplete` names a newer version of which not all is here yet (T50).

    `upcoming` names a whole version that starts later; `rivals` other versions that nothing replaces.
    `ended`: the day on which protection ended; the version is then the last one that held.
    """

    package: PackageView
    incomplete: str | None = None
    upcoming: str | None = None
    rivals: tuple[str, ...] = ()
    ended: date | None = None


def versions(shelf: Shelf) -> tuple[PackageView, ...]:
    """Every whole version, oldest first."""
    whole = (_whole(shelf, held) for held in shelf.all("package"))
    return tuple(view for view in whole if view is not None)


def current_package(shelf: Shelf, now: datetime) -> CurrentPackage | None:
    """The last whole version that has started, as it goes today; nothing when none has been published."""
    published = versions(shelf)
    if not published:
        return None
    started = [view for view in published if view.valid_from <= local_date(now)] or [published[0]]
    package = _as_of(shelf, started[-1], local_date(now))
    standing = {held.ref for held in shelf.current("package")}
    rivals = tuple(v.version for v in started[:-1] if v.ref in standing)
    later = [v.version for v in published if v.valid_from > local_date(now) and v.ref != package.ref]
    upcoming = later[-1] if later else None
    ended = _ended(shelf, package, local_date(now))
    return CurrentPackage(package, _incomplete(shelf, published), upcoming, rivals, ended)


def _ended(shelf: Shelf, package: PackageView, today: date) -> date | None:
    """The day from which the case has ended, or the last day of an offer that has ended by itself."""
    over, ends = situation.ended_on(shelf), package.body.ends
    if over is not None and over <= today:
        return over
    return ends if ends is not None and ends < today else None


def _incomplete(shelf: Shelf, whole: tuple[PackageView, ...]) -> str | None:
    newest = shelf.all("package")[-1]
    body = newest.body
    assert isinstance(body, Package)
    return None if newest.ref == whole[-1].ref else body.version


def _whole(shelf: Shelf, held: Held) -> PackageView | None:
    """The version with its measures, or None while a record that it lists is missing (DESIGN section 4)."""
    body = held.body
    assert isinstance(body, Package)
    parts = [shelf.find(ref) for ref in body.parts]
    if any(part is None for part in parts):
        return None
    measures = tuple(_line(part) for part in parts if part and isinstance(part.body, Measure))
    return PackageView(
        ref=held.ref,
        version=body.version,
        kind=body.kind,
        valid_from=body.valid_from,
        authority=body.authority,
        reason=body.reason,
        based_on=body.based_on,
        residual=body.residual,
        coverage=body.coverage,
        next_review=body.next_review,
        measures=measures,
        obligations=tuple(part.ref for part in parts if part and part.record.kind == "obligation"),
        body=body,
    )


def _line(held: Held) -> MeasureLine:
    body = held.body
    assert isinstance(body, Measure)
    return MeasureLine(
        id=held.record.id,
        entity=held.record.entity,
        code=body.code,
        title=body.title,
        state=body.state,
        layer=body.layer,
        covers=body.covers,
        start=body.start,
        end=body.end,
        provider=body.provider,
        detail=body.detail,
        notice=body.notice,
        do=body.do,
        call=body.call,
        note=body.note,
        noted=held.day if body.note else None,
        family=held.log is ScopeType.FAMILY,
    )


# --- a measure as it goes today --------------------------------------------------------------------------


def _as_of(shelf: Shelf, view: PackageView, today: date) -> PackageView:
    """What happened to its measures since the version was published, and what the day itself does to them."""
    forms: dict[str, list[Held]] = {}
    for held in shelf.all("measure"):
        forms.setdefault(held.record.entity, []).append(held)
    lines = tuple(_today(line, forms.get(line.entity, []), today) for line in view.measures)
    return replace(view, measures=lines)


def _today(line: MeasureLine, forms: list[Held], today: date) -> MeasureLine:
    """The last form that says the same of the measure; one that says something else is of another version."""
    same = [form for form in map(_line, forms) if content(form) == content(line)]
    newest = same[-1] if same else line
    state = newest.state
    if line.end is not None and line.end < today:
        state = "stopped"
    elif line.start > today:
        state = "planned"
    elif state == "planned":
        state = "active"
    return replace(newest, state=state)


def content(line: MeasureLine) -> MeasureLine:
    """What a version says of a measure, without how it goes with it."""
    return replace(line, id="", state="active", note=None, noted=None)
