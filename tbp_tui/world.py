# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The outside world, made once by `cli.py` and handed down: clock, chance, paths, environment, keyring."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

_NEUTRAL_NAME = "notities"


@dataclass(frozen=True)
class World:
    """Everything that a run depends on and a test may choose.

    `cheap`: guessing the passphrase may cost the least that is allowed, as in the demo. `elapsed` measures.
    """

    environment: Mapping[str, str]
    home: Path
    key_file: Path | None
    now: Callable[[], datetime]
    random: Callable[[int], bytes]
    cheap: bool = False
    elapsed: Callable[[], float] = time.monotonic

    @classmethod
    def real(cls, environment: Mapping[str, str]) -> "World":
        """This machine. `TBP_HOME` moves everything the app keeps on disk into one folder."""
        chosen = environment.get("TBP_HOME")
        home = Path(chosen).absolute() if chosen else platformdirs.user_data_path(_NEUTRAL_NAME)
        return cls(environment, home, None, lambda: datetime.now(UTC), os.urandom)

    def with_key_file(self, path: str | None) -> "World":
        """The same world with the second key in a file."""
        return replace(self, key_file=Path(path).absolute()) if path else self


def drop_textual_variables(environment: "os._Environ[str]") -> None:
    """Before the first import of Textual: its variables write keys, passwords and screens to files (UX 3)."""
    for name in [name for name in environment if name.startswith("TEXTUAL")]:
        del environment[name]


def has_terminal(environment: Mapping[str, str]) -> bool:
    """Whether a full screen makes sense here."""
    return environment.get("TERM", "dumb") != "dumb" and sys.stdin.isatty() and sys.stdout.isatty()
