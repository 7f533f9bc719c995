# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A second records file beside a vault, under a random key that only the vault holds.

For what must share no device key with the rest (`docs/decisions/`), and must be gone once its key is: whoever
forgets the key first and removes the file after it leaves nothing that can be read, wherever a copy lies.
"""

from contextlib import suppress

from tbp_tui.vault import files
from tbp_tui.vault.database import FILE_KEY_BYTES
from tbp_tui.vault.errors import VaultDamaged
from tbp_tui.vault.header import Random
from tbp_tui.vault.schema import bring_up_to_date, create_schema
from tbp_tui.vault.store import Vault

_NAME_BYTES = 8


def make_room(vault: Vault, random: Random) -> tuple[str, Vault]:
    """An empty room and its name; the key is kept before there is anything to read with it."""
    name = random(_NAME_BYTES).hex()
    key = bytearray(random(FILE_KEY_BYTES))
    vault.set_meta(_key(name), bytes(key))
    path = vault.beside(name)
    files.write_new(path, b"")
    return name, Vault(path, key, name, prepare=create_schema)


def open_room(vault: Vault, name: str) -> Vault:
    """A room as it was left; raises VaultDamaged when its key or its file is gone."""
    key, path = vault.meta(_key(name)), vault.beside(name)
    if not key or not path.exists():
        raise VaultDamaged(part="records")
    return Vault(path, bytearray(key), name, prepare=bring_up_to_date)


def shred_room(vault: Vault, name: str) -> None:
    """Forget the key, and leave nothing of it in the vault; then the files go. The room was closed before."""
    vault.forget_meta(_key(name))
    vault.empty_journal()
    path = vault.beside(name)
    for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _key(name: str) -> str:
    return f"room:{name}"
