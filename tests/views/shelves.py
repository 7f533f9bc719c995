# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A small door to shelves of made records, for tests of views: no keys, no logs, only what a view reads."""

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

import msgspec

from tbp_casefile.model.case import Change, Contact, Hours, Measure, Moment, Package, Review
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.views.shelf import Delivery, Held, Shelf
from tbp_casefile.wire.envelope import Record, Ref

SCOPES = {log: str(UUID(int=number)) for number, log in enumerate(ScopeType)}
CASE = SCOPES[ScopeType.CASE]
TODAY = "2026-04-20"


@dataclass
class Made:
    """Puts records in a log, one after the other."""

    held: list[Held] = field(default_factory=list)

    def put(
        self,
        kind: str,
        body: msgspec.Struct,
        *,
        entity: str | None = None,
        replaces: tuple[Held, ...] = (),
        about: Ref | None = None,
        late: bool = False,
        on: str = TODAY,
        log: ScopeType = ScopeType.CASE,
        scope: str | None = None,
        by: Role = Role.AUTHORITY,
        written_for: str | None = None,
        waits: bool = False,
        member: str = "",
        device: str = "d",
    ) -> Held:
        """A record about a day (at nine) or a moment; one that `waits` is not in its log yet.

        Who writes is called like their role, unless there is another `member` of it.
        """
        number = len(self.held) + 100
        record = Record(
            id=str(UUID(int=number)),
            scope=scope or SCOPES[log],
            kind=kind,
            entity=entity or str(UUID(int=number)),
            device=device,
            at=on if "T" in on else f"{on}T09:00:00+02:00",
            written_at="2026-04-20T07:00:00Z",
            body=msgspec.Raw(msgspec.json.encode(body)),
            replaces=tuple(old.record.id for old in replaces),
            about=about,
            written_for=written_for,
        )
        self.held = [replace(old, current=False) if old in replaces else old for old in self.held]
        seq, delivery = (0, Delivery.ON_DEVICE) if waits else (number, Delivery.RECEIVED)
        held = Held(
            record,
            body,
            f"{number:064x}",
            member or by.value,
            by,
            seq=seq,
            late=late,
            delivery=delivery,
            log=log,
        )
        self.held.append(held)
        return held

    def again(self, before: Held, body: msgspec.Struct, *, on: str = TODAY, late: bool = False) -> Held:
        """The same thing in another form, by the same member in the same log."""
        record = before.record
        return self.put(
            record.kind, body, entity=record.entity, replaces=() if late else (before,), late=late, on=on,
            log=before.log, scope=record.scope, by=before.role, about=record.about,
        )  # fmt: skip

    def without(self, missing: Held) -> "Shelf":
        return Shelf.of(item for item in self.held if item.ref != missing.ref)

    @property
    def shelf(self) -> Shelf:
        return Shelf.of(self.held)


def measure(code: str, detail: str | None = None) -> Measure:
    """A measure of which only code and detail matter."""
    return Measure(
        code=code, title=f"title of {code}", layer="government", covers=("home",), start=date(2024, 11, 6),
        detail=detail,
    )  # fmt: skip


def package(
    version: str, valid_from: date, parts: tuple[Held, ...], changes: tuple[Change, ...] = ()
) -> Package:
    """A version that lists exactly these parts."""
    return Package(
        version=version,
        kind="package",
        valid_from=valid_from,
        authority="authority",
        reason=f"why {version}",
        parts=tuple(part.ref for part in parts),
        changes=changes,
    )


def review(on: date, state: str = "announced") -> Review:
    """A review on this day."""
    return msgspec.convert({"version": "1", "date": on, "state": state}, Review)


def contact(name: str, hours: Hours, *, until: date | None = None, moment: Moment | None = None) -> Contact:
    """A contact person with these hours."""
    return Contact(
        name=name, role="contact_person", hours=hours, from_=date(2024, 1, 1), until=until, moment=moment
    )
