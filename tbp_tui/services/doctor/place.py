# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The folder of this program and the vault in it, as far as they can be seen without opening anything."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from tbp_tui.services.doctor.findings import Finding, Look, note_if
from tbp_tui.vault import files, selfcheck
from tbp_tui.vault.device_secret import SecretMode
from tbp_tui.vault.errors import FolderUnusable, VaultDamaged
from tbp_tui.vault.header import FORMAT, read_header
from tbp_tui.vault.place import HEADER, RECORDS, vault_is_here

FULL_MIB, LITTLE_MIB = 1, 50
CAN_BE_OPENED = ("readable", "half-damaged")
"""What `vault` says of one that it is worth a passphrase to try."""

_MIB = 1024 * 1024


def checks(home: Path) -> dict[str, Look]:
    """Every check, by its name."""
    return {
        "folder": lambda: _folder(home),
        "privacy": lambda: _privacy(home),
        "space": lambda: _space(home),
        "vault": lambda: _vault(home),
        "set-aside": lambda: _set_aside(home),
    }


def _folder(home: Path) -> Iterator[Finding]:
    nearest = _nearest(home)
    try:
        files.check_folder(home)
    except FolderUnusable:
        if _is_read_only(nearest):
            raise FolderUnusable(reason="read-only") from None
        raise
    if nearest == home:
        yield Finding("folder", "ok", "ready")
    elif nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        yield Finding("folder", "ok", "can-be-made")
    elif _is_read_only(nearest):
        raise FolderUnusable(reason="read-only")
    else:
        yield Finding("folder", "not-good", "cannot-be-made")


def _nearest(home: Path) -> Path:
    """The folder itself, or the one above it in which it would be made."""
    return next(place for place in (home, *home.parents) if os.access(place, os.F_OK))


def _is_read_only(place: Path) -> bool:
    """Whether the whole disk takes no change: `access` alone does not tell this from another's folder."""
    return hasattr(os, "statvfs") and bool(os.statvfs(place).f_flag & os.ST_RDONLY)


def _privacy(home: Path) -> Iterator[Finding]:
    """Who else of this computer may look in; a system without such permissions has nothing to say here."""
    if os.name != "posix" or not os.access(home, os.F_OK):
        return
    found = home.stat()
    if found.st_uid != os.geteuid():
        yield Finding("privacy", "take-note", "another-owner")
    else:
        yield note_if(bool(found.st_mode & 0o077), "privacy", "open-to-others", "private")


def _space(home: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(_nearest(home)).free // _MIB
    if free < FULL_MIB:
        yield Finding("space", "not-good", "full", {"free_mib": free})
    else:
        yield note_if(free < LITTLE_MIB, "space", "little", "enough", free_mib=free)


def _vault(home: Path) -> Iterator[Finding]:
    """What can be seen of a vault without opening it; `folder` tells of one that cannot be looked into."""
    try:
        here = vault_is_here(home)
    except FolderUnusable:
        return
    records = home / RECORDS
    if not here and records.exists():
        yield Finding("vault", "not-good", "no-header")
    elif not here:
        yield Finding("vault", "take-note", "vault.none")
    else:
        header = _header(home / HEADER)
        if not records.exists() or records.stat().st_size == 0:
            raise VaultDamaged(part="records")
        selfcheck.check_file(records)
        yield header


def _header(path: Path) -> Finding:
    """Raises what `read_header` raises: damaged, or a cost outside its bounds."""
    header = read_header(path)
    cost = header.fixed.cost
    return note_if(
        header.damaged,
        "vault",
        "half-damaged",
        "readable",
        format=FORMAT,
        memory_mib=cost.memory_kib // 1024,
        passes=cost.passes,
        lanes=cost.lanes,
        second_key=where(header.fixed.mode),
    )


def where(mode: SecretMode) -> str:
    """Where the second key lies, in the words of `vault.errors`: `none`, `keyring` or `key-file`."""
    return mode.name.lower().replace("_", "-")


def _set_aside(home: Path) -> Iterator[Finding]:
    """Each damaged vault was renamed with its header, under one number."""
    names = (file.name.rpartition(".damaged-")[2] for file in home.glob("notes.*.damaged-*"))
    count = len({name.partition("-")[0] for name in names})
    yield note_if(count > 0, "set-aside", "kept", "none", count=count)
