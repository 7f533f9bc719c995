# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Entries that a restore of the backend cut off: kept, and offered again in their old order (DESIGN 4).

waiting -> sent -> the row goes: the record stands in the log again
waiting or sent -> refused (kept, and shown) · sent -> waiting (it stands in no log after all)
kept: it counted for nothing in the old epoch either, and is not offered
"""

from collections.abc import Iterable

from tbp_tui.vault.database import Database
from tbp_tui.vault.rows import AsideRow

# The columns of the table are the fields of AsideRow, in order; tests/vault holds them together.
_INSERT = "INSERT INTO aside VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)"
_WAITING = "SELECT * FROM aside WHERE state = 'waiting' AND scope = ? ORDER BY n"


class Aside:
    """The table of what came after a cut."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, rows: Iterable[AsideRow]) -> None:
        """Keep these, in the transaction that takes them out of the replica."""
        self._database.execute_many(_INSERT, [row[:-1] for row in rows])

    def all(self) -> list[AsideRow]:
        """Everything that stands aside, in its old order."""
        return _read(self._database.rows("SELECT * FROM aside ORDER BY n"))

    def scopes(self) -> list[str]:
        """Logs of which something waits to be offered again."""
        found = self._database.rows("SELECT DISTINCT scope FROM aside WHERE state = 'waiting' ORDER BY scope")
        return [scope for (scope,) in found]

    def waiting(self, scope: str) -> list[AsideRow]:
        """What is to be offered of one log."""
        return _read(self._database.rows(_WAITING, (scope,)))

    def leaves(self, scope: str) -> set[bytes]:
        """The leaves of everything of one log that stands aside."""
        found = self._database.rows("SELECT leaf FROM aside WHERE scope = ?", (scope,))
        return {bytes(leaf) for (leaf,) in found}

    def mark_sent(self, scope: str, ids: Iterable[str]) -> None:
        """The backend says that it has these again; they stay until they are seen in a verified log."""
        self._move("sent", scope, ids)

    def mark_waiting(self) -> None:
        """Offer these again: the log that should hold them does not."""
        self._database.execute("UPDATE aside SET state = 'waiting' WHERE state = 'sent'")

    def refuse(self, scope: str, id_: str, code: str) -> None:
        """The backend does not take it, or it does not count there any more."""
        self._database.execute(
            "UPDATE aside SET state = 'refused', code = ? WHERE scope = ? AND id = ? AND state <> 'kept'",
            (code, scope, id_),
        )

    def arrived(self, scope: str, leaves: Iterable[bytes]) -> None:
        """These stand in the verified log again; in the same transaction as that page."""
        self._database.execute_many(
            "DELETE FROM aside WHERE scope = ? AND leaf = ?", [(scope, leaf) for leaf in leaves]
        )

    def forget(self, scope: str) -> None:
        """These go with a log that ended here."""
        self._database.execute("DELETE FROM aside WHERE scope = ?", (scope,))

    def _move(self, state: str, scope: str, ids: Iterable[str]) -> None:
        self._database.execute_many(
            "UPDATE aside SET state = ? WHERE scope = ? AND id = ? AND state IN ('waiting', 'sent')",
            [(state, scope, id_) for id_ in ids],
        )


def _read(rows: list[tuple[object, ...]]) -> list[AsideRow]:
    return [AsideRow._make(row) for row in rows]
