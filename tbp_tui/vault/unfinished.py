# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody was typing: kept while they type, so that a lock, a crash or a kill loses little of it.

Each text has a place, such as the line about a contact in one log. It goes when it became a record, or with
its log.
"""

from tbp_tui.vault.database import Database


class Unfinished:
    """The table of unfinished texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, place: str, text: str, at_ms: int) -> None:
        """Keep this text for this place; an empty one leaves nothing there."""
        if text:
            row = (place, text, at_ms)
            self._database.execute("INSERT OR REPLACE INTO unfinished VALUES (?, ?, ?)", row)
        else:
            self.forget(place)

    def text(self, place: str) -> str:
        """What was being typed at this place."""
        found = self._database.row("SELECT text FROM unfinished WHERE place = ?", (place,))
        return found[0] if found else ""

    def places(self) -> list[str]:
        """Every place where something was left, the newest first."""
        rows = self._database.rows("SELECT place FROM unfinished ORDER BY at DESC, place")
        return [place for (place,) in rows]

    def forget_of(self, scope: str) -> None:
        """Of every place in this log."""
        self._database.execute("DELETE FROM unfinished WHERE place LIKE '%:' || ?", (scope,))

    def forget(self, place: str) -> None:
        """It was written, or its owner let go of it."""
        self._database.execute("DELETE FROM unfinished WHERE place = ?", (place,))
