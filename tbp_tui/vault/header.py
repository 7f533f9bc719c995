# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The header file: 4 KiB that hold the vault key, wrapped (DESIGN section 7; SECURITY section 3a).

Two equal generations of 2 KiB, so that a damaged half is survived; the next write repairs it. Nothing in it
tells what the program is for: the free space is random, and the fixed part has no magic.

    generation   fixed part 80 | four slots of 76 | random to 2016 | SHA-256 over all that comes before
    fixed part   format 1 | secret mode 1 | zero 2 | memory KiB 4 | passes 4 | lanes 4
                 | salt 32 | vault id 16 | fingerprint of the device secret 16
    slot         nonce 12 | AES-256-GCM-SIV(KEK, vault key 32 + view 16, associated data = fixed part) 64

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
from tbp_tui.vault.errors import (
    DeviceSecretMissing,
    HeaderOutOfBounds,
    NoVault,
    VaultDamaged,
    VaultError,
    WrongPassphrase,
)
from tbp_tui.vault.kdf import KEY_BYTES, Argon2idCost, Kdf, wipe

Random = Callable[[int], bytes]

FORMAT = 1
GENERATION_BYTES = 2048
SLOTS = 4
PASSPHRASE_SLOT = 0  # then recovery kit, duress, spare: random until they are used
OWN_VIEW = bytes(16)

_FIXED = struct.Struct(">BBHIII32s16s16s")
_NONCE = 12
_SLOT = _NONCE + KEY_BYTES + len(OWN_VIEW) + 16
_CHECKED = GENERATION_BYTES - 32
_SLOT_LABEL = b"slot %d"


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


@dataclass(frozen=True)
class Unlocked:
    """What a slot held: the key of this vault, and which view of it was meant."""

    key: bytearray
    view: bytes

    def __repr__(self) -> str:
        return "Unlocked(...)"


@dataclass(frozen=True)
class Header:
    """What stands in the file: the generations that can be tried, in order, and whether one needs repair."""

    generations: tuple[Generation, ...]
    damaged: bool

    @property
    def fixed(self) -> Fixed:
        """What to know before unlocking: where the device secret lies, and under which id."""
        return self.generations[0].fixed


# --- making and writing ---------------------------------------------------------------------------------


def fingerprint_of(secret: bytes, vault_id: bytes) -> bytes:
    """Recognises a device secret (32 random bytes), so that another one is named as the cause."""
    return hashlib.sha256(vault_id + secret).digest()[:16]


def new_generation(
    passphrase: bytearray,
    vault_key: bytearray,
    *,
    mode: SecretMode,
    secret: bytes,
    vault_id: bytes,
    cost: Argon2idCost,
    kdf: Kdf,
    random: Random,
) -> Generation:
    """Wrap the vault key under a passphrase; the other slots are random, and nobody can tell which are."""
    fixed = Fixed(mode, cost, random(32), vault_id, fingerprint_of(secret, vault_id))
    stretched = kdf(passphrase, salt=fixed.salt, secret=secret, cost=cost)
    slots = [random(_SLOT) for _ in range(SLOTS)]
    slots[PASSPHRASE_SLOT] = _seal_slot(stretched, secret, fixed, vault_key, random(_NONCE))
    wipe(stretched)
    return Generation(fixed, tuple(slots))


def write_header(path: Path, generation: Generation, random: Random) -> None:
    """Write both generations at once, so that the file is always the old one or the new one, and whole."""
    body = generation.fixed.pack() + b"".join(generation.slots)
    body += random(_CHECKED - len(body))
    files.replace(path, (body + hashlib.sha256(body).digest()) * 2)


# --- reading and unlocking ------------------------------------------------------------------------------


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
        yield Generation(fixed, tuple(_slots_of(half)))


def _slots_of(half: bytes) -> Iterator[bytes]:
    for number in range(SLOTS):
        begin = _FIXED.size + number * _SLOT
        yield half[begin : begin + _SLOT]


def unlock(
    header: Header, passphrase: bytearray, *, fetch_secret: Callable[[Fixed], bytes], kdf: Kdf
) -> tuple[Generation, Unlocked]:
    """Try every generation; one that was edited fails like a wrong passphrase, the other may still open."""
    refusals: list[VaultError] = []
    for generation in header.generations:
        try:
            secret = fetch_secret(generation.fixed)
            return generation, unlock_generation(generation, passphrase, secret=secret, kdf=kdf)
        except VaultError as refusal:
            refusals.append(refusal)
    # of two reasons the one that the person can do something about
    raise next((refusal for refusal in refusals if isinstance(refusal, WrongPassphrase)), refusals[0])


def unlock_generation(generation: Generation, passphrase: bytearray, *, secret: bytes, kdf: Kdf) -> Unlocked:
    """One derivation, then all four slots, always: how long it takes does not tell which one opened."""
    fixed = generation.fixed
    if fingerprint_of(secret, fixed.vault_id) != fixed.secret_fingerprint:
        raise DeviceSecretMissing(reason="other", where=fixed.mode.name.lower().replace("_", "-"))
    stretched = kdf(passphrase, salt=fixed.salt, secret=secret, cost=fixed.cost)
    opened = [
        _open_slot(stretched, secret, fixed, number, slot) for number, slot in enumerate(generation.slots)
    ]
    wipe(stretched)
    for unlocked in opened:
        if unlocked is not None:
            return unlocked
    raise WrongPassphrase()


def _key_of_slot(stretched: bytearray, secret: bytes, number: int) -> bytearray:
    """HKDF-SHA256 (RFC 5869); the label holds the number of the slot, so slots cannot change places."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = bytearray(KEY_BYTES)
    hkdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=secret or None, info=_SLOT_LABEL % number)
    hkdf.derive_into(stretched, key)
    return key


def _seal_slot(
    stretched: bytearray, secret: bytes, fixed: Fixed, vault_key: bytearray, nonce: bytes
) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    key = _key_of_slot(stretched, secret, PASSPHRASE_SLOT)
    plaintext = vault_key + OWN_VIEW
    sealed = nonce + AESGCMSIV(key).encrypt(nonce, plaintext, fixed.pack())
    wipe(key, plaintext)
    return sealed


def _open_slot(
    stretched: bytearray, secret: bytes, fixed: Fixed, number: int, slot: bytes
) -> Unlocked | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    key = _key_of_slot(stretched, secret, number)
    plaintext = bytearray(KEY_BYTES + len(OWN_VIEW))
    try:
        AESGCMSIV(key).decrypt_into(slot[:_NONCE], slot[_NONCE:], fixed.pack(), plaintext)
    except InvalidTag:
        return None
    finally:
        wipe(key)
    unlocked = Unlocked(plaintext[:KEY_BYTES], bytes(plaintext[KEY_BYTES:]))
    wipe(plaintext)
    return unlocked
