# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Small files written so that a power cut leaves the old one or the new one, and never a half.

Also the one place where an error of the operating system becomes one of ours. No encryption here.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tbp_tui.vault.errors import DiskFull, FolderUnusable, VaultBusy, VaultError

_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
_REASONS = {
    errno.EROFS: "read-only",
    errno.EACCES: "no-access",
    errno.EPERM: "no-access",
    errno.ENOTDIR: "not-a-folder",
}


def as_vault_error(error: OSError) -> VaultError:
    """What an error of the operating system means for the person."""
    if error.errno in _DISK:
        return DiskFull()
    return FolderUnusable(reason=_REASONS.get(error.errno or 0, "cannot-open"))


@contextmanager
def os_errors_mapped() -> Iterator[None]:
    """Turn any OSError inside into a VaultError."""
    try:
        yield
    except OSError as error:
        raise as_vault_error(error) from error


def make_folder(folder: Path) -> None:
    """Make a folder for this user alone, or check the one that is there."""
    with os_errors_mapped():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_folder(folder)
    with suppress(OSError):  # a file system without modes (a stick) is the user's choice
        folder.chmod(0o700)


def check_folder(folder: Path) -> None:
    """Raise FolderUnusable unless we may read and write in it; a folder that is absent is for the caller."""
    try:
        with os_errors_mapped():
            folder.stat()
    except FolderUnusable as refusal:
        if isinstance(refusal.__cause__, FileNotFoundError):
            return
        raise
    if not folder.is_dir():
        raise FolderUnusable(reason="not-a-folder")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise FolderUnusable(reason="no-access")


@contextmanager
def folder_locked(folder: Path) -> Iterator[None]:
    """Keep other processes from making or renaming a vault here meanwhile; raises VaultBusy at once."""
    try:
        import fcntl
    except ImportError:  # Windows: no folder locks; creating files exclusively is what protects there
        yield
        return
    with os_errors_mapped():
        descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise VaultBusy() from None
        yield
    finally:
        os.close(descriptor)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, for this user alone, and see it onto the disk."""
    with os_errors_mapped():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def replace(path: Path, content: bytes) -> None:
    """Put new content in the place of a file: temporary file, fsync, rename, fsync of the folder."""
    beside = path.with_name(f"{path.name}.new")
    with os_errors_mapped():
        beside.unlink(missing_ok=True)  # left by a process that died between the steps
        write_new(beside, content)
        beside.replace(path)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can (not on Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
