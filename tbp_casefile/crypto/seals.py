# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed boxes and the X-Wing key pair that a device makes for scope keys.

What a seal holds and for whom is decided elsewhere (`crypto/tickets.py`).
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tbp_casefile.errors import SealBroken

Random = Callable[[int], bytes]
"""Chance as an argument: a function from a number of bytes to that many random bytes."""

_NONCE = 12
SEAL_PUBLIC_BYTES = 1184 + 32


def seal(key: bytes, plaintext: bytes, context: bytes, random: Random) -> bytes:
    """ChaCha20-Poly1305 (RFC 8439) under a key of 32 bytes: nonce, then ciphertext and tag."""
    nonce = random(_NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plaintext, context)


def open_sealed(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The only way to the plaintext is through the check; raises SealBroken."""
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
    except (InvalidTag, ValueError):
        raise SealBroken() from None


@dataclass(frozen=True)
class SealKey:
    """An X-Wing key pair (ML-KEM-768 with X25519), kept as its seed of 32 bytes; never shown in a repr."""

    seed: bytes

    def __repr__(self) -> str:
        return "SealKey(...)"

    @cached_property
    def public(self) -> bytes:
        """ML-KEM-768 public key (1184 bytes), then X25519 (32); draft-connolly-cfrg-xwing-kem."""
        expanded = hashlib.shake_256(self.seed).digest(96)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).public_key()
        x25519 = X25519PrivateKey.from_private_bytes(expanded[64:]).public_key()
        return mlkem.public_bytes_raw() + x25519.public_bytes_raw()
