# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Making a vault and opening one: the only way from a passphrase to the records (DESIGN section 7).

Two files: the header with the wrapped key, and the records. Nothing in a folder is ever deleted here but what
the same call made; a damaged vault is renamed and kept. The database driver is loaded after its self-check.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tbp_tui.vault import files, header, selfcheck, slots
from tbp_tui.vault.device_secret import SECRET_BYTES, DeviceSecretStore, SecretMode
from tbp_tui.vault.errors import DiskFull, NoVault, VaultDamaged, VaultError, VaultExists
from tbp_tui.vault.kdf import KEY_BYTES, Argon2idCost, Kdf, hkdf, wipe
from tbp_tui.vault.passphrase import check_strength, passphrase_bytes
from tbp_tui.vault.place import HEADER, RECORDS
from tbp_tui.vault.place import vault_is_here as vault_is_here  # one door for whoever opens anyway

if TYPE_CHECKING:
    from tbp_tui.vault.store import Vault

_FILE_LABEL = b"file notes.db"

Random = Callable[[int], bytes]
SecretStoreFor = Callable[[SecretMode], DeviceSecretStore]


def create_vault(
    folder: Path,
    passphrase: str,
    *,
    secret_store: DeviceSecretStore,
    cost: Argon2idCost,
    kdf: Kdf,
    random: Random,
) -> "Vault":
    """Make an empty vault.

    (1) passphrase strong enough  (2) folder ours, no vault in it  (3) cipher in force  (4) device secret kept
    (5) records laid down  (6) header written: from here on it is a vault
    """
    check_strength(passphrase, with_device_secret=secret_store.mode is not SecretMode.NONE)  # (1)
    files.make_folder(folder)
    with files.folder_locked(folder):
        _clear_the_place(folder)  # (2)
        selfcheck.check_cipher(folder, random)  # (3)
        vault_id = random(16)
        secret = b"" if secret_store.mode is SecretMode.NONE else random(SECRET_BYTES)
        secret_store.keep(vault_id.hex(), secret)  # (4)
        vault_key = bytearray(random(KEY_BYTES))
        typed = passphrase_bytes(passphrase)
        try:
            vault = _lay_down(folder, vault_key, vault_id)  # (5)
            generation = slots.new_generation(
                typed,
                vault_key,
                mode=secret_store.mode,
                secret=secret,
                vault_id=vault_id,
                cost=cost,
                kdf=kdf,
                random=random,
            )
            header.write_header(folder / HEADER, generation, random)  # (6)
        except BaseException:
            _take_back(folder, secret_store, vault_id)
            raise
        finally:
            wipe(typed, vault_key)
        return vault


def open_vault(
    folder: Path, passphrase: str, *, secret_store_for: SecretStoreFor, kdf: Kdf, random: Random
) -> "Vault":
    """Open the vault in a folder. Whatever is wrong, nothing is changed.

    (1) header readable and within bounds  (2) cipher in force  (3) device secret and passphrase give the key
    (4) records decrypt  (5) tables of this version  (6) a damaged half of the header is repaired
    """
    files.check_folder(folder)
    found = header.read_header(folder / HEADER)  # (1)
    _check_cipher(folder, random)  # (2)
    typed = passphrase_bytes(passphrase)
    try:
        unlocked = slots.unlock(  # (3)
            found,
            typed,
            fetch_secret=lambda fixed: secret_store_for(fixed.mode).fetch(fixed.vault_id.hex()),
            kdf=kdf,
        )
    finally:
        wipe(typed)
    vault = _open_records(folder, unlocked.key, unlocked.generation.fixed.vault_id)  # (4) (5)
    if found.damaged:
        with suppress(VaultError):  # a full or read-only disk: it opens from the other half next time too
            header.repair_header(folder / HEADER, found, unlocked.generation, random)  # (6)
    return vault


def keep_damaged(folder: Path) -> str:
    """Rename a vault that does not open, header and all, so that a new one can be made; its new name."""
    with files.folder_locked(folder):
        if not any((folder / name).exists() for name in (HEADER, RECORDS)):
            raise NoVault()
        return _rename_aside(folder)


# --- steps ----------------------------------------------------------------------------------------------


def _clear_the_place(folder: Path) -> None:
    if (folder / HEADER).exists():
        raise VaultExists()
    if (folder / RECORDS).exists():
        _rename_aside(folder)  # no header: a process died between (5) and (6), or a header was lost


def _check_cipher(folder: Path, random: Random) -> None:
    records = folder / RECORDS
    if not records.exists() or records.stat().st_size == 0:  # SQLite would take an empty file for a new one
        raise VaultDamaged(part="records")
    selfcheck.check_file(records)
    with suppress(DiskFull):  # no room for a probe, and it must still open: the file itself was looked at
        selfcheck.check_cipher(folder, random)


def _lay_down(folder: Path, vault_key: bytearray, vault_id: bytes) -> "Vault":
    from tbp_tui.vault.schema import create_schema
    from tbp_tui.vault.store import Vault

    files.write_new(folder / RECORDS, b"")
    return Vault(folder / RECORDS, _file_key(vault_key), vault_id.hex(), prepare=create_schema)


def _open_records(folder: Path, vault_key: bytearray, vault_id: bytes) -> "Vault":
    from tbp_tui.vault.schema import bring_up_to_date
    from tbp_tui.vault.store import Vault

    file_key = _file_key(vault_key)
    wipe(vault_key)
    return Vault(folder / RECORDS, file_key, vault_id.hex(), prepare=bring_up_to_date)


def _file_key(vault_key: bytearray) -> bytearray:
    """Raw key and salt of the records file; another file of this vault gets another label."""
    from tbp_tui.vault.database import FILE_KEY_BYTES

    return hkdf(vault_key, info=_FILE_LABEL, length=FILE_KEY_BYTES)


def _take_back(folder: Path, secret_store: DeviceSecretStore, vault_id: bytes) -> None:
    """Undo what create_vault made; nobody has put anything in it."""
    for name in (HEADER, RECORDS, f"{RECORDS}-wal", f"{RECORDS}-shm"):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
    with suppress(VaultError):
        secret_store.forget(vault_id.hex())


def _rename_aside(folder: Path) -> str:
    """The header goes along: without it nobody can ever salvage the records."""
    number = 1
    while any((folder / f"{name}.damaged-{number}").exists() for name in (HEADER, RECORDS)):
        number += 1
    aside = f"{RECORDS}.damaged-{number}"
    renames = {
        f"{RECORDS}-wal": f"{aside}-wal",
        f"{RECORDS}-shm": f"{aside}-shm",
        RECORDS: aside,
        HEADER: f"{HEADER}.damaged-{number}",
    }
    with files.os_errors_mapped():
        for old, new in renames.items():
            if (folder / old).exists():
                (folder / old).rename(folder / new)
        files.sync_folder(folder)
    return aside
