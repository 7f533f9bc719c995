# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Argon2id and its bounds (RFC 9106; SECURITY section 3a).

The derivation is an argument everywhere above this module, so that tests count its calls and pay for few.
The bounds are not: they hold for every header that is written or read.
"""

from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from tbp_tui.vault.errors import HeaderOutOfBounds, NotEnoughMemory

KEY_BYTES = 32


@dataclass(frozen=True)
class Argon2idCost:
    """What one derivation costs; refused outside its bounds, when written and when read."""

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 4

    # Below: cheap to guess. Above: a header from elsewhere could stall the device.
    BOUNDS: ClassVar = {"memory_kib": (64 * 1024, 1024 * 1024), "passes": (3, 6), "lanes": (1, 8)}

    def __post_init__(self) -> None:
        for field, (low, high) in self.BOUNDS.items():
            value = getattr(self, field)
            if not low <= value <= high:
                raise HeaderOutOfBounds(field=field, value=value, low=low, high=high)

    @classmethod
    def floor(cls) -> Self:
        """The cheapest that is allowed: 64 MiB, the second choice of RFC 9106."""
        return cls(memory_kib=64 * 1024)


class Kdf(Protocol):
    """Stretches a passphrase into 32 bytes, in a buffer that the caller wipes."""

    def __call__(
        self, passphrase: bytearray, *, salt: bytes, secret: bytes, cost: Argon2idCost
    ) -> bytearray: ...


def argon2id(passphrase: bytearray, *, salt: bytes, secret: bytes, cost: Argon2idCost) -> bytearray:
    """Argon2id v1.3 with the device secret as its secret value K (RFC 9106 section 3.1)."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # only an unlock pays for the import

    derived = bytearray(KEY_BYTES)
    try:
        Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
            secret=secret or None,
        ).derive_into(passphrase, derived)  # type: ignore[arg-type]  # takes any buffer; its stub says bytes
    except MemoryError:
        raise NotEnoughMemory(memory_kib=cost.memory_kib) from None
    return derived


def wipe(*buffers: bytearray) -> None:
    """Overwrite with zeros. Best effort: copies that libraries made are gone only with the process."""
    for buffer in buffers:
        buffer[:] = bytes(len(buffer))
