# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A sealed log as its coordinator reads and writes it: judged from entry 1, opened with their own key."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from tbp_backend.errors import OfficeRefused
from tbp_backend.office.peers.keys import Coordinator
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.store.store import Store
from tbp_casefile import effects, model
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.scope_keys import SUITE, KeyOfScope
from tbp_casefile.errors import Malformed, SealBroken
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, LogState
from tbp_casefile.members import judge
from tbp_casefile.model.control import ScopeKey
from tbp_casefile.wire.envelope import Record, Ref, SignedRecord, read_record
from tbp_casefile.wire.sealed import Place, open_body, read_sealed, seal_body

B = TypeVar("B", bound=msgspec.Struct)

_WRAPS = 12
_TRIES = 3
"""A device may make the next key at the same moment: then this one is made again, after it."""


@dataclass(frozen=True)
class Opened:
    """A record that counts and that the coordinator can read: who wrote it, when it came, what it says."""

    signed: SignedRecord
    member: str
    received: int
    body: msgspec.Struct

    @property
    def ref(self) -> Ref:
        """How another record points at it."""
        record = self.signed.record
        return Ref(record.scope, record.id, self.signed.leaf.hex())


@dataclass
class SealedLog:
    """One log up to its last entry. `unread`: how many records in it do not open for the coordinator."""

    store: Store
    own: Coordinator
    state: LogState
    keys: SystemKeys
    held: dict[str, KeyOfScope] = field(default_factory=dict)
    counting: list[tuple[SignedRecord, str, int]] = field(default_factory=list)
    unread: int = 0

    # --- reading -------------------------------------------------------------------------------------------

    def take(self, seq: int, received: int, jws: str) -> None:
        """The next entry: judged by those before it, and if it hands us a key, that key."""
        signed = read_record(jws)
        verdict = judge(self.state, self.keys, signed, received)
        if isinstance(verdict, Counts):
            effects.apply(self.state, self.keys, signed.record)
            self.counting.append((signed, verdict.member, received))
            if signed.record.kind == "scope_key":
                self._take_key(signed.record)
        self.state.seq = seq

    def _take_key(self, record: Record) -> None:
        body = model.read_body(record.kind, record.schema, record.body)
        assert isinstance(body, ScopeKey)
        wrapped = body.wrapped.get(self.own.key.device_id)
        if wrapped is None:
            return
        place = {"scope": record.scope, "id_": body.key, "to": self.own.key.device_id, "by": record.device}
        try:
            key = KeyOfScope.unwrap(base64url.decode(wrapped), self.own.seal, number=body.number, **place)
        except SealBroken:
            return
        self.held[key.id] = key

    def of(self, body: type[B]) -> list[tuple[Opened, B]]:
        """What counts with this kind of body and was not replaced by its own writer, oldest first."""
        found = [one for one in self._opened() if isinstance(one.body, body)]
        gone = {(one.member, id_) for one in found for id_ in one.signed.record.replaces}
        standing = (one for one in found if (one.member, one.signed.record.id) not in gone)
        return [(one, one.body) for one in standing if isinstance(one.body, body)]

    def _opened(self) -> Iterator[Opened]:
        self.unread = 0
        for signed, member, received in self.counting:
            sealed = read_sealed(signed.record.body)
            if sealed is None:
                continue
            try:
                said = open_body(self.held[sealed.key], sealed, Place.of(signed.record))
                body = model.read_body(signed.record.kind, signed.record.schema, said)
            except (KeyError, Malformed, SealBroken):
                self.unread += 1
                continue
            yield Opened(signed, member, received, body)

    # --- writing -------------------------------------------------------------------------------------------

    async def write(
        self, kind: str, body: msgspec.Struct, *, before: Opened | None = None, about: Ref | None = None
    ) -> Opened:
        """Seal and publish a record, with the key first where one is missing. `before`: what it replaces.

        Raises OfficeRefused.
        """
        for left in reversed(range(_TRIES)):
            try:
                return await self._write(kind, body, before, about)
            except OfficeRefused as refused:
                if not left or refused.values["reason"] not in {"scope-key-taken", "unknown-scope-key"}:
                    raise
                fresh = await read_log(self.store, self.own, self.state.scope)
                self.state, self.keys, self.held = fresh.state, fresh.keys, fresh.held
                self.counting = fresh.counting
        raise AssertionError

    async def _write(
        self, kind: str, body: msgspec.Struct, before: Opened | None, about: Ref | None
    ) -> Opened:
        pen = await self._pen()
        key, handed = self._key(pen)
        old = before.signed.record if before else None
        said = msgspec.json.encode(body)
        entity, replaced = (old.entity, old.id) if old else ("", "")
        plain = pen.write(kind, msgspec.Raw(said), entity=entity, replaces=replaced, about=about)
        sealed = seal_body(key, said, Place.of(plain.record), os.urandom)
        signed = pen.sign(msgspec.structs.replace(plain.record, body=sealed))
        await publish(self.store, self.state.scope, [*handed, signed])
        return Opened(signed, self.own.device.member, 0, body)

    async def _pen(self) -> Pen:
        standing = await self.store.standing(self.state.scope)
        return Pen(self.own.key, self.state.scope, self.store.clock(), seen_at(standing))

    def _key(self, pen: Pen) -> tuple[KeyOfScope, list[SignedRecord]]:
        """The newest key when all who read this log can have it, else the next one; and who is handed it."""
        sealing, recipients = self.state.sealing, self.state.recipients()
        audience = [d for d in recipients if d in sealing.vouched or d == self.own.key.device_id]
        known = sealing.keys.get(sealing.newest)
        if known and sealing.newest >= sealing.fresh and known.id in self.held:
            missing = [device for device in audience if device not in known.holders]
            if all(recipients[device] in known.members for device in missing):
                return self.held[known.id], self._hand(pen, self.held[known.id], missing)
        key = KeyOfScope.draw(self.state.scope, sealing.newest + 1, os.urandom)
        return key, self._hand(pen, key, audience)

    def _hand(self, pen: Pen, key: KeyOfScope, devices: list[str]) -> list[SignedRecord]:
        wrapped = {device: self._wrap(key, device) for device in devices}
        names = list(wrapped)
        parts = [names[start : start + _WRAPS] for start in range(0, len(names), _WRAPS)]
        bodies = [
            ScopeKey(SUITE, key.number, key.id, {name: wrapped[name] for name in part}) for part in parts
        ]
        return [pen.write("scope_key", body) for body in bodies]

    def _wrap(self, key: KeyOfScope, device: str) -> str:
        public = base64url.decode(self.state.devices[device].keys.seal)
        return base64url.encode(key.wrap(to=device, public=public, by=self.own.key.device_id))


async def read_log(store: Store, own: Coordinator, scope: str) -> SealedLog:
    """A log from its first entry; what the coordinator was handed no key for is counted, not read."""
    standing = await store.standing(scope)
    log = SealedLog(store, own, LogState.empty(scope), standing.keys)
    for seq, received, jws in await store.whole(scope):
        log.take(seq, received, jws)
    return log
