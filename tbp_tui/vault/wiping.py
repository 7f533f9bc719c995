# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Wiping a vault: its keys first, its files last (DESIGN section 7, SECURITY 3c).

Overwriting proves nothing on a disk that writes elsewhere. What makes an old copy useless is that the second
key is gone. Whoever holds an image of this disk and of the open keyring of before can still read it.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tbp_tui.vault import files
from tbp_tui.vault.device_secret import SecretMode
from tbp_tui.vault.errors import DeviceSecretMissing, VaultError
from tbp_tui.vault.header import Fixed, fingerprint_of, read_header
from tbp_tui.vault.opening import SecretStoreFor
from tbp_tui.vault.place import HEADER, WIPING

_OURS = "notes.*"


def destroy_keys(folder: Path, secret_store_for: SecretStoreFor) -> bool:
    """Make the records unreadable for ever; whether the second key went too. May be called again.

    (1) noted, so that a process that dies here is finished by the next  (2) second key  (3) header
    """
    with files.os_errors_mapped():
        (folder / WIPING).touch(mode=0o600)
        files.sync_folder(folder)  # (1)
    forgotten = _forget_second_key(folder, secret_store_for)  # (2)
    for path in folder.glob(f"{HEADER}*"):  # (3)
        _overwrite(path)
    return forgotten


def remove_files(folder: Path, *others: str) -> None:
    """Everything of ours here, and `others` by name; the mark at the very last. May be called again.

    By a process that never held a key (DESIGN section 7).
    """
    with files.os_errors_mapped():
        for path in _ours(folder, others):
            path.unlink(missing_ok=True)
        files.sync_folder(folder)
        (folder / WIPING).unlink(missing_ok=True)
        files.sync_folder(folder)
    with suppress(OSError):  # somebody keeps files of their own in it
        folder.rmdir()


def _ours(folder: Path, others: tuple[str, ...]) -> Iterator[Path]:
    yield from (path for path in folder.glob(_OURS) if path.name != WIPING)
    yield from (folder / name for name in others)


def _forget_second_key(folder: Path, secret_store_for: SecretStoreFor) -> bool:
    """The header says in the clear where it lies; a keyring that does not answer holds up nothing."""
    try:
        for generation in read_header(folder / HEADER).generations:
            fixed = generation.fixed
            store = secret_store_for(fixed.mode)
            if fixed.mode is SecretMode.KEY_FILE:
                _check_own(store.fetch(fixed.vault_id.hex()), fixed)
            store.forget(fixed.vault_id.hex())
    except VaultError:
        return False
    return True


def _check_own(secret: bytes, fixed: Fixed) -> None:
    """A file is not found by the name of its vault: the key to another vault stays; raises."""
    if fingerprint_of(secret, fixed.vault_id) != fixed.secret_fingerprint:
        raise DeviceSecretMissing(reason="other", where="key-file")


def _overwrite(path: Path) -> None:
    with files.os_errors_mapped():
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        files.sync_folder(path.parent)
