# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the owner of this vault wrote for themselves. It is in no log: none that ends takes it away."""

from typing import NamedTuple

from tbp_tui.vault.database import Database


class NoteRow(NamedTuple):
    """One note; `about`: the number of the case that was open, or nothing."""

    n: int
    at: int
    about: str
    text: str


class Notes:
    """The table of notes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, text: str, at_ms: int, about: str) -> None:
        """Keep one more."""
        row = (at_ms, about, text)
        self._database.execute("INSERT INTO notes (at, about, text) VALUES (?, ?, ?)", row)

    def all(self) -> list[NoteRow]:
        """Every one, the newest first."""
        rows = self._database.rows("SELECT n, at, about, text FROM notes ORDER BY n DESC")
        return [NoteRow._make(row) for row in rows]

    def forget(self, n: int) -> None:
        """Its owner let go of it."""
        self._database.execute("DELETE FROM notes WHERE n = ?", (n,))
