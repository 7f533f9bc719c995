# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The keys of sealed logs as this device makes them, hands them on and writes under them.

All of it is queued as `scope_key` records before what needs it, in the transaction of the caller. Who may be
handed a key is for `tbp_casefile/sealing.py`; that a person said yes is for who calls `accept`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from tbp_casefile import effects
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.scope_keys import SUITE, KeyOfScope
from tbp_casefile.crypto.seals import Random
from tbp_casefile.errors import Malformed
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, LogState
from tbp_casefile.members import judge
from tbp_casefile.model.control import ScopeKey
from tbp_casefile.sealing import KnownScopeKey
from tbp_casefile.tables import SEALED, Role
from tbp_casefile.wire.envelope import Record, read_record
from tbp_casefile.wire.sealed import Place, seal_body
from tbp_tui.sync import drafts
from tbp_tui.sync.errors import NotVouched
from tbp_tui.sync.identity import enrolled, record_key
from tbp_tui.sync.opening import keys_of
from tbp_tui.sync.states import OVER
from tbp_tui.sync.telling import told_again
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault

WRAPS = 12
"""Wraps in one record: each is about 2.1 KiB of a JWS, that may have 32."""

SEALED_TOO_OLD = frozenset({"old-scope-key", "unknown-scope-key"})
"""Codes of records that go again, sealed under the newest key."""


@dataclass(frozen=True)
class NewDevice:
    """A device that reads nothing yet of these logs; `own`: one of ours, else of another member."""

    device: str
    member: str
    role: Role
    own: bool
    scopes: tuple[str, ...]


def seal(vault: Vault, place: ScopeRow, record: Record, *, now: datetime, random: Random) -> Record:
    """A record, sealed under the newest key, which is made or handed on first; raises NotVouched."""
    key = _SealedLog(vault, place, now, random).key_to_write()
    return msgspec.structs.replace(record, body=seal_body(key, bytes(record.body), Place.of(record), random))


def keep_up(vault: Vault, *, now: datetime, random: Random) -> None:
    """Before a push: what was refused for its key is sealed again, and who lacks a key is handed it."""
    with vault.transaction():
        _mend(vault, now, random)
        for place in _sealed_places(vault):
            _SealedLog(vault, place, now, random).hand_to_all()


def to_mend(vault: Vault) -> bool:
    """Whether something was refused for its key."""
    return any(row.state == "attention" and _is_mended(row.kind, row.code) for row in vault.outbox.all())


def new_devices(vault: Vault) -> tuple[NewDevice, ...]:
    """Devices about which the owner of this one is asked: their own, and those of who lost all others."""
    logs = [_SealedLog(vault, place) for place in _sealed_places(vault)]
    found: dict[str, NewDevice] = {}
    for log in logs:
        for device in log.unvouched():
            before = found.get(device)
            scopes = (*(before.scopes if before else ()), log.place.scope)
            member = log.recipients[device]
            own = member == log.recipients[log.device]
            found[device] = NewDevice(device, member, log.state.members[member].role, own, scopes)
    return tuple(found.values())


def waits_for_yes(vault: Vault) -> tuple[str, ...]:
    """Sealed logs of which this device reads nothing until its owner says yes on another one."""
    logs = (_SealedLog(vault, place) for place in _sealed_places(vault))
    return tuple(log.place.scope for log in logs if log.device in log.recipients and not log.may_make)


def made_before_us(vault: Vault, scope: str) -> frozenset[str]:
    """Ids of keys of a log from before the owner of this device came in: nobody hands them to us."""
    place, member = vault.scope(scope), enrolled(vault).member
    keys = told_again(vault, place, SystemKeys(enrolled(vault).root_key)).sealing.keys if place else {}
    return frozenset(known.id for known in keys.values() if member not in known.members)


def accept(vault: Vault, device: str, *, now: datetime, random: Random) -> int:
    """The person said yes: hand this device every key that we hold and it may have; in how many logs.

    In one transaction. Of no device that was not among `new_devices`.
    """
    with vault.transaction():
        logs = [_SealedLog(vault, place, now, random) for place in _sealed_places(vault)]
        return sum(log.accept(device) for log in logs if device in log.unvouched())


