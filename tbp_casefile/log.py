# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A log: leaves, the hash chain over them, and the signed head (DESIGN section 4, Log).

Hashes are 32 bytes in memory and lower-case hexadecimal on the wire. Membership is judged in `members.py`.
"""

import hashlib

import msgspec

from tbp_casefile.crypto.signatures import HEAD_TYPE, SigningKey, UnverifiedJws, read_compact, sign_compact
from tbp_casefile.wire import ijson


class Head(msgspec.Struct, frozen=True):
    """What a log key vouches for: this log has exactly this history up to `seq`. `at` is RFC 3339 in UTC."""

    scope: str
    epoch: int
    seq: int
    hash: str
    at: str


_DECODER = msgspec.json.Decoder(Head)


def leaf_of(jws: str) -> bytes:
    """`SHA-256(0x00 || jws)`: the fingerprint of one record's exact bytes."""
    return hashlib.sha256(b"\x00" + jws.encode("ascii")).digest()


def genesis(scope: str) -> bytes:
    """`h(0) = SHA-256(0x02 || scope id)`, the id as 36 lower-case ASCII characters."""
    return hashlib.sha256(b"\x02" + scope.encode("ascii")).digest()


def chain(previous: bytes, leaf: bytes, received_ms: int) -> bytes:
    """`h(n) = SHA-256(0x01 || h(n-1) || leaf(n) || received(n))`, milliseconds as 64-bit big-endian."""
    return hashlib.sha256(b"\x01" + previous + leaf + received_ms.to_bytes(8, "big")).digest()


def sign_head(head: Head, key: SigningKey) -> str:
    """Sign a head with a log key, as JWS compact of type `tbp-head+json`."""
    return sign_compact(key, HEAD_TYPE, msgspec.json.encode(head))


def read_head(jws: str) -> tuple[Head, UnverifiedJws]:
    """Read a head; its signature is still unverified. Raises Malformed."""
    unverified = read_compact(jws, HEAD_TYPE)
    return ijson.decode(unverified.payload, _DECODER), unverified
