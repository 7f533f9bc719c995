# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The records a view looks at, as this device holds them. No view reads a vault, a clock or a language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

import msgspec

from tbp_casefile.tables import Role, ScopeType, is_keeper
from tbp_casefile.times import local_date, parse_moment
from tbp_casefile.wire.envelope import Record, Ref


class Delivery(StrEnum):
    """How far a record of this device has come (DESIGN section 8)."""

    ON_DEVICE = "device"
    SENT = "sent"
    RECEIVED = "received"
    ATTENTION = "attention"


@dataclass(frozen=True)
class Held:
    """One record that counts, with its decoded body and who wrote it. `seq` 0: not in the log yet.

    `log`: the type of the log in which it stands.
    """

    record: Record
    body: msgspec.Struct
    leaf: str
    member: str
    role: Role
    seq: int = 0
    current: bool = True
    late: bool = False
    delivery: Delivery = Delivery.RECEIVED
    received: datetime | None = None
    log: ScopeType = ScopeType.CASE

    @property
    def day(self) -> date:
        """The calendar day in Amsterdam that it is about."""
        return local_date(parse_moment(self.record.at))

    @property
    def speaker(self) -> Role:
        """Whose words these are: the writer's, or of the person or relative for whom they were noted down."""
        if self.record.written_for is None:
            return self.role
        return Role.RELATIVE if self.log is ScopeType.FAMILY else Role.PERSON

    @property
    def ref(self) -> Ref:
        """How other records point at this one."""
        return Ref(self.record.scope, self.record.id, self.leaf)


@dataclass(frozen=True)
class Shelf:
    """Held records in log order, own records that wait at the end."""

    held: tuple[Held, ...]
    _by_kind: dict[str, list[Held]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for item in self.held:
            self._by_kind.setdefault(item.record.kind, []).append(item)

    @classmethod
    def of(cls, held: Iterable[Held]) -> "Shelf":
        """Put records on a shelf: those of a log by seq, those that wait after them."""
        return cls(tuple(sorted(held, key=lambda item: (item.record.scope, item.seq == 0, item.seq))))

    def all(self, kind: str) -> list[Held]:
        """Every record of a kind, replaced ones included; late ones replace nothing and are left out."""
        return [item for item in self._by_kind.get(kind, []) if not item.late]

    def current(self, kind: str) -> list[Held]:
        """Every record of a kind that nothing valid replaces."""
        return [item for item in self.all(kind) if item.current]

    def beside(self, held: Held) -> tuple[str, ...]:
        """Ids of other current forms of one thing, by the same member or by others who keep this kind."""
        group = self._by_entity.get((held.record.kind, held.record.scope, held.record.entity), [])
        return tuple(
            one.record.id
            for one in group
            if held.current and one.record.id != held.record.id and _settles(one, held)
        )

    @cached_property
    def _by_entity(self) -> dict[tuple[str, str, str], list[Held]]:
        found: dict[tuple[str, str, str], list[Held]] = {}
        for item in self.held:
            if item.current and not item.late:
                thing = (item.record.kind, item.record.scope, item.record.entity)
                found.setdefault(thing, []).append(item)
        return found

    @cached_property
    def _by_ref(self) -> dict[Ref, Held]:
        return {item.ref: item for item in self.held}

    def find(self, ref: Ref) -> Held | None:
        """Exactly this record, when it is here."""
        return self._by_ref.get(ref)

    def about(self, kind: str, thing: Held) -> list[Held]:
        """Current records of a kind that are about a thing, in whichever of its forms."""
        return self._by_thing.get((kind, thing.record.scope, thing.record.entity), [])

    @cached_property
    def _by_thing(self) -> dict[tuple[str, str, str], list[Held]]:
        found: dict[tuple[str, str, str], list[Held]] = {}
        for item in self.held:
            target = self._by_ref.get(item.record.about) if item.record.about else None
            if target is not None and item.current and not item.late:
                thing = (item.record.kind, target.record.scope, target.record.entity)
                found.setdefault(thing, []).append(item)
        return found


def _settles(one: Held, other: Held) -> bool:
    """Whether who wrote the one may replace the other (DESIGN section 4, keeper)."""
    kind = one.record.kind
    return one.member == other.member or (is_keeper(kind, one.role) and is_keeper(kind, other.role))


def newest_first(held: list[Held]) -> list[Held]:
    """By the moment that each is about; of one moment the one that stands later in the log comes first."""
    return sorted(held, key=lambda item: item.record.moment)[::-1]
