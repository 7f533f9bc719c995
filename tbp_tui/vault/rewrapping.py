# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Changing what opens a vault: the header is written anew, the records and their key stay as they are.

Each change is one replacement of the header file: stopped at any moment, the old header is there or the new
one. One process at a time does it; raises VaultBusy in the others.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tbp_tui.vault import files, header, slots
from tbp_tui.vault.device_secret import DeviceSecretStore, SecretMode
from tbp_tui.vault.header import Generation, Random
from tbp_tui.vault.kdf import Kdf, wipe
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
    files.check_folder(door.folder)
    header.read_header(door.folder / HEADER)  # a folder that is not there cannot be locked: NoVault
    with files.folder_locked(door.folder), typed_as_bytes(passphrase) as typed:
        unlocked = slots.unlock(
            header.read_header(door.folder / HEADER),
            typed,
            fetch_secret=lambda fixed: door.secret_store_for(fixed.mode).fetch(fixed.vault_id.hex()),
            kdf=door.kdf,
        )
        try:
            yield unlocked
        finally:
            wipe(unlocked.key)


def _write(door: Door, generation: Generation) -> None:
    header.write_header(door.folder / HEADER, generation, door.random)
