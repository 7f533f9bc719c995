# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed boxes: under a key that both sides know, and to the X-Wing key pair of one device (HPKE, RFC 9180).

What a seal holds and for whom is decided elsewhere (`crypto/tickets.py`, `crypto/scope_keys.py`).
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from tbp_casefile.errors import Malformed, SealBroken

Random = Callable[[int], bytes]
"""Chance as an argument: a function from a number of bytes to that many random bytes."""

NONCE_BYTES = 12
TAG_BYTES = 16
_MLKEM_PUBLIC = 1184
SEAL_PUBLIC_BYTES = _MLKEM_PUBLIC + 32
SEAL_OVERHEAD = 1088 + 32 + TAG_BYTES
"""Bytes by which a seal to one device is longer than what it holds."""

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def seal(key: bytes, plaintext: bytes, context: bytes, random: Random) -> bytes:
    """ChaCha20-Poly1305 (RFC 8439) under a key of 32 bytes: nonce, then ciphertext and tag."""
    nonce = random(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plaintext, context)


def open_sealed(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The only way to the plaintext is through the check; raises SealBroken."""
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        raise SealBroken() from None


def seal_to(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """HPKE base mode to the X-Wing key of one device: encapsulation, then ciphertext and tag.

    All context goes into `info`. Chance is drawn inside the library. Raises Malformed for what is no key.
    """
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC])
        x25519 = X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:])
        return _SUITE.encrypt(plaintext, MLKEM768X25519PublicKey(mlkem, x25519), info)
    except ValueError:
        raise Malformed(reason="seal key") from None


@dataclass(frozen=True)
class SealKey:
    """An X-Wing key pair (ML-KEM-768 with X25519), kept as its seed of 32 bytes; never shown in a repr."""

    seed: bytes

    def __repr__(self) -> str:
        return "SealKey(...)"

    @cached_property
    def public(self) -> bytes:
        """ML-KEM-768 public key (1184 bytes), then X25519 (32); draft-connolly-cfrg-xwing-kem."""
        mlkem, x25519 = self._halves
        return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()

    @cached_property
    def _halves(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expanded = hashlib.shake_256(self.seed).digest(96)
        return (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
            X25519PrivateKey.from_private_bytes(expanded[64:]),
        )

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """What `seal_to` sealed to this key under the same `info`; raises SealBroken."""
        try:
            return _SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(*self._halves), info)
        except (InvalidTag, ValueError):
            raise SealBroken() from None
