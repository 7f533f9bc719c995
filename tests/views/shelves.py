# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A small door to shelves of made records, for tests of views: no keys, no logs, only what a view reads."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import msgspec

from tbp_casefile.model.case import Change, Contact, Hours, Measure, Moment, Package, Review
from tbp_casefile.tables import Role
from tbp_casefile.views.shelf import Held, Shelf
from tbp_casefile.wire.envelope import Record, Ref

CASE = str(UUID(int=1))


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
    ) -> Held:
        number = len(self.held) + 100
        record = Record(
            id=str(UUID(int=number)),
            scope=CASE,
            kind=kind,
            entity=entity or str(UUID(int=number)),
            device="d",
            at="2026-04-20T09:00:00+02:00",
            written_at="2026-04-20T07:00:00Z",
            body=msgspec.Raw(msgspec.json.encode(body)),
            replaces=tuple(old.record.id for old in replaces),
            about=about,
        )
        self.held = [_replaced(old) if old in replaces else old for old in self.held]
        held = Held(record, body, f"{number:064x}", "authority", Role.AUTHORITY, seq=number, late=late)
        self.held.append(held)
        return held

    def without(self, missing: Held) -> "Shelf":
        return Shelf.of(item for item in self.held if item.ref != missing.ref)

    @property
    def shelf(self) -> Shelf:
        return Shelf.of(self.held)


def _replaced(held: Held) -> Held:
    return Held(held.record, held.body, held.leaf, held.member, held.role, held.seq, current=False)


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
