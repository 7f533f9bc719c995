# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The replica: verified entries of the logs, found by kind, by reference, by place (DESIGN sections 2 and 7).

Nothing here judges a record or reads what is in it. None is deleted but with the whole of its log: `take_out`
is one half of a move.
"""

import json
from collections.abc import Collection, Iterable

from tbp_tui.vault.database import Database
from tbp_tui.vault.rows import RecordRow

Ref = tuple[str, str]
"""Scope and id of a record."""

# The columns of the table are the fields of RecordRow, in order; tests/vault holds them together.
_INSERT = "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_OF_KINDS = """
    SELECT * FROM records WHERE kind IN (SELECT value FROM json_each(?1)) AND current >= ?2
    AND (?3 IS NULL OR scope IN (SELECT value FROM json_each(?3))) ORDER BY scope, seq
"""
_OF_ENTITY = "SELECT * FROM records WHERE entity = ? ORDER BY scope, seq"
# The plus keeps SQLite from walking the whole log for the sake of the order: the id finds one row or two.
_BY_REF = "SELECT * FROM records WHERE id = ? AND +scope = ? ORDER BY seq"
_REPLACED = """
    UPDATE records SET current = 0
    WHERE id = ? AND +scope = ? AND +kind = ? AND +entity = ? AND +current = 1
"""
# By name: without statistics SQLite would rather read every record of the kind.
_ABOUT = """
    SELECT * FROM records INDEXED BY records_about
    WHERE about = ? AND about <> '' AND current = 1 AND kind IN (SELECT value FROM json_each(?))
    ORDER BY rowid DESC LIMIT ?
"""
# By name and backwards: of a thousand moments of contact a list shows the last few.
_NEWEST_TALKS = """
    SELECT * FROM records INDEXED BY records_talks
    WHERE kind = 'contact_moment' AND current = 1 AND scope = ? AND at < ? ORDER BY at DESC LIMIT ?
"""
_TAKE_OUT = "DELETE FROM records WHERE scope = ? AND seq > ? RETURNING *"
# From the end of the log backwards: whoever is asked about has written lately.
_NEWEST_BY = "SELECT * FROM records WHERE scope = ? AND +device = ? ORDER BY seq DESC LIMIT 1"
_LAST_RECEIVED = """
    SELECT device, max(received) FROM records
    WHERE device IN (SELECT value FROM json_each(?)) AND verdict <> 'set-aside' GROUP BY device
"""
_JUDGED = """
    UPDATE records SET id = ?3, kind = ?4, entity = ?5, device = ?6, member = ?7, role = ?8, at = ?9,
    verdict = ?11, code = ?12, current = ?13, control = ?14, about = ?18 WHERE scope = ?1 AND seq = ?2
"""
_FIRST_OF = """
    SELECT min(seq) FROM records WHERE scope = ? AND verdict IN (SELECT value FROM json_each(?))
"""
_ENTRIES = "SELECT * FROM records WHERE scope = ? AND seq > ? ORDER BY seq LIMIT ?"
_AT = """
SELECT records.* FROM json_each(?) AS place CROSS JOIN records
    ON scope = json_extract(place.value, '$[0]') AND seq = json_extract(place.value, '$[1]')
