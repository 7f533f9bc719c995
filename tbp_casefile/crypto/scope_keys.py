# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The key of a sealed scope: its name, and how it is wrapped for one device (DESIGN section 4).

HPKE in `cryptography` takes no associated data, so all context goes into `info`. A key is known by its id, a
hash that commits to it: ChaCha20-Poly1305 by itself would let one ciphertext open under two keys.
"""

import hashlib
from dataclasses import dataclass, field

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import SEAL_OVERHEAD, Random, SealKey, seal_to
from tbp_casefile.errors import SealBroken

SUITE = 1
"""HPKE base mode with X-Wing, HKDF-SHA256 and ChaCha20-Poly1305; bodies under ChaCha20-Poly1305."""

KEY_BYTES = 32
WRAP_BYTES = KEY_BYTES + SEAL_OVERHEAD


def context(label: str, *parts: str) -> bytes:
    """Texts (ASCII) as bytes in one way only: each after its length, 16-bit big-endian."""
    encoded = [part.encode("ascii") for part in (label, *parts)]
    return b"".join(len(part).to_bytes(2, "big") + part for part in encoded)


@dataclass(frozen=True)
class KeyOfScope:
    """A scope key of 32 bytes with its place; never shown in a repr."""

    scope: str
    number: int
    key: bytes = field(repr=False)

    @classmethod
    def draw(cls, scope: str, number: int, random: Random) -> "KeyOfScope":
        """A new random key."""
        return cls(scope, number, random(KEY_BYTES))

    @property
    def id(self) -> str:
        """SHA-256 over scope, number and key, base64url: what records name the key by."""
        place = context("tbp scope key id 1", self.scope, str(self.number))
        return base64url.encode(hashlib.sha256(place + self.key).digest())

    def wrap(self, *, to: str, public: bytes, by: str) -> bytes:
        """The key for device `to` with this X-Wing key (1216 bytes), as device `by` hands it on.

        Raises Malformed when that is no key.
        """
        return seal_to(public, self.key, _info(self.scope, self.number, self.id, to, by))

    @classmethod
    def unwrap(
        cls, wrapped: bytes, mine: SealKey, *, scope: str, number: int, id_: str, to: str, by: str
    ) -> "KeyOfScope":
        """The key in a wrap for our device `to`; raises SealBroken, also when its id is another."""
        found = cls(scope, number, mine.open(wrapped, _info(scope, number, id_, to, by)))
        if len(found.key) != KEY_BYTES or found.id != id_:
            raise SealBroken()
        return found


def _info(scope: str, number: int, id_: str, to: str, by: str) -> bytes:
    return context("tbp scope key 1", scope, str(number), id_, to, by)
