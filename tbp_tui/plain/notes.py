# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Notes to oneself, as lines."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from tbp_tui.i18n import _
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_moment

_SHOWN = 60
"""Characters of a note in a list."""


class Note(Protocol):
    """As much of one as is said."""

    @property
    def at(self) -> datetime: ...
    @property
    def text(self) -> str: ...


def notes(lines: Sequence[Note]) -> Iterator[str]:
    """Newest first, each whole on one line."""
    yield for_you_alone()
    if not lines:
        yield _("There are no notes yet.")
    yield from (f"{full_moment(note.at)}: {' '.join(clean(note.text).split())}" for note in lines)


def for_you_alone() -> str:
    """Whose they are."""
    return _("Notes are for you alone. They stay on this device; nobody else can read them here.")


def beginning(text: str) -> str:
    """As much of a note as tells it from others."""
    words = " ".join(clean(text).split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
