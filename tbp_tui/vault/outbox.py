# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Records written on this device and not yet seen back in a verified log (DESIGN sections 2 and 8).

waiting -> sent -> delivered (the row goes: the record now stands in the replica)
waiting or sent -> attention (refused, late or set aside: kept with its text, for the person to decide)
sent -> waiting (the backend lost it) · waiting -> taken back (only before it may be sent)
attention -> discarded (by its owner)
"""

from collections.abc import Iterable

from tbp_tui.vault.database import Database
from tbp_tui.vault.rows import OutboxRow

# The columns of the table are the fields of OutboxRow, in order; tests/vault holds them together.
_INSERT = "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) RETURNING n"
# What was written at a moment still to come was written before the clock was set back: it waits no longer.
_WAITING = """
    SELECT * FROM outbox WHERE state = 'waiting' AND (hold_until <= ?1 OR created > ?1)
    AND (?2 IS NULL OR scope = ?2) ORDER BY n LIMIT ?3
"""
_TAKE_BACK = """
    DELETE FROM outbox WHERE id = ? AND state = 'waiting' AND hold_until > ? AND attempts = 0 RETURNING *
"""

_PUT_RIGHT = """
    UPDATE outbox SET jws = ?, leaf = ?, state = 'waiting', code = '', n = (SELECT max(n) + 1 FROM outbox)
    WHERE id = ?
"""


class Outbox:
    """What must still arrive; a row leaves it delivered, with its log, or by its owner's hand."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, row: OutboxRow) -> OutboxRow:
        """Put a signed record in line; the row with its place."""
        (place,) = self._database.rows(_INSERT, row[:-1])
        return row._replace(n=place[0])

    def all(self) -> list[OutboxRow]:
        """Everything that has not arrived, oldest first."""
        return _read(self._database.rows("SELECT * FROM outbox ORDER BY n"))

    def waiting(self, now_ms: int, limit: int, scope: str | None = None) -> list[OutboxRow]:
        """What may be pushed now, oldest first, of all scopes or of one."""
        return _read(self._database.rows(_WAITING, (now_ms, scope, limit)))

    def mark_sent(self, ids: Iterable[str]) -> None:
        """The backend says that it has stored these; they stay until they are seen in a verified log."""
        self._move(ids, "sent")

    def mark_waiting(self, ids: Iterable[str]) -> None:
        """Offer these again: the log that should hold them does not."""
        self._move(ids, "waiting")

    def count_attempt(self, ids: Iterable[str]) -> None:
        """One more try was made for these, whatever became of it."""
        self._for_each("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?", ids)

    def needs_attention(self, id_: str, code: str) -> None:
        """It will not count as it is; the person decides what becomes of it."""
        self._database.execute("UPDATE outbox SET state = 'attention', code = ? WHERE id = ?", (code, id_))

    def postpone(self, id_: str, code: str) -> None:
        """It could not go now, for this reason; it keeps its place and goes again."""
        self._database.execute("UPDATE outbox SET code = ? WHERE id = ? AND state = 'waiting'", (code, id_))

    def deliver(self, ids: Iterable[str]) -> None:
        """These stand in the verified log and count there; in the same transaction as that page."""
        self._for_each("DELETE FROM outbox WHERE id = ?", ids)

    def forget(self, ids: Iterable[str]) -> None:
        """These go with a log that ended here."""
        self._for_each("DELETE FROM outbox WHERE id = ?", ids)

    def discard(self, id_: str) -> None:
        """Its owner does not want it to arrive any more; only what needs attention can go."""
        self.withdraw(id_)

    def put_right(self, id_: str, jws: str, leaf: bytes) -> None:
        """The same record in other bytes, at the end of the line: it may go again."""
        self._database.execute(_PUT_RIGHT, (jws, leaf, id_))

    def withdraw(self, id_: str) -> None:
        """Drop a record that nobody wrote: a key that another device was first with."""
        self._database.execute("DELETE FROM outbox WHERE id = ? AND state = 'attention'", (id_,))

    def take_back(self, id_: str, now_ms: int) -> OutboxRow | None:
        """Remove a record that could not have been sent yet, and return it; None when it is too late."""
        taken = self._database.rows(_TAKE_BACK, (id_, now_ms))
        return next(iter(_read(taken)), None)

    def _move(self, ids: Iterable[str], state: str) -> None:
        with self._database.transaction():
            self._database.execute_many(
                "UPDATE outbox SET state = ?, code = '' WHERE id = ? AND state <> 'attention'",
                [(state, id_) for id_ in ids],
            )

    def _for_each(self, sql: str, ids: Iterable[str]) -> None:
        with self._database.transaction():
            self._database.execute_many(sql, [(id_,) for id_ in ids])


def _read(rows: list[tuple[object, ...]]) -> list[OutboxRow]:
    return [OutboxRow._make(row) for row in rows]
