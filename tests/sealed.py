# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed logs for tests: wrapped and sealed by the second implementation, with fixed chance."""

import hashlib
from functools import lru_cache
from typing import Any

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import SealKey
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.wire.envelope import SignedRecord
from tests.logs import OFFICE, Body, LogBuilder, chance, key, keys_body, uuid4
from tests.second.sealing import ScopeKey

SUPPORT = uuid4("support")
COORDINATION = key("coordination office")


@lru_cache(maxsize=256)
def seal_key(device: SigningKey) -> SealKey:
    """The X-Wing key of a device of these tests."""
    return SealKey(hashlib.sha256(b"tbp test seal " + device.seed).digest())


def sealable(device: SigningKey) -> Body:
    """The public keys of a device that can be handed a scope key."""
    return {**keys_body(device), "seal": base64url.encode(seal_key(device).public)}


def let_in(log: LogBuilder, member: str, device: SigningKey, *, by: SigningKey = OFFICE) -> SignedRecord:
    """Add a device with an X-Wing key to a member."""
    return log.device(member, device, by=by, keys=sealable(device))


def sealed_log(scope_type: str = "support", *roles: str, scope: str = SUPPORT) -> LogBuilder:
    """A sealed log with members of these names and roles, each with a device of that name."""
    founder = COORDINATION if scope_type in {"matching", "expert", "peer"} else OFFICE
    log = LogBuilder(scope)
    log.found(scope_type, by=founder)
    for role in roles or ("person", "supporter"):
        log.member(role, role, by=founder)
        let_in(log, role, key(role), by=founder)
    return log


def draw(log: LogBuilder, number: int = 1, name: str = "") -> ScopeKey:
    """The key that goes by this name in every test."""
    drawn = hashlib.sha256(f"tbp test scope key {log.scope} {number} {name}".encode("ascii")).digest()
    return ScopeKey(log.scope, number, drawn)


def key_record(scope_key: ScopeKey, *to: SigningKey, by: SigningKey, **changes: Any) -> Body:
    """The body of a `scope_key` record, with fields changed on purpose."""
    random = chance(f"wrap {scope_key.id} {by.device_id}")
    wrapped = {
        device.device_id: scope_key.wrap(device.device_id, seal_key(device).public, by.device_id, random(64))
        for device in to
    }
    return {"suite": 1, "number": scope_key.number, "key": scope_key.id, "wrapped": wrapped} | changes


def hand(log: LogBuilder, scope_key: ScopeKey, *to: SigningKey, by: SigningKey, **changes: Any) -> ScopeKey:
    """Make a key, or hand a known one on."""
    log.add("scope_key", key_record(scope_key, *to, by=by, **changes), by=by)
    return scope_key


def sealed_body(log: LogBuilder, scope_key: ScopeKey, kind: str, body: Body, by: SigningKey) -> Body:
    """A body sealed for the next entry of a log."""
    place = {"scope": log.scope, "id": uuid4(f"{log.scope} {log.seq + 1}")}
    place |= {"device": by.device_id, "kind": kind}
    sealed: Body = scope_key.seal(place, body, chance(f"nonce {log.seq}")(12))
    return sealed


def say(
    log: LogBuilder, scope_key: ScopeKey, kind: str, body: Body, *, by: SigningKey, **fields: Any
) -> SignedRecord:
    """Seal a record into the log."""
    return log.add(kind, sealed_body(log, scope_key, kind, body, by), by=by, **fields)


def shaped(scope_key: ScopeKey, **changes: Any) -> Body:
    """A body that looks sealed under this key, and opens for nobody."""
    inner = {"suite": 1, "number": scope_key.number, "key": scope_key.id}
    filled = {"nonce": base64url.encode(bytes(12)), "text": base64url.encode(bytes(256 + 16))}
    return {"sealed": {**inner, **filled, **changes}}
