# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Kept outside the vault, so that the lock screen can be read: language and theme (DESIGN section 9)."""

from pathlib import Path

import msgspec

_NAME = "settings.json"


class Settings(msgspec.Struct, frozen=True):
    """Language of the screens, `nl` or `en`, and theme; what was not chosen yet is empty."""

    language: str = ""
    theme: str = ""


def load(home: Path) -> Settings:
    """The settings in this folder; a file that cannot be read counts as none."""
    try:
        return msgspec.json.decode((home / _NAME).read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError):
        return Settings()


def save(home: Path, settings: Settings) -> None:
    """Keep the settings; where that is not possible the choice lasts for this run."""
    try:
        (home / _NAME).write_bytes(msgspec.json.encode(settings))
    except OSError:
        return
