# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of the kinds that tell a person what holds for them, and of their answer.

Dates are calendar days in Amsterdam. No routes, rosters, guard names, vehicles or camera positions, ever
(DOMAIN section 0, truth 12).
"""

from datetime import date, datetime
from typing import Annotated, Literal, get_args

import msgspec

from tbp_casefile.model.texts import Text
from tbp_casefile.wire.envelope import Ref

PackageKind = Literal["urgent", "package", "temporary", "phase_out", "minimal"]
Coverage = Literal["full", "partly", "none"]
Area = Literal["home", "work", "transport", "private", "digital", "support"]
Layer = Literal["person", "employer", "government"]
MeasureState = Literal["planned", "active", "changed", "stopped", "failing"]
ChangeKind = Literal["started", "changed", "stopped"]
ChangeReason = Literal["threat", "duration", "cooperation", "employer", "feasibility", "handover"]
ReviewState = Literal["planned", "announced", "done"]
ReviewOutcome = Literal["same", "heavier", "lighter", "phase_out", "end"]
ContactRole = Literal["contact_person", "supporter", "duty_line", "employer", "district_officer"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
AcknowledgementKind = Literal["seen", "explained", "question", "talk", "not-now"]
ANSWERS: tuple[AcknowledgementKind, ...] = get_args(AcknowledgementKind)


class Change(msgspec.Struct, frozen=True, rename="camel"):
    """Why one measure started, changed or stopped with this version."""

    code: str
    change: ChangeKind
    reason: ChangeReason
    text: Text | None = None


class Decider(msgspec.Struct, frozen=True, rename="camel"):
    """How the authority behind a package is called, in full and in short."""

    name: Text
    short: Text


class Package(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """One version of the package, written after its parts, which it lists exactly (DESIGN section 4).

    `decided_by` names the authority for readers of a log in which no `authority_change` stands. `ends` is the
    last day of an offer that ends by itself, as when protection is phased out.
    """

    version: str
    kind: PackageKind
    valid_from: date
    authority: str
    reason: Text
    parts: tuple[Ref, ...]
    changes: tuple[Change, ...] = ()
    coverage: dict[Area, Coverage] = {}
    based_on: Text | None = None
    residual: Text | None = None
    next_review: date | None = None
    decided_by: Decider | None = None
    ends: date | None = None


class Measure(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """One measure: what it is, what you notice and do, whom to call when it fails (DOMAIN D).

    `note`: what is the matter with it now, while it fails.
    """

    code: str
    title: Text
    layer: Layer
    covers: tuple[Area, ...]
    start: date
    state: MeasureState = "active"
    provider: Text | None = None
    end: date | None = None
    detail: Text | None = None
    notice: Text | None = None
    do: Text | None = None
    call: Text | None = None
    note: Text | None = None


class Review(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A review of the package, or a look in between (`relook`)."""

    version: str
    on: date = msgspec.field(name="date")
    state: ReviewState
    kind: Literal["review", "relook"] = "review"
    announced: date | None = None
    outcome: ReviewOutcome | None = None
    input_open: bool = False
    text: Text | None = None


EveryDays = Annotated[int, msgspec.Meta(ge=1, le=366)]
"""Days from one fixed moment to the next."""


class Hours(msgspec.Struct, frozen=True, rename="camel"):
    """When somebody can be reached, local time in Amsterdam, `from` and `to` as HH:MM. No days: always."""

    days: tuple[Weekday, ...] = ()
    from_: str = msgspec.field(default="00:00", name="from")
    to: str = "24:00"


class Moment(msgspec.Struct, frozen=True, rename="camel"):
    """A fixed contact moment: the first one and the interval."""

    first: Annotated[datetime, msgspec.Meta(tz=True)]
    every_days: EveryDays


class Contact(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Somebody whom the person can call, and when.

    `member`: who that is in the logs of the case, so that colleagues can be told by name. Unset where nobody
    says so, so that such a contact has the bytes that it always had.
    """

    name: str
    role: ContactRole
    hours: Hours
    from_: date = msgspec.field(name="from")
    phone: str = ""
    organisation: Text | None = None
    until: date | None = None
    moment: Moment | None = None
    note: Text | None = None
    member: str | msgspec.UnsetType = msgspec.UNSET


class AuthorityChange(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Ends the old authority's membership and opens the new one in one record; the first has no `from`."""

    to: str
    name: Text
    since: date
    reason: Text
    short: Text | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    stays: Text | None = None


class Acknowledgement(msgspec.Struct, frozen=True, rename="camel"):
    """What a person says to a package: seen and understood, never "agreed" (DOMAIN G21)."""

    what: AcknowledgementKind
    text: Text = ""
