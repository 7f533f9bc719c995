# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Real logs for tests: real keys from fixed seeds, real signatures, pages as a backend would send them.

`LogBuilder` chains whatever it is given and judges nothing: a hostile backend can be played with it.
"""

import hashlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import HEAD_TYPE, SigningKey, sign_compact
from tbp_casefile.crypto.tickets import TicketCode, proof_message
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import chain, genesis, leaf_of
from tbp_casefile.logstate import LogState, Verdict
from tbp_casefile.times import format_moment, from_ms
from tbp_casefile.verify import HashAt, VerifiedPage, verify_page
from tbp_casefile.wire.api import Entry, Page
from tbp_casefile.wire.envelope import Record, SignedRecord, sign_record

Body = dict[str, Any]  # JSON as a test writes it down

START_MS = 1_767_261_600_000  # 2026-01-01T10:00:00Z
_STEP_MS = 60_000
LONG_AGO = "2025-01-01T00:00:00Z"


@lru_cache(maxsize=4096)
def key(name: str) -> SigningKey:
    """The signing key that goes by this name in every test."""
    return SigningKey.from_seed(hashlib.sha256(b"tbp test key " + name.encode("ascii")).digest())


@lru_cache(maxsize=4096)
def uuid4(name: str) -> str:
    """A UUID that looks random and is the same in every run."""
    return str(uuid.UUID(bytes=hashlib.sha256(name.encode("ascii")).digest()[:16], version=4))


def chance(name: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    count = 0

    def draw(length: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(f"{name} {count}".encode("ascii")).digest(length)

    return draw


ROOT, OFFICE, LOG_KEY = key("root"), key("office"), key("log")
SYSTEM, CASE = uuid4("system"), uuid4("case")


def keys_body(signing: SigningKey) -> Body:
    """The public keys of a device that only signs."""
    return {"sign": base64url.encode(signing.public)}


def proof(code: TicketCode, scope: str, keys: Body, device: str) -> Body:
    """What the ticket key signs for a new device."""
    public = (keys["sign"], keys.get("dpop", ""), keys.get("seal", ""))
    message = proof_message(ticket=code.id, scope=scope, device=device, public_keys=public)
    return {"ticket": code.id, "signature": base64url.encode(code.signing_key.sign(message))}


@dataclass
class LogBuilder:
    """A log under construction; every record is one minute younger than the one before."""

    scope: str
    log_key: SigningKey = LOG_KEY
    epoch: int = 1
    entries: list[Entry] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    sees: bool = True
    cuts: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hashes = self.hashes or [genesis(self.scope)]

    def copy(self) -> "LogBuilder":
        """The same log, to be continued otherwise."""
        return replace(self, entries=list(self.entries), hashes=list(self.hashes), cuts=list(self.cuts))

    @property
    def seq(self) -> int:
        """How many entries there are."""
        return len(self.entries)

    @property
    def now_ms(self) -> int:
        """When the next entry will be received."""
        return START_MS + self.seq * _STEP_MS

    # --- writing ----------------------------------------------------------------------------------------

    def sign(self, kind: str, body: Body, *, by: SigningKey, **fields: Any) -> SignedRecord:
        """A record as the next entry would be, signed but not yet in the log."""
        now = format_moment(from_ms(self.now_ms - self.now_ms % 3_600_000))
        name = fields.pop("id", uuid4(f"{self.scope} {self.seq + 1}"))
        seen = {"epoch": self.epoch, "seq": self.seq, "hash": self.hashes[-1].hex()}
        envelope = {"scope": self.scope, "entity": name, "at": now, "writtenAt": now, "device": by.device_id}
        if self.sees and self.seq:
            envelope |= {"seen": seen}
        unsigned = msgspec.convert(
            {**envelope, **fields, "id": name, "kind": kind, "body": msgspec.Raw(msgspec.json.encode(body))},
            Record,
        )
        return sign_record(unsigned, by)

    def add(self, kind: str, body: Body, *, by: SigningKey, **fields: Any) -> SignedRecord:
        """Sign a record and make it the next entry."""
        signed = self.sign(kind, body, by=by, **fields)
        self.append(signed.jws)
        return signed

    def append(self, jws: str, received: int | None = None) -> None:
        """Make these bytes the next entry, whatever they are."""
        entry = Entry(self.seq + 1, self.now_ms if received is None else received, jws)
        self.hashes.append(chain(self.hashes[-1], leaf_of(jws), entry.received))
        self.entries.append(entry)

    def found(self, scope_type: str, *, by: SigningKey = OFFICE) -> SignedRecord:
        """Entry 1."""
        return self.add("scope", {"type": scope_type}, by=by)

    def member(self, member: str, role: str, *, by: SigningKey = OFFICE, **more: Any) -> SignedRecord:
        """Open a membership, or end it with `ends=True`."""
        return self.add("member", {"member": member, "role": role, **more}, by=by)

    def device(
        self, member: str, device: SigningKey, *, by: SigningKey = OFFICE, **more: Any
    ) -> SignedRecord:
        """Add a device to a member, or end it with `ends=True`."""
        keys = {} if more.get("ends") else {"keys": keys_body(device)}
        return self.add("device", {"member": member, "device": device.device_id, **keys, **more}, by=by)

    def ticket(self, code: TicketCode, member: str, *, by: SigningKey = OFFICE) -> SignedRecord:
        """Let one new device of this member in."""
        public = base64url.encode(code.signing_key.public)
        until = format_moment(from_ms(self.now_ms + 86_400_000))
        return self.add("ticket", {"ticket": code.id, "key": public, "member": member, "until": until}, by=by)

    def enrol(self, code: TicketCode, member: str, device: SigningKey) -> SignedRecord:
        """The new device comes in by itself."""
        keys = keys_body(device)
        return self.device(member, device, by=device, proof=proof(code, self.scope, keys, device.device_id))

    def restore(self, after: int, *, by: SigningKey = ROOT, epoch: int | None = None, **changes: Any) -> None:
        """Cut the log off after this entry, as an older backup has it, and begin another epoch there."""
        del self.entries[after:], self.hashes[after + 1 :]
        number = self.epoch + 1 if epoch is None else epoch
        place = {"afterSeq": after, "afterHash": self.hashes[after].hex()}
        body = {"epoch": number, **place, "reason": "restored", **changes}
        self.add("epoch", body, by=by, id=uuid4(f"{self.scope} epoch {number} after {after}"))
        self.epoch = number
        self.cuts.append((number, after))

    def epoch_at(self, seq: int) -> int:
        """The epoch that a head for this entry names."""
        if not self.cuts:
            return self.epoch
        return max((epoch for epoch, after in self.cuts if after < seq), default=1)

    # --- what a backend sends -----------------------------------------------------------------------------

    def head(self, seq: int | None = None, *, by: SigningKey | None = None, **changes: Any) -> str:
        """A head signed for this entry, with fields changed on purpose."""
        seq = self.seq if seq is None else seq
        at = format_moment(from_ms(START_MS + seq * _STEP_MS))
        place = {"epoch": self.epoch_at(seq), "seq": seq, "hash": self.hashes[seq].hex()}
        fields = {"scope": self.scope, **place}
        payload = msgspec.json.encode({**fields, "at": at, **changes})
        return sign_compact(by or self.log_key, HEAD_TYPE, payload)

    def page(self, after: int = 0, to: int | None = None) -> Page:
        """The entries after one seq, up to and with another, with the head for the last of them."""
        last = self.seq if to is None else to
        return Page(tuple(self.entries[after:last]), self.head(last), more=last < self.seq)

    # --- what a device makes of it --------------------------------------------------------------------------

    def hash_at(self, seq: int) -> bytes | None:
        """The hash at a seq, as a device that holds all of this log knows it."""
        return self.hashes[seq] if 0 <= seq < len(self.hashes) else None

    def verify(self, keys: SystemKeys, to: int | None = None, hash_at: HashAt | None = None) -> VerifiedPage:
        """The whole log as one page, verified from nothing."""
        return verify_page(LogState.empty(self.scope), keys, self.page(to=to), hash_at or self.hash_at)

    def verdicts(self, keys: SystemKeys) -> list[Verdict]:
        """What each entry is worth."""
        return [entry.verdict for entry in self.verify(keys).entries]

    def last(self, keys: SystemKeys) -> Verdict:
        """What the newest entry is worth."""
        return self.verdicts(keys)[-1]


OFFICE_MAY = ("decide", "grant", *(f"found:{t}" for t in ("case", "family", "support", "employer", "desk")))


def key_body(signing: SigningKey, may: Sequence[str], **more: Any) -> Body:
    """A `key` record's body: the root vouches for this key."""
    return {"id": signing.device_id, "may": list(may), "from": LONG_AGO, **keys_body(signing), **more}


def system_log() -> LogBuilder:
    """A system log in which the root vouches for a log key, an office and a coordinator's office."""
    log = LogBuilder(SYSTEM)
    log.found("system", by=ROOT)
    log.add("key", key_body(LOG_KEY, ["head"]), by=ROOT)
    log.add("key", key_body(OFFICE, [*OFFICE_MAY, "found:care"]), by=ROOT)
    founds = ("found:matching", "found:expert", "found:peer")
    log.add("key", key_body(key("coordination office"), founds), by=ROOT)
    return log


@lru_cache(maxsize=1)
def _system_keys() -> SystemKeys:
    return system_log().verify(SystemKeys(ROOT.public)).keys


def system_keys() -> SystemKeys:
    """The keys that `system_log` proves."""
    return _system_keys().copy()


@lru_cache(maxsize=8)
def _case_log(scope: str) -> LogBuilder:
    log = LogBuilder(scope)
    log.found("case")
    for role in ("authority", "contact_person", "person"):
        log.member(role, role)
        log.device(role, key(role))
    return log


def case_log(scope: str = CASE) -> LogBuilder:
    """A case with the usual three: authority, contact person and person, each with a device of that name."""
    return _case_log(scope).copy()
