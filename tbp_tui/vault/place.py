# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where a vault lies; apart from `opening.py`, because the lock screen waits for nothing more than this."""

import os
from pathlib import Path

from tbp_tui.vault import files

HEADER = "notes.head"
RECORDS = "notes.db"
WIPING = "notes.wiping"
"""Stands there from the moment at which wiping was decided until the last other file has gone."""


def vault_is_here(folder: Path) -> bool:
    """Whether there is a vault to open; raises FolderUnusable."""
    files.check_folder(folder)
    return (folder / HEADER).exists()


def wiping_is_begun(folder: Path) -> bool:
    """Whether a vault here was being wiped; nothing of it may be used any more."""
    return os.path.exists(folder / WIPING)  # noqa: PTH110  # Path.exists raises where we may not look
