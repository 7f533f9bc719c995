# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Notes to oneself: kept in the vault of this device, sent to nobody, in no search and no export."""

from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.times import from_ms, to_ms
from tbp_tui.services.errors import NothingWritten, TooLong
from tbp_tui.vault.store import Vault

MOST = 4000
"""Characters of one note."""
_PLACE = "note"


@dataclass(frozen=True)
class Note:
    """One of them; `about`: the number of the case that was open when it was written, or nothing."""

    id: str
    at: datetime
    about: str
    text: str


class Notes:
    """The notes of the owner of this vault, whatever their role."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def all(self) -> tuple[Note, ...]:
        """Newest first."""
        return tuple(
            Note(str(row.n), from_ms(row.at), row.about, row.text) for row in self._vault.notes.all()
        )

    def keep(self, text: str, now: datetime, *, about: str = "") -> None:
        """When this returns it is on this device; raises NothingWritten, TooLong."""
        text = text.strip()
        if not text:
            raise NothingWritten()
        if len(text) > MOST:
            raise TooLong(most=MOST, has=len(text))
        with self._vault.transaction():
            self._vault.notes.add(text, to_ms(now), about)
            self._vault.unfinished.forget(_PLACE)

    def throw_away(self, note: str) -> None:
        """Overwrite it, also where it was written first."""
        self._vault.notes.forget(int(note))
        self._vault.empty_journal()

    def unfinished(self) -> str:
        """What was being typed."""
        return self._vault.unfinished.text(_PLACE)

    def keep_unfinished(self, text: str, now: datetime) -> None:
        """Keep what is being typed; nothing typed leaves nothing."""
        self._vault.unfinished.keep(_PLACE, text, to_ms(now))
