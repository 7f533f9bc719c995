# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The four slots of a header: each wraps the vault key under something that somebody types (SECURITY 3a).

    slot     nonce 12 | AES-256-GCM-SIV(KEK, vault key 32 + view 16, associated data = fixed part) 64
    KEK      HKDF-SHA256(Argon2id(typed, salt, device secret), salt = device secret, info = "slot N")
    kept     nonce 12 | AES-256-GCM-SIV(HKDF-SHA256(vault key, info = "kept"), kit 32, same data) 48

The slot of the recovery kit is wrapped without the device secret: the kit is for whoever lost that too.
`kept` holds the bytes of the kit for whoever has the vault key, so that it outlives new parameters. All that
is not used is random, and nobody can tell which is. Nothing here reads or writes a file.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tbp_tui.vault.device_secret import SecretMode
from tbp_tui.vault.errors import DeviceSecretMissing, VaultError, WrongPassphrase
from tbp_tui.vault.header import (
    KEPT_BYTES,
    SLOT_BYTES,
    SLOTS,
    Fixed,
    Generation,
    Header,
    Random,
    fingerprint_of,
)
from tbp_tui.vault.kdf import KEY_BYTES, Argon2idCost, Kdf, hkdf, wipe

PASSPHRASE_SLOT = 0
RECOVERY_SLOT = 1  # then duress, and a spare: random until they are used
OWN_VIEW = bytes(16)

_NONCE = 12
_NO_SECRET = b""
_SLOT_LABEL = b"slot %d"
_KEPT_LABEL = b"kept"


@dataclass(frozen=True)
class Unlocked:
    """What a slot held: the key of this vault and which view of it was meant; and how it was opened."""

    generation: Generation
    secret: bytes
    key: bytearray
    view: bytes

    def __repr__(self) -> str:
        return "Unlocked(...)"


# --- making ---------------------------------------------------------------------------------------------


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
    """Wrap the vault key under a passphrase and under nothing else."""
    fixed = Fixed(mode, cost, random(32), vault_id, fingerprint_of(secret, vault_id))
    empty = Generation(fixed, tuple(random(SLOT_BYTES) for _ in range(SLOTS)), random(KEPT_BYTES))
    return with_passphrase(empty, vault_key, passphrase, secret=secret, kdf=kdf, random=random)


def with_passphrase(
    generation: Generation,
    vault_key: bytearray,
    passphrase: bytearray,
    *,
    secret: bytes,
    kdf: Kdf,
    random: Random,
) -> Generation:
    """The same generation, opened by this passphrase from now on; the other slots stay."""
    return _with_slot(generation, PASSPHRASE_SLOT, vault_key, passphrase, secret, kdf, random)


def rebuilt(
    unlocked: Unlocked,
    passphrase: bytearray,
    *,
    mode: SecretMode,
    secret: bytes,
    vault_id: bytes,
    cost: Argon2idCost,
    kdf: Kdf,
    random: Random,
) -> Generation:
    """A new fixed part around the same vault key: this passphrase opens it, and the kit that was made."""
    generation = new_generation(
        passphrase,
        unlocked.key,
        mode=mode,
        secret=secret,
        vault_id=vault_id,
        cost=cost,
        kdf=kdf,
        random=random,
    )
    kit = kit_of(unlocked)
    if kit is None:
        return generation
    try:
        return with_kit(generation, unlocked.key, kit, kdf=kdf, random=random)
    finally:
        wipe(kit)


def with_kit(
    generation: Generation, vault_key: bytearray, kit: bytearray, *, kdf: Kdf, random: Random
) -> Generation:
    """The same generation, opened by this kit too, in the place of the one before it."""
    filled = _with_slot(generation, RECOVERY_SLOT, vault_key, kit, _NO_SECRET, kdf, random)
    kept = _sealed(hkdf(vault_key, info=_KEPT_LABEL), kit, generation.fixed, random(_NONCE))
    return replace(filled, kept=kept)


def without_kit(generation: Generation, random: Random) -> Generation:
    """The same generation, opened by no kit any more."""
    slots = list(generation.slots)
    slots[RECOVERY_SLOT] = random(SLOT_BYTES)
    return replace(generation, slots=tuple(slots), kept=random(KEPT_BYTES))


def kit_of(unlocked: Unlocked) -> bytearray | None:
    """The bytes of the recovery kit that was made; None when there is none."""
    key = hkdf(unlocked.key, info=_KEPT_LABEL)
    return _opened_by(key, unlocked.generation.kept, unlocked.generation.fixed)


