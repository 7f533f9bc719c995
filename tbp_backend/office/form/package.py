# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Rows about the offer: measures, obligations, versions, reviews, and what happened to them in between."""

from datetime import date
from typing import Literal

import msgspec

from tbp_backend.office.form.base import Both, Name, Row
from tbp_backend.office.form.people import MomentRow
from tbp_casefile.model import case, duties


class MeasureRow(Row, frozen=True):
    """What is said of a measure once for all versions; `family`: the family may know it."""

    layer: case.Layer
    covers: tuple[case.Area, ...]
    provider: Both
    notice: Both
    do: Both
    call: Both
    family: bool = False


class ObligationRow(Row, frozen=True):
    """What is said of an obligation once for all versions; `family`: it is asked of the family as well."""

    ask: Both
    why: Both
    unmet: Both | None = None
    family: bool = False


class EntryRow(Row, frozen=True):
    """A measure in one version."""

    code: str
    start: date
    end: date | None = None
    detail: Both | None = None
    status: case.MeasureState | None = None


class AskedRow(Row, frozen=True):
    """An obligation in one version."""

    code: str
    start: date
    end: date | None = None
    detail: Both | None = None
    moment: MomentRow | None = None


class ChangeRow(Row, frozen=True):
    """What is different from the version before, and why."""

    code: str
    change: case.ChangeKind
    reason: case.ChangeReason
    text: Both


class VersionRow(Row, frozen=True):
    """One version of the package; `family_reason` is what the family reads in the place of `reason`.

    `ends`: the last day, where the offer ends by itself.
    """

    version: str
    kind: case.PackageKind
    from_: date = msgspec.field(name="from")
    authority: str
    reason: Both
    coverage: dict[case.Area, case.Coverage]
    next_review: date | None
    measures: tuple[EntryRow, ...]
    changes: tuple[ChangeRow, ...]
    obligations: tuple[AskedRow, ...] = ()
    based_on: Both | None = None
    residual: Both | None = None
    family_reason: Both | None = None
    ends: date | None = None


class ReviewRow(Row, frozen=True):
    """A review as it stands now; the family reads its day, and `family_text`."""

    version: str
    on: date = msgspec.field(name="date")
    state: case.ReviewState
    text: Both
    kind: Literal["review", "relook"] = "review"
    announced: date | None = None
    outcome: case.ReviewOutcome | None = None
    input_open: bool = False
    family_text: Both | None = None


class MeasureEventRow(Row, frozen=True):
    """What happened to a measure between two versions."""

    code: str
    on: date
    state: Literal["active", "failing"]
    text: Both


class ObligationEventRow(Row, frozen=True):
    """How it went with an obligation."""

    code: str
    on: date
    state: duties.ObligationEvent
    text: Both
    talk: date | None = None


class StepRow(Row, frozen=True):
    """One step of phasing out, as it stands now."""

    id: Name
    title: Both
    due: date
    done: date | None = None
    measure: str | None = None
    text: Both | None = None
    announced: date | None = None
