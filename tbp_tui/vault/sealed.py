# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What belongs to sealed logs: their keys, what their records say, and what could not be opened yet.

Nothing here seals or opens. Keys and bodies go only with a log that has ended and is shredded; what was not
taken in stays readable for who wrote it, until they throw it away.
"""

from typing import NamedTuple

from tbp_tui.vault.database import Database
from tbp_tui.vault.rows import RecordRow

_WAITING = """
    SELECT records.* FROM unopened JOIN records USING (scope, seq)
    WHERE unopened.scope = ? AND unopened.key = ? AND unopened.code = ? ORDER BY seq
"""
# CROSS JOIN: without it SQLite walks every record there is for the sake of the order, and mostly for nothing.
_UNOPENED = """
    SELECT unopened.code, unopened.key, records.* FROM unopened CROSS JOIN records USING (scope, seq)
    ORDER BY unopened.scope, unopened.seq
"""
_FORGET_OPENED = "DELETE FROM opened WHERE scope = ? AND leaf NOT IN (SELECT leaf FROM outbox)"
_FORGET_UNSENT = "DELETE FROM opened WHERE leaf = ? AND NOT EXISTS (SELECT 1 FROM records WHERE id = ?)"


class UnopenedRow(NamedTuple):
    """A record that stands in a log and does not open here, why, and the key that it needs."""

    code: str
    key: str
    record: RecordRow


class Sealed:
    """The tables of keys, opened bodies and unopened records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- keys: number and 32 bytes by id ---------------------------------------------------------------

    def keep_key(self, scope: str, id_: str, number: int, key: bytes) -> bool:
        """Keep a key; whether it was new here."""
        before = self.keys(scope)
        self._database.execute(
            "INSERT OR IGNORE INTO scope_keys (scope, id, number, key) VALUES (?, ?, ?, ?)",
            (scope, id_, number, key),
        )
        return id_ not in before

    def keys(self, scope: str) -> dict[str, tuple[int, bytes]]:
        """Every key of a log that this device was ever handed or made."""
        found = self._database.rows("SELECT id, number, key FROM scope_keys WHERE scope = ?", (scope,))
        return {id_: (number, bytes(key)) for id_, number, key in found}

    def forget(self, scope: str) -> None:
        """Everything of a log that ended here: its keys, and what they opened.

        What stays in the outbox stays readable there: it was written here, and its writer decides about it.
        """
        for table in ("scope_keys", "unopened"):
            self._database.execute(f"DELETE FROM {table} WHERE scope = ?", (scope,))  # noqa: S608  # names above
        self._database.execute(_FORGET_OPENED, (scope,))

    def forget_unsent(self, leaf: bytes, id_: str) -> None:
        """What a record says that its writer threw away, unless it stands in a log."""
        self._database.execute(_FORGET_UNSENT, (leaf, id_))

    # --- bodies -----------------------------------------------------------------------------------------

    def keep_body(self, scope: str, leaf: bytes, body: bytes) -> None:
        """What the record with this leaf says."""
        self._database.execute("INSERT OR REPLACE INTO opened VALUES (?, ?, ?)", (leaf, scope, body))

    def body(self, leaf: bytes) -> bytes | None:
        """What the record with this leaf says; None when it is not open here."""
        found = self._database.row("SELECT body FROM opened WHERE leaf = ?", (leaf,))
        return None if found is None else bytes(found[0])

    # --- what does not open -----------------------------------------------------------------------------

    def note_unopened(self, scope: str, seq: int, key: str, code: str) -> None:
        """This record needs a key that is not here, or does not open under it."""
        self._database.execute("INSERT OR REPLACE INTO unopened VALUES (?, ?, ?, ?)", (scope, seq, key, code))

    def note_opened(self, scope: str, seq: int) -> None:
        """It is open now."""
        self._database.execute("DELETE FROM unopened WHERE scope = ? AND seq = ?", (scope, seq))

    def forget_after(self, scope: str, seq: int) -> None:
        """What stood after this place was moved away, and the notes about it with it."""
        self._database.execute("DELETE FROM unopened WHERE scope = ? AND seq > ?", (scope, seq))

    def waiting(self, scope: str, key: str, code: str) -> list[RecordRow]:
        """The records that wait for this key, in the order of their log."""
        return [RecordRow._make(row) for row in self._database.rows(_WAITING, (scope, key, code))]

    def unopened(self) -> list[UnopenedRow]:
        """Everything that is held and not open."""
        return [
            UnopenedRow(row[0], row[1], RecordRow._make(row[2:])) for row in self._database.rows(_UNOPENED)
        ]