def _with_slot(
    generation: Generation,
    number: int,
    vault_key: bytearray,
    typed: bytearray,
    secret: bytes,
    kdf: Kdf,
    random: Random,
) -> Generation:
    fixed = generation.fixed
    stretched = kdf(typed, salt=fixed.salt, secret=secret, cost=fixed.cost)
    slots = list(generation.slots)
    slots[number] = _seal_slot(stretched, secret, fixed, number, vault_key, random(_NONCE))
    wipe(stretched)
    return replace(generation, slots=tuple(slots))


# --- opening --------------------------------------------------------------------------------------------


def unlock(
    header: Header, passphrase: bytearray, *, fetch_secret: Callable[[Fixed], bytes], kdf: Kdf
) -> Unlocked:
    """Try every generation; one that was edited fails like a wrong passphrase, the other may still open."""

    def opened(generation: Generation) -> Unlocked:
        secret = fetch_secret(generation.fixed)
        return unlock_generation(generation, passphrase, secret=secret, kdf=kdf)

    return _first_that_opens(header, opened)


def unlock_by_kit(header: Header, kit: bytearray, *, kdf: Kdf) -> Unlocked:
    """As with a passphrase, and without the device secret: one derivation, all four slots."""
    return _first_that_opens(header, lambda generation: _opened(generation, kit, _NO_SECRET, kdf))


def _first_that_opens(header: Header, opened: Callable[[Generation], Unlocked]) -> Unlocked:
    refusals: list[VaultError] = []
    for generation in header.generations:
        try:
            return opened(generation)
        except VaultError as refusal:
            refusals.append(refusal)
    # of two reasons the one that the person can do something about
    raise next((refusal for refusal in refusals if isinstance(refusal, WrongPassphrase)), refusals[0])


def unlock_generation(generation: Generation, passphrase: bytearray, *, secret: bytes, kdf: Kdf) -> Unlocked:
    """One derivation, then all four slots, always: how long it takes does not tell which one opened."""
    fixed = generation.fixed
    if fingerprint_of(secret, fixed.vault_id) != fixed.secret_fingerprint:
        raise DeviceSecretMissing(reason="other", where=fixed.mode.name.lower().replace("_", "-"))
    return _opened(generation, passphrase, secret, kdf)


def _opened(generation: Generation, typed: bytearray, secret: bytes, kdf: Kdf) -> Unlocked:
    fixed = generation.fixed
    stretched = kdf(typed, salt=fixed.salt, secret=secret, cost=fixed.cost)
    opened = [
        _open_slot(stretched, secret, fixed, number, slot) for number, slot in enumerate(generation.slots)
    ]
    wipe(stretched)
    for plaintext in opened:
        if plaintext is not None:
            unlocked = Unlocked(generation, secret, plaintext[:KEY_BYTES], bytes(plaintext[KEY_BYTES:]))
            wipe(plaintext)
            return unlocked
    raise WrongPassphrase()


# --- one slot -------------------------------------------------------------------------------------------


def _key_of_slot(stretched: bytearray, secret: bytes, number: int) -> bytearray:
    """The label holds the number of the slot, so slots cannot change places."""
    return hkdf(stretched, salt=secret or None, info=_SLOT_LABEL % number)


def _seal_slot(
    stretched: bytearray, secret: bytes, fixed: Fixed, number: int, vault_key: bytearray, nonce: bytes
) -> bytes:
    plaintext = vault_key + OWN_VIEW
    sealed = _sealed(_key_of_slot(stretched, secret, number), plaintext, fixed, nonce)
    wipe(plaintext)
    return sealed


def _open_slot(
    stretched: bytearray, secret: bytes, fixed: Fixed, number: int, slot: bytes
) -> bytearray | None:
    return _opened_by(_key_of_slot(stretched, secret, number), slot, fixed)


def _sealed(key: bytearray, plaintext: bytearray, fixed: Fixed, nonce: bytes) -> bytes:
    """Seal under the fixed part, and wipe the key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    sealed = nonce + AESGCMSIV(key).encrypt(nonce, plaintext, fixed.pack())
    wipe(key)
    return sealed


def _opened_by(key: bytearray, sealed: bytes, fixed: Fixed) -> bytearray | None:
    """The plaintext, in a buffer that the caller wipes; None when this key does not open it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    plaintext = bytearray(len(sealed) - _NONCE - 16)
    try:
        AESGCMSIV(key).decrypt_into(sealed[:_NONCE], sealed[_NONCE:], fixed.pack(), plaintext)
    except InvalidTag:
        return None
    finally:
        wipe(key)
    return plaintext
