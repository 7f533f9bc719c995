# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The computer around this program: its Python, cipher, words, clock, terminal and environment.

What may be broken is imported where it is looked at: a missing part must be told, and not end the telling.
"""

import codecs
import gettext
import importlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tbp_tui import __version__, i18n
from tbp_tui.services.doctor.findings import Finding, Look, not_good_if, note_if, written
from tbp_tui.vault import files, selfcheck
from tbp_tui.vault.errors import DiskFull, FolderUnusable
from tbp_tui.world import World

OLDEST_PYTHON = (3, 11)
FIRST_YEAR = 2025  # this program is not older: an earlier clock is surely wrong
NARROWEST, LOWEST = 40, 12

_PARTS = (
    "cryptography.hazmat.primitives.kdf.argon2",
    "httpx2",
    "joserfc",
    "keyring",
    "msgspec",
    "platformdirs",
    "textual",
)
_LOCALES = Path(i18n.__file__).parent / "locales"


@dataclass(frozen=True)
class Surroundings:
    """What only the running process can see of itself. `started_with` are names of variables, no values."""

    python: tuple[int, int, int]
    encoding: str
    terminal: tuple[int, int] | None
    started_with: frozenset[str]


def checks(world: World, around: Surroundings) -> dict[str, Look]:
    """Every check, by its name."""
    return {
        "program": lambda: _program(around),
        "parts": _parts,
        "cipher": lambda: _cipher(world),
        "words": _words,
        "time-zone": _time_zone,
        "clock": lambda: _clock(world.now()),
        "terminal": lambda: _terminal(world, around),
        "letters": lambda: _letters(around),
        "environment": lambda: _environment(world, around),
    }


def _program(around: Surroundings) -> Iterator[Finding]:
    too_old = around.python < OLDEST_PYTHON
    python = ".".join(map(str, around.python))
    yield not_good_if(too_old, "program", "python-too-old", "runs", version=__version__, python=python)


def _parts() -> Iterator[Finding]:
    """Importing is the only way to know: a part may be there and not fit this computer."""
    missing = ", ".join(part.partition(".")[0] for part in _PARTS if not _can_be_imported(part))
    yield not_good_if(missing != "", "parts", "missing", "complete", parts=missing)


def _can_be_imported(part: str) -> bool:
    try:
        importlib.import_module(part)
    except Exception:  # noqa: BLE001  # a part that is broken raises whatever it was doing
        return False
    return True


def _cipher(world: World) -> Iterator[Finding]:
    """In a temporary folder: nothing is written beside a vault by whoever only looks."""
    try:
        with files.os_errors_mapped(), tempfile.TemporaryDirectory() as folder:
            selfcheck.check_cipher(Path(folder), world.random)
    except (DiskFull, FolderUnusable):
        yield Finding("cipher", "take-note", "not-tried")
    else:
        yield Finding("cipher", "ok", "in-force")


def _words() -> Iterator[Finding]:
    missing = ", ".join(language for language in i18n.LANGUAGES if not _has_catalogue(language))
    yield not_good_if(missing != "", "words", "missing", "complete", languages=missing)


def _has_catalogue(language: str) -> bool:
    found = gettext.find("tbp", _LOCALES, [language])
    if not isinstance(found, str):
        return False
    try:
        with Path(found).open("rb") as catalogue:
            gettext.GNUTranslations(catalogue)
    except (OSError, ValueError):  # not readable, or not a whole catalogue
        return False
    return True


def _time_zone() -> Iterator[Finding]:
    """Every date on the screen is one of Amsterdam."""
    try:
        ZoneInfo("Europe/Amsterdam")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Finding("time-zone", "not-good", "unknown")
    else:
        yield Finding("time-zone", "ok", "known")


def _clock(now: datetime) -> Iterator[Finding]:
    yield not_good_if(now.year < FIRST_YEAR, "clock", "wrong", "plausible", at=written(now))


def _terminal(world: World, around: Surroundings) -> Iterator[Finding]:
    if around.terminal is None:
        yield Finding("terminal", "take-note", "none")
        return
    term = world.environment.get("TERM") or "dumb"
    yield note_if(term == "dumb", "terminal", "plain", "good")
    columns, lines = around.terminal
    small = columns < NARROWEST or lines < LOWEST
    yield note_if(small, "size", "small", "fits", columns=columns, lines=lines)
    yield Finding("colours", "ok", _colours(world.environment, term))


def _colours(environment: Mapping[str, str], term: str) -> str:
    """Nothing on a screen is told by colour alone, so each of these is fine."""
    if environment.get("NO_COLOR"):
        return "off"
    many = environment.get("COLORTERM") in {"truecolor", "24bit"} or "256color" in term or "direct" in term
    return "many" if many else "few"


def _letters(around: Surroundings) -> Iterator[Finding]:
    encoding = codecs.lookup(around.encoding).name
    yield not_good_if(encoding != "utf-8", "letters", "other", "utf-8", encoding=encoding)


def _environment(world: World, around: Surroundings) -> Iterator[Finding]:
    """What would write screens to files was dropped at the start; a proxy sees when and how much is sent."""
    leaks = any(name.startswith("TEXTUAL") for name in around.started_with)
    proxy = bool(world.environment.get("TBP_PROXY"))
    if leaks:
        yield Finding("environment", "take-note", "textual-dropped")
    if proxy:
        yield Finding("environment", "take-note", "proxy")
    if not leaks and not proxy:
        yield Finding("environment", "ok", "clean")
