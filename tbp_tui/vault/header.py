# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The header file: 4 KiB that hold the vault key, wrapped (DESIGN section 7; SECURITY section 3a).

Two equal generations of 2 KiB, so that a damaged half is survived; the next write repairs it. Nothing in it
tells what the program is for: the free space is random, and the fixed part has no magic.

    generation   fixed part 80 | four slots of 76 | kept 60 | random to 2016 | SHA-256 over all before it
    fixed part   format 1 | secret mode 1 | zero 2 | memory KiB 4 | passes 4 | lanes 4
                 | salt 32 | vault id 16 | fingerprint of the device secret 16

What stands in the slots and in `kept` is the business of `slots.py`; here they are bytes like the free space.
The checksum finds damage before a passphrase is asked; it protects nothing. What protects is the slot.
"""

import hashlib
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tbp_tui.vault import files
from tbp_tui.vault.device_secret import SecretMode
from tbp_tui.vault.errors import HeaderOutOfBounds, NoVault, VaultBusy, VaultDamaged, VaultError
from tbp_tui.vault.kdf import Argon2idCost

Random = Callable[[int], bytes]

FORMAT = 1
GENERATION_BYTES = 2048
SLOTS = 4
SLOT_BYTES = 76
KEPT_BYTES = 60

_FIXED = struct.Struct(">BBHIII32s16s16s")
_KEPT_AT = _FIXED.size + SLOTS * SLOT_BYTES
_CHECKED = GENERATION_BYTES - 32


@dataclass(frozen=True)
class Fixed:
    """The part of a header that is readable before unlocking, and authenticated by it."""

    mode: SecretMode
    cost: Argon2idCost
    salt: bytes
    vault_id: bytes
    secret_fingerprint: bytes

    def pack(self) -> bytes:
        """The 80 bytes that are associated data of every slot."""
        cost = self.cost
        return _FIXED.pack(
            FORMAT,
            self.mode,
            0,
            cost.memory_kib,
            cost.passes,
            cost.lanes,
            self.salt,
            self.vault_id,
            self.secret_fingerprint,
        )

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Read and hold against the bounds; raises HeaderOutOfBounds."""
        form, mode, zero, memory, passes, lanes, salt, vault_id, fingerprint = _FIXED.unpack(packed)
        for field, value, low, high in (
            ("format", form, FORMAT, FORMAT),
            ("mode", mode, min(SecretMode), max(SecretMode)),
            ("zero", zero, 0, 0),
        ):
            if not low <= value <= high:
                raise HeaderOutOfBounds(field=field, value=value, low=int(low), high=int(high))
        return cls(SecretMode(mode), Argon2idCost(memory, passes, lanes), salt, vault_id, fingerprint)


@dataclass(frozen=True)
class Generation:
    """One half of the header file."""

    fixed: Fixed
    slots: tuple[bytes, ...]
    kept: bytes


@dataclass(frozen=True)
class Header:
    """What stands in the file: the generations that can be tried, in order, and whether one needs repair."""

    generations: tuple[Generation, ...]
    damaged: bool

    @property
    def fixed(self) -> Fixed:
        """What to know before unlocking: where the device secret lies, and under which id."""
        return self.generations[0].fixed


def fingerprint_of(secret: bytes, vault_id: bytes) -> bytes:
    """Recognises a device secret (32 random bytes), so that another one is named as the cause."""
    return hashlib.sha256(vault_id + secret).digest()[:16]


# --- writing --------------------------------------------------------------------------------------------


def write_header(path: Path, generation: Generation, random: Random) -> None:
    """Write both generations at once, so that the file is always the old one or the new one, and whole."""
    body = generation.fixed.pack() + b"".join(generation.slots) + generation.kept
    body += random(_CHECKED - len(body))
    files.replace(path, (body + hashlib.sha256(body).digest()) * 2)


def repair_header(path: Path, found: Header, generation: Generation, random: Random) -> None:
    """Write the half that opened over the other one, unless the file was changed since it was read.

    Raises VaultBusy when another process is changing it.
    """
    with files.folder_locked(path.parent):
        if read_header(path) != found:
            raise VaultBusy()
        write_header(path, generation, random)


# --- reading --------------------------------------------------------------------------------------------


def read_header(path: Path) -> Header:
    """Read what is readable; raises NoVault, VaultDamaged, or HeaderOutOfBounds when nothing else is left."""
    try:
        with files.os_errors_mapped(), path.open("rb") as file:
            content = file.read(2 * GENERATION_BYTES + 1)
    except VaultError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise NoVault() from None
        raise
    halves = [content[:GENERATION_BYTES], content[GENERATION_BYTES : 2 * GENERATION_BYTES]]
    refusals: list[HeaderOutOfBounds] = []
    # equal halves are one generation: it is tried once
    readable = tuple(_readable(dict.fromkeys(halves), refusals))
    if not readable:
        raise refusals[0] if refusals else VaultDamaged(part="header")
    return Header(readable, damaged=len(content) != 2 * GENERATION_BYTES or halves[0] != halves[1])


def _readable(halves: dict[bytes, None], refusals: list[HeaderOutOfBounds]) -> Iterator[Generation]:
    for half in halves:
        if hashlib.sha256(half[:_CHECKED]).digest() != half[_CHECKED:]:
            continue
        try:
            fixed = Fixed.unpack(half[: _FIXED.size])
        except HeaderOutOfBounds as refusal:
            refusals.append(refusal)
            continue
        yield Generation(fixed, tuple(_slots_of(half)), half[_KEPT_AT : _KEPT_AT + KEPT_BYTES])


def _slots_of(half: bytes) -> Iterator[bytes]:
    for number in range(SLOTS):
        begin = _FIXED.size + number * SLOT_BYTES
        yield half[begin : begin + SLOT_BYTES]