"""
_CONTROLS = "SELECT * FROM records WHERE scope = ? AND control = 1 ORDER BY seq"


class Records:
    """The table of records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, rows: Iterable[RecordRow]) -> None:
        """Add verified entries, in one transaction; a place that is taken is a mistake of the caller."""
        with self._database.transaction():
            self._database.execute_many(_INSERT, rows)

    def judged(self, rows: Iterable[RecordRow]) -> None:
        """What these entries are worth now, and what is read of them; their bytes and hashes stay."""
        with self._database.transaction():
            self._database.execute_many(_JUDGED, rows)

    def mark_replaced(self, scope: str, ids: Iterable[str], kind: str, entity: str) -> int:
        """These records are no longer current, where scope, kind and entity agree; how many were."""
        with self._database.transaction():
            return self._database.execute_many(_REPLACED, [(id_, scope, kind, entity) for id_ in ids])

    def take_out(self, scope: str, after: int) -> list[RecordRow]:
        """Remove what stands after a place and return it; the same transaction keeps it elsewhere."""
        taken = self._database.rows(_TAKE_OUT, (scope, after))
        return sorted(_read(taken), key=lambda row: row.seq)

    def mark_current(self, scope: str, id_: str) -> None:
        """What had taken the place of this record is gone: it is current again."""
        self._database.execute(
            "UPDATE records SET current = 1 WHERE id = ? AND scope = ? AND verdict = 'counts'", (id_, scope)
        )

    def current(self, kinds: Iterable[str], scopes: Collection[str] | None = None) -> list[RecordRow]:
        """The current records of these kinds, in the order of their logs."""
        return self._of_kinds(kinds, scopes, current=1)

    def history(self, kinds: Iterable[str], scopes: Collection[str] | None = None) -> list[RecordRow]:
        """All records of these kinds, replaced ones too, in the order of their logs."""
        return self._of_kinds(kinds, scopes, current=0)

    def of_entity(self, entity: str) -> list[RecordRow]:
        """Everything that was written about one thing."""
        return _read(self._database.rows(_OF_ENTITY, (entity,)))

    def by_refs(self, refs: Iterable[Ref]) -> list[RecordRow]:
        """The records with these scopes and ids; one that is not here is left out."""
        by_id = ((id_, scope) for scope, id_ in refs)
        return _read(self._database.rows_for_each(_BY_REF, by_id))

    def about(self, leaves: Iterable[str], kinds: Iterable[str], *, most: int = -1) -> list[RecordRow]:
        """The current records of these kinds that answer exactly these, newest first; of each leaf `most`."""
        wanted = json.dumps(sorted(kinds))
        return _read(self._database.rows_for_each(_ABOUT, ((leaf, wanted, most) for leaf in leaves)))

    def newest_talks(self, scopes: Iterable[str], most: int, before: str = "~") -> list[RecordRow]:
        """The newest current moments of contact of each log, at most so many of one; `before`: an `at`."""
        return _read(self._database.rows_for_each(_NEWEST_TALKS, ((one, before, most) for one in scopes)))

    def entries(self, scope: str, after: int, limit: int) -> list[RecordRow]:
        """The entries of a log after a place, whatever they are."""
        return _read(self._database.rows(_ENTRIES, (scope, after, limit)))

    def at(self, places: Iterable[tuple[str, int]]) -> list[RecordRow]:
        """The entries at these places of their logs."""
        return _read(self._database.rows(_AT, (json.dumps(list(places)),)))

    def first_of(self, scope: str, verdicts: Collection[str]) -> int | None:
        """The place of the first entry of a log with one of these verdicts; reads the whole log."""
        found = self._database.row(_FIRST_OF, (scope, json.dumps(list(verdicts))))
        return found[0] if found else None

    def count_of(self, scope: str, verdict: str) -> int:
        """How many entries of a log have this verdict; reads the whole log."""
        found = self._database.row(
            "SELECT count(*) FROM records WHERE scope = ? AND verdict = ?", (scope, verdict)
        )
        return int(found[0]) if found else 0

    def controls(self, scope: str) -> list[RecordRow]:
        """The entries of a log that decide who its members are."""
        return _read(self._database.rows(_CONTROLS, (scope,)))

    def newest_by(self, scope: str, device: str) -> RecordRow | None:
        """The newest record of a device in one log."""
        rows = self._database.rows(_NEWEST_BY, (scope, device))
        return next(iter(_read(rows)), None)

    def last_received(self, devices: Iterable[str]) -> dict[str, int]:
        """When the newest record of each of these devices was received; reads through all of them."""
        return dict(self._database.rows(_LAST_RECEIVED, (json.dumps(list(devices)),)))

    def hash_at(self, scope: str, seq: int) -> bytes | None:
        """The chain's hash at a place that was verified; None where we hold nothing."""
        found = self._database.row("SELECT hash FROM records WHERE scope = ? AND seq = ?", (scope, seq))
        return None if found is None else bytes(found[0])

    def forget(self, scope: str) -> None:
        """Overwrite every record of a log that ended here (`secure_delete`)."""
        self._database.execute("DELETE FROM records WHERE scope = ?", (scope,))

    def kinds_between(self, scope: str, first: int, last: int) -> set[str]:
        """The kinds that stand at these places of a log."""
        query = "SELECT DISTINCT kind FROM records WHERE scope = ? AND seq BETWEEN ? AND ?"
        return {kind for (kind,) in self._database.rows(query, (scope, first, last))}

    def count(self) -> int:
        """How many entries are held."""
        found = self._database.row("SELECT count(*) FROM records")
        return 0 if found is None else int(found[0])

    def _of_kinds(
        self, kinds: Iterable[str], scopes: Collection[str] | None, *, current: int
    ) -> list[RecordRow]:
        in_scopes = None if scopes is None else json.dumps(list(scopes))
        return _read(self._database.rows(_OF_KINDS, (json.dumps(list(kinds)), current, in_scopes)))


def _read(rows: list[tuple[object, ...]]) -> list[RecordRow]:
    return [RecordRow._make(row) for row in rows]