class _SealedLog:
    """One sealed log as it will be once our own waiting keys stand in it."""

    def __init__(
        self, vault: Vault, place: ScopeRow, now: datetime | None = None, random: Random | None = None
    ) -> None:
        self._vault, self._now, self._random = vault, now, random
        self.place, self.device = place, record_key(vault).device_id
        self._keys = SystemKeys(enrolled(vault).root_key)
        self.state = self._look()
        self._held = keys_of(vault, place.scope)

    def _look(self) -> LogState:
        state = told_again(self._vault, self.place, self._keys)
        waiting = (row for row in self._vault.outbox.all() if row.state != "attention")
        for row in waiting:
            if (row.scope, row.kind) == (self.place.scope, "scope_key") and state.type:
                signed = read_record(row.jws)
                if isinstance(judge(state, self._keys, signed, 0), Counts):
                    effects.apply(state, self._keys, signed.record)
        return state

    @property
    def recipients(self) -> dict[str, str]:
        return self.state.recipients()

    @property
    def may_make(self) -> bool:
        return self.state.sealing.may_make(self.device, self.recipients)

    # --- writing ----------------------------------------------------------------------------------------

    def key_to_write(self) -> KeyOfScope:
        """The newest key, when it is fresh, here, and can be had by everybody; else the next one."""
        if not self.may_make:
            raise NotVouched()
        sealing = self.state.sealing
        known = sealing.keys.get(sealing.newest)
        if known is None or sealing.newest < sealing.fresh or known.id not in self._held:
            return self._make()
        missing = self._missing(known)
        if any(self.recipients[device] not in known.members for device in missing):
            return self._make()  # who came later reads from here on
        self._hand(self._held[known.id], missing)
        return self._held[known.id]

    def _make(self, *also: str) -> KeyOfScope:
        assert self._random is not None
        key = KeyOfScope.draw(self.place.scope, self.state.sealing.newest + 1, self._random)
        self._vault.sealed.keep_key(key.scope, key.id, key.number, key.key)
        self._held[key.id] = key
        self._hand(key, [*self._audience(), *also])
        return key

    def _audience(self) -> list[str]:
        """Every device that is vouched for, and this one."""
        vouched = self.state.sealing.vouched
        return [device for device in self.recipients if device in vouched or device == self.device]

    def _missing(self, known: KnownScopeKey) -> list[str]:
        return [device for device in self._audience() if device not in known.holders]

    # --- handing on -------------------------------------------------------------------------------------

    def hand_to_all(self) -> None:
        """Hand every key to the devices that may have it and do not: of who was there when it was made."""
        if not self.may_make:
            return
        for known in list(self.state.sealing.keys.values()):
            if known.id in self._held:
                there = [d for d in self._missing(known) if self.recipients[d] in known.members]
                self._hand(self._held[known.id], [device for device in there if device != self.device])

    def unvouched(self) -> list[str]:
        """Devices that wait for a yes which this one can give."""
        sealing, recipients = self.state.sealing, self.recipients
        if not self.may_make:
            return []
        return [
            device
            for device in recipients
            if device not in sealing.vouched
            and device != self.device
            and sealing.may_hand(device, self.device, recipients)
        ]

    def accept(self, device: str) -> bool:
        """Hand it what we hold; where there is no key yet, make one with it."""
        own = self.recipients[device] == self.recipients[self.device]
        known = [k for k in self.state.sealing.keys.values() if k.id in self._held]
        may_have = [k for k in known if own or self.recipients[device] in k.members]
        for key in may_have:
            self._hand(self._held[key.id], [device])
        if not may_have:
            self._make(device)
        return True

    def _hand(self, key: KeyOfScope, devices: Iterable[str]) -> None:
        """Queue the wraps, and look on as if they stood in the log already."""
        wrapped = dict(self._wraps(key, devices))
        names = list(wrapped)
        for start in range(0, len(names), WRAPS):
            part = {name: wrapped[name] for name in names[start : start + WRAPS]}
            self._queue(ScopeKey(SUITE, key.number, key.id, part))

    def _wraps(self, key: KeyOfScope, devices: Iterable[str]) -> Iterable[tuple[str, str]]:
        """A device whose key is none is left out: it must not keep the others from theirs."""
        for device in devices:
            public = base64url.decode(self.state.devices[device].keys.seal)
            try:
                yield device, base64url.encode(key.wrap(to=device, public=public, by=self.device))
            except Malformed:
                continue

    def _queue(self, body: ScopeKey) -> None:
        assert self._now is not None
        assert self._random is not None
        said = msgspec.Raw(msgspec.json.encode(body))
        record = drafts.draft(
            self._vault, self.place, "scope_key", said, at=self._now, now=self._now, random=self._random
        )
        drafts.queue(self._vault, record, now=self._now)
        self.state.sealing.take(body, self.device, self.state.readers())


def _sealed_places(vault: Vault) -> list[ScopeRow]:
    open_ones = (place for place in vault.scopes() if place.seq and place.state not in OVER)
    return [place for place in open_ones if place.type in SEALED]


# --- what was refused for its key ---------------------------------------------------------------------------


def _is_mended(kind: str, code: str) -> bool:
    return kind == "scope_key" or code in SEALED_TOO_OLD


def _mend(vault: Vault, now: datetime, random: Random) -> None:
    """A key of ours that came second goes; what was sealed under it, or too late, is sealed again."""
    aside = (row for row in vault.outbox.all() if row.state == "attention")
    refused = [row for row in aside if _is_mended(row.kind, row.code)]
    for row in refused:
        if row.kind == "scope_key":
            vault.outbox.withdraw(row.id)
    for row in refused:
        place, said = vault.scope(row.scope), vault.sealed.body(row.leaf)
        if row.kind == "scope_key" or place is None or said is None:
            continue
        before = read_record(row.jws).record
        plain = msgspec.structs.replace(before, body=msgspec.Raw(said), seen=drafts.seen_in(place))
        try:
            signed = drafts.sign(vault, seal(vault, place, plain, now=now, random=random))
        except NotVouched:
            continue
        vault.sealed.keep_body(row.scope, signed.leaf, said)
        vault.outbox.put_right(row.id, signed.jws, signed.leaf)
