# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One file in a folder that is new or empty, for this user alone: there whole, or not at all."""

from contextlib import suppress
from pathlib import Path

from tbp_tui.services.export.errors import FolderNotEmpty, FolderRefused, NoRoom
from tbp_tui.vault import files
from tbp_tui.vault.errors import DiskFull, VaultError

FILE = "klantinteracties.json"


def check(folder: Path) -> None:
    """Whether an export may go here; changes nothing. Raises FolderNotEmpty, FolderRefused."""
    try:
        with files.os_errors_mapped():
            there = next(one for one in (folder, *folder.parents) if one.exists())
            files.check_folder(there)
            if there == folder:
                _check_empty(folder)
    except VaultError as error:
        raise _ours(error) from error


def write(folder: Path, content: bytes) -> Path:
    """(1) a folder that is new or empty  (2) the file, whole  (3) if that fails, as it was before."""
    check(folder)
    made = _make(folder)  # (1)
    try:
        files.replace(folder / FILE, content)  # (2)
    except BaseException as error:  # (3)
        _undo(folder, made)
        raise (_ours(error) if isinstance(error, VaultError) else error) from error
    return folder / FILE


def _check_empty(folder: Path) -> None:
    """What an export left that was killed on its way is no reason to refuse: it is written over."""
    if {entry.name for entry in folder.iterdir()} - {f"{FILE}.new"}:
        raise FolderNotEmpty()


def _make(folder: Path) -> list[Path]:
    """The folders that were not there, the innermost first."""
    absent = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        with files.os_errors_mapped():
            for one in reversed(absent):
                one.mkdir(mode=0o700)
    except VaultError as error:
        _undo(folder, absent)
        raise _ours(error) from error
    return absent


def _undo(folder: Path, made: list[Path]) -> None:
    for name in (f"{FILE}.new", FILE):  # neither was there before
        with suppress(OSError):
            (folder / name).unlink()
    for one in made:
        with suppress(OSError):  # it was not made, or somebody put something in it meanwhile
            one.rmdir()


def _ours(error: VaultError) -> Exception:
    if isinstance(error, DiskFull):
        return NoRoom()
    return FolderRefused(reason=str(error.values.get("reason", "")))
