# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Kept outside the vault, so that the lock screen can be read: language and theme (DESIGN section 9)."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "settings.json"


@dataclass(frozen=True)
class Settings:
    """Language of the screens, `nl` or `en`, and theme; what was not chosen yet is empty."""

    language: str = ""
    theme: str = ""


def load(home: Path) -> Settings:
    """The settings in this folder; a file that cannot be read counts as none."""
    try:
        kept = json.loads((home / NAME).read_bytes())  # not msgspec: the lock screen would wait for it
        return Settings(str(kept["language"]), str(kept["theme"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Settings()


def save(home: Path, settings: Settings) -> None:
    """Keep the settings; where that is not possible the choice lasts for this run."""
    try:
        (home / NAME).write_text(json.dumps(asdict(settings)), "utf-8")
    except OSError:
        return
