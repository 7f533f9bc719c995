# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Changing what opens a vault: the header is written anew, the records and their key stay as they are.

Each change is one replacement of the header file: stopped at any moment, the old header is there or the new
one. One process at a time does it; raises VaultBusy in the others.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tbp_tui.vault import files, header, slots
from tbp_tui.vault.device_secret import SECRET_BYTES, DeviceSecretStore, SecretMode
from tbp_tui.vault.errors import VaultError
from tbp_tui.vault.header import Fixed, Generation, Header, Random
from tbp_tui.vault.kdf import Argon2idCost, Kdf, wipe
from tbp_tui.vault.passphrase import check_strength, passphrase_bytes
from tbp_tui.vault.place import HEADER
from tbp_tui.vault.slots import Unlocked

SecretStoreFor = Callable[[SecretMode], DeviceSecretStore]


@dataclass(frozen=True)
class Door:
    """Where the header lies, where second keys lie, and what opening it takes."""

    folder: Path
    secret_store_for: SecretStoreFor
    kdf: Kdf
    random: Random


def change_passphrase(door: Door, passphrase: str, new: str) -> None:
    """Open with `new` from now on, and no longer with `passphrase`; a recovery kit stays as it is.

    Raises WrongPassphrase, PassphraseTooWeak.
    """
    with _opened(door, passphrase) as unlocked, typed_as_bytes(new) as typed:
        fixed = unlocked.generation.fixed
        check_strength(new, with_device_secret=fixed.mode is not SecretMode.NONE)
        _write(
            door,
            slots.with_passphrase(
                unlocked.generation,
                unlocked.key,
                typed,
                secret=unlocked.secret,
                kdf=door.kdf,
                random=door.random,
            ),
        )


def raise_cost(door: Door, passphrase: str, cost: Argon2idCost) -> None:
    """Let guessing cost more from now on; passphrase, kit and second key stay. Never lowers it."""
    with _opened(door, passphrase) as unlocked:
        fixed = unlocked.generation.fixed
        if cost.memory_kib > fixed.cost.memory_kib:
            _rebuild(door, unlocked, passphrase, unlocked.secret, replace(fixed, cost=cost))


def make_kit(door: Door, passphrase: str, kit: bytearray) -> None:
    """Open with this kit too from now on; a kit of before no longer opens it."""
    with _opened(door, passphrase) as unlocked:
        _write(
            door,
            slots.with_kit(unlocked.generation, unlocked.key, kit, kdf=door.kdf, random=door.random),
        )


def remove_kit(door: Door, passphrase: str) -> None:
    """Open with no kit any more."""
    with _opened(door, passphrase) as unlocked:
        _write(door, slots.without_kit(unlocked.generation, door.random))


def has_kit(door: Door, passphrase: str) -> bool:
    """Whether there is a kit that opens it: only who can open it learns that."""
    with _opened(door, passphrase) as unlocked:
        kit = slots.kit_of(unlocked)
        wipe(kit or bytearray())
        return kit is not None


def recover(door: Door, kit: bytearray, new: str, fresh: Callable[[], DeviceSecretStore]) -> None:
    """Open with `new` from now on, by the kit: the passphrase is forgotten, the second key is lost, or both.

    The second key stays when it is where it was; else a new one is kept where `fresh` says.
    """
    with _opened_by_kit(door, kit) as unlocked:
        fixed = unlocked.generation.fixed
        secret = _present_secret(door, fixed)
        if secret is None:
            _with_new_secret(door, unlocked, new, fresh())
            return
        check_strength(new, with_device_secret=fixed.mode is not SecretMode.NONE)
        _rebuild(door, unlocked, new, secret, fixed)


def move_second_key(door: Door, passphrase: str, store: DeviceSecretStore) -> None:
    """A new second key, kept in `store` from now on; the one of before opens nothing any more, and goes."""
    with _opened(door, passphrase) as unlocked:
        before = unlocked.generation.fixed
        _with_new_secret(door, unlocked, passphrase, store)
        with suppress(VaultError):
            door.secret_store_for(before.mode).forget(before.vault_id.hex())


# --- steps ----------------------------------------------------------------------------------------------


@contextmanager
def typed_as_bytes(passphrase: str) -> Iterator[bytearray]:
    """The bytes that are stretched, for as long as the block runs."""
    typed = passphrase_bytes(passphrase)
    try:
        yield typed
    finally:
        wipe(typed)


@contextmanager
def _opened(door: Door, passphrase: str) -> Iterator[Unlocked]:
    """What the passphrase opens, while no other process changes the header; the key is wiped at the end."""
    with _header_locked(door) as found, typed_as_bytes(passphrase) as typed:
        unlocked = slots.unlock(found, typed, fetch_secret=lambda fixed: _fetched(door, fixed), kdf=door.kdf)
        try:
            yield unlocked
        finally:
            wipe(unlocked.key)


@contextmanager
def _opened_by_kit(door: Door, kit: bytearray) -> Iterator[Unlocked]:
    with _header_locked(door) as found:
        unlocked = slots.unlock_by_kit(found, kit, kdf=door.kdf)
        try:
            yield unlocked
        finally:
            wipe(unlocked.key)


@contextmanager
def _header_locked(door: Door) -> Iterator[Header]:
    files.check_folder(door.folder)
    header.read_header(door.folder / HEADER)  # a folder that is not there cannot be locked: NoVault
    with files.folder_locked(door.folder):
        yield header.read_header(door.folder / HEADER)


def _fetched(door: Door, fixed: Fixed) -> bytes:
    return door.secret_store_for(fixed.mode).fetch(fixed.vault_id.hex())


def _present_secret(door: Door, fixed: Fixed) -> bytes | None:
    """The device secret of this vault; None when it is not where it was, or is another one."""
    try:
        secret = _fetched(door, fixed)
    except VaultError:
        return None
    return secret if header.fingerprint_of(secret, fixed.vault_id) == fixed.secret_fingerprint else None


def _with_new_secret(door: Door, unlocked: Unlocked, passphrase: str, store: DeviceSecretStore) -> None:
    """(1) strong enough for that place  (2) kept, under a new id  (3) header written: it counts from here"""
    before = unlocked.generation.fixed
    check_strength(passphrase, with_device_secret=store.mode is not SecretMode.NONE)  # (1)
    vault_id = door.random(16)
    secret = b"" if store.mode is SecretMode.NONE else door.random(SECRET_BYTES)
    store.keep(vault_id.hex(), secret)  # (2)
    try:
        fixed = replace(before, mode=store.mode, vault_id=vault_id)
        _rebuild(door, unlocked, passphrase, secret, fixed)  # (3)
    except BaseException:
        if not _is_written(door, vault_id):  # it may have failed after the header was in its place
            with suppress(VaultError):
                store.forget(vault_id.hex())
        raise


def _is_written(door: Door, vault_id: bytes) -> bool:
    return header.read_header(door.folder / HEADER).fixed.vault_id == vault_id


def _rebuild(door: Door, unlocked: Unlocked, passphrase: str, secret: bytes, like: Fixed) -> None:
    """Write a header like this one, with a salt of its own."""
    with typed_as_bytes(passphrase) as typed:
        generation = slots.rebuilt(
            unlocked,
            typed,
            mode=like.mode,
            secret=secret,
            vault_id=like.vault_id,
            cost=like.cost,
            kdf=door.kdf,
            random=door.random,
        )
    _write(door, generation)


def _write(door: Door, generation: Generation) -> None:
    header.write_header(door.folder / HEADER, generation, door.random)
