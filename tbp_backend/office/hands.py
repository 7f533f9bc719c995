# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""By whose hand each thing of a case file is signed (docs/decisions/0007-history-in-a-case-file.md).

What the authority decides: the office's key. What contact person and employer wrote: a short-lived device of
theirs, that the office adds before and ends after. What person and relative said: noted down for them by the
authority; in the demo, whose people do not exist, by a short-lived device of their own.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from tbp_backend.office.ledger import Ledger, fingerprint, type_of
from tbp_backend.office.pen import Pen, seen_at
from tbp_backend.office.plan.items import Item, at_nine
from tbp_backend.office.shifting import shifted_body, shifted_moment
from tbp_backend.store.states import Standing
from tbp_casefile import effects
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import LogState
from tbp_casefile.model import case
from tbp_casefile.model.control import Device, Member, PublicKeys
from tbp_casefile.tables import WHOLE_HOURS, WRITTEN_FOR, Role, ScopeType, may_write
from tbp_casefile.wire.envelope import Seen, SignedRecord


class NobodySigns(Exception):
    """Of those who may write this in its log nobody is left there."""

    def __init__(self, item: Item) -> None:
        super().__init__(item.key)
        self.item = item


@dataclass
class _Log:
    """A log as it will stand after what was signed for it so far."""

    state: LogState
    keys: SystemKeys
    seen: Seen | None
    records: list[SignedRecord] = field(default_factory=list)

    def add(self, record: SignedRecord) -> None:
        effects.apply(self.state, self.keys, record.record)
        self.records.append(record)

    def member_of(self, role: Role) -> str:
        """The member who has this role now; the last one of several."""
        active = [
            name for name, known in self.state.members.items() if known.role is role and not known.ended
        ]
        return active[-1] if active else ""


@dataclass
class Hands:
    """Signs items in their order; `signed` has what came of it, by log."""

    ledger: Ledger
    offices: Mapping[str, SigningKey]
    written: datetime
    own_devices: bool
    _logs: dict[str, _Log] = field(default_factory=dict)
    _guests: dict[str, SigningKey] = field(default_factory=dict)

    def open(self, log: str, standing: Standing) -> None:
        """Begin to write in a log that has been founded."""
        self._logs[log] = _Log(standing.state, standing.keys, seen_at(standing))

    @property
    def signed(self) -> dict[str, list[SignedRecord]]:
        """Everything that was signed, in the order of each log."""
        return {log: known.records for log, known in self._logs.items()}

    # --- one item ------------------------------------------------------------------------------------------

    def sign(self, item: Item) -> None:
        """The record of an item, and before and after it what lets its writer write."""
        at = shifted_moment(at_nine(item.told_on), self.ledger.shift)
        if isinstance(item.body, Member) and item.body.ends:
            self._end_guest(item.log, item.body.member, at)
        key, written_for = self._hand(item, at)
        record = self._pen(item.log, key).write(
            item.kind,
            shifted_body(self._complete(item), self.ledger.shift),
            at=at,
            entity=self._entity(item),
            replaces=self._replaced(item),
            about=self.ledger.ref(item.about) if item.about else None,
            written_for=written_for,
        )
        self.ledger.note(item.key, record, content_of(item))
        self._logs[item.log].add(record)
        if authority := _opened_authority(item):
            self._let_in(item.log, authority, self.offices[authority], at)

    def _complete(self, item: Item) -> msgspec.Struct:
        if not isinstance(item.body, case.Package):
            return item.body
        return msgspec.structs.replace(item.body, parts=tuple(self.ledger.ref(key) for key in item.parts))

    def _entity(self, item: Item) -> str:
        before = self.ledger.published.get(item.key) or self.ledger.published.get(item.replaces)
        return before.entity if before else ""

    def _replaced(self, item: Item) -> str:
        before = self.ledger.published.get(item.key) or self.ledger.published.get(item.replaces)
        return before.id if before else ""

    # --- whose hand ----------------------------------------------------------------------------------------

    def _office(self) -> SigningKey:
        """The key of the authority that decides now; of the first one before the case has begun."""
        deciding = self._logs[ScopeType.CASE].member_of(Role.AUTHORITY)
        return self.offices[deciding or next(iter(self.offices))]

    def _hand(self, item: Item, at: datetime) -> tuple[SigningKey, str | None]:
        """The key that signs, and the member for whom it writes."""
        if not item.writer:
            return self._office(), None
        role = Role(self.ledger.members[item.writer])
        if role in WRITTEN_FOR and not self.own_devices:
            return self._office(), item.writer
        log, member = self._logs[item.log], item.writer
        if not log.state.is_active(member):  # who spoke then has left: who speaks now tells it
            member = log.member_of(role)
        if not member and not may_write(item.type, item.kind, Role.AUTHORITY):
            raise NobodySigns(item)
        return self._guest(item.log, member, at) if member else self._office(), None

    def _guest(self, log: str, member: str, at: datetime) -> SigningKey:
        key = self._guests.setdefault(member, SigningKey.from_seed(os.urandom(32)))
        if key.device_id not in self._logs[log].state.devices:
            self._let_in(log, member, key, at)
        return key

    def _let_in(self, log: str, member: str, key: SigningKey, at: datetime) -> None:
        body = Device(member, key.device_id, PublicKeys(base64url.encode(key.public)))
        self._logs[log].add(self._pen(log, self._office()).write("device", body, at=at))

    def _end_guest(self, log: str, member: str, at: datetime) -> None:
        """Nothing more can come from a key that is thrown away, not even late."""
        key = self._guests.get(member)
        known = self._logs[log].state.devices.get(key.device_id) if key else None
        if key is None or known is None or known.ended or not self._logs[log].state.is_active(member):
            return
        body = Device(member, key.device_id, ends=True, late=False)
        self._logs[log].add(self._pen(log, self._office()).write("device", body, at=at))

    def end_guests(self, at: datetime) -> None:
        """After the last item."""
        for log in self._logs:
            for member in self._guests:
                self._end_guest(log, member, at)

    def _pen(self, log: str, key: SigningKey) -> Pen:
        scope = self.ledger.scopes[log]
        return Pen(key, scope, self.written, self._logs[log].seen, whole_hours=type_of(log) in WHOLE_HOURS)


def content_of(item: Item) -> str:
    """The fingerprint of what an item says, without ids and before any shift in time.

    Reviews may be planned after their version was published, so they are no part of what it says.
    """
    parts = [key for key in item.parts if not key.startswith("review/")]
    return fingerprint(item.kind, item.body, (*parts, *([item.about] if item.about else [])))


def _opened_authority(item: Item) -> str:
    """The authority whose office may write from here on."""
    match item.body:
        case case.AuthorityChange(to=to, from_=before) if before is not None:
            return to
        case Member(member=member, role=Role.AUTHORITY, ends=False):
            return member
        case _:
            return ""
