# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Argon2id and its bounds (RFC 9106; SECURITY section 3a).

The derivation is an argument everywhere above this module, so that tests count its calls and pay for few.
The bounds are not: they hold for every header that is written or read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from tbp_tui.vault.errors import HeaderOutOfBounds, NotEnoughMemory

KEY_BYTES = 32
AIM_SECONDS = 1.0
_MOST_OF_MEMORY = 4  # a quarter of what the machine has: the desktop and the terminal stay alive


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


def affordable(measured: Argon2idCost, seconds: float, *, memory_kib: int) -> Argon2idCost:
    """The dearest step that takes at most about a second here, judged by one derivation that was measured.

    Steps double, so a busy moment moves little. Not below the floor, nor beyond a quarter of the memory.
    """
    _, ceiling = Argon2idCost.BOUNDS["memory_kib"]
    room = min(measured.memory_kib * AIM_SECONDS / max(seconds, 0.001), memory_kib / _MOST_OF_MEMORY, ceiling)
    step = Argon2idCost.floor().memory_kib
    while step * 2 <= room:
        step *= 2
    return Argon2idCost(memory_kib=step)


class Measured:
    """A derivation that notes what the last one cost and how long it took."""

    def __init__(self, kdf: Kdf, elapsed: Callable[[], float]) -> None:
        self._kdf, self._elapsed = kdf, elapsed
        self.cost = Argon2idCost.floor()
        self.seconds = 0.0

    def __call__(self, passphrase: bytearray, *, salt: bytes, secret: bytes, cost: Argon2idCost) -> bytearray:
        began = self._elapsed()
        derived = self._kdf(passphrase, salt=salt, secret=secret, cost=cost)
        self.cost, self.seconds = cost, self._elapsed() - began
        return derived


def calibrated(kdf: Kdf, elapsed: Callable[[], float], *, memory_kib: int) -> Argon2idCost:
    """What a new vault should cost on this machine: measured once, at the floor."""
    measured = Measured(kdf, elapsed)
    wipe(measured(bytearray(b"calibration"), salt=bytes(32), secret=b"", cost=Argon2idCost.floor()))
    return affordable(measured.cost, measured.seconds, memory_kib=memory_kib)


def hkdf(
    material: bytearray, *, info: bytes, salt: bytes | None = None, length: int = KEY_BYTES
) -> bytearray:
    """HKDF-SHA256 (RFC 5869), into a buffer that the caller wipes."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = bytearray(length)
    HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive_into(material, key)
    return key


def wipe(*buffers: bytearray) -> None:
    """Overwrite with zeros. Best effort: copies that libraries made are gone only with the process."""
    for buffer in buffers:
        buffer[:] = bytes(len(buffer))
