# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The words by which records are found, in the encrypted file itself (DESIGN section 7).

It knows no kinds and reads no bodies: `services/searching.py` says which words a record has. The index holds
nothing that the records do not hold, so it can be thrown away and made again.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from tbp_tui.vault.database import Database
from tbp_tui.vault.rows import RecordRow

_BEHIND = """
    SELECT 1 FROM scopes LEFT JOIN indexed_to USING (scope)
    WHERE scopes.seq > coalesce(indexed_to.seq, 0) LIMIT 1
"""
_TO_REACH = """
    SELECT scope, scopes.seq FROM scopes LEFT JOIN indexed_to USING (scope)
    WHERE scopes.seq > coalesce(indexed_to.seq, 0)
"""
# CROSS JOIN keeps SQLite at walking each log on from where it was, whatever the kinds.
_UNINDEXED = """
    SELECT records.* FROM scopes LEFT JOIN indexed_to USING (scope) CROSS JOIN records
    ON records.scope = scopes.scope AND records.seq > coalesce(indexed_to.seq, 0)
    WHERE +records.kind IN (SELECT value FROM json_each(?1)) AND records.verdict IN ('counts', 'late')
    ORDER BY scopes.scope, records.seq LIMIT ?2
"""
_REACHED = "INSERT OR REPLACE INTO indexed_to VALUES (?, ?)"
# The number under which words stand grows with the moment that a record is about: so the newest are found
# first without looking at the others. Of one minute there are so many numbers; then those of the next.
_OF_A_MINUTE = 256
_PLACE = """
    INSERT INTO indexed (n, scope, seq) SELECT coalesce(max(n) + 1, ?1), ?3, ?4 FROM indexed
    WHERE n BETWEEN ?1 AND ?2 HAVING coalesce(max(n), 0) < ?2 RETURNING n
"""
_WORDS = "INSERT INTO words (rowid, nl, en) VALUES (?, ?, ?)"
# The scope is looked at before the record is: of a word that stands everywhere most belong to other cases.
_FIND = """
    SELECT records.* FROM words CROSS JOIN indexed ON indexed.n = words.rowid
    CROSS JOIN records ON records.scope = indexed.scope AND records.seq = indexed.seq
    WHERE words MATCH ?1 AND indexed.scope IN (SELECT key FROM json_each(?2)) AND records.current = 1
    AND (records.scope, records.kind) IN (
        SELECT within.key, kind.value FROM json_each(?2) AS within, json_each(within.value) AS kind
    )
    ORDER BY words.rowid DESC LIMIT ?3
"""


class Entry(NamedTuple):
    """The words of one record in both languages; `minute`: of the moment it is about, since 1970."""

    scope: str
    seq: int
    nl: str
    en: str
    minute: int = 0


class Unindexed(NamedTuple):
    """Records that have no words yet, and how far each log is indexed once they have."""

    rows: list[RecordRow]
    reached: dict[str, int]


class Search:
    """The index of words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_behind(self) -> bool:
        """Whether a log was verified further than it was indexed; quick, and asked before every search."""
        return self._database.row(_BEHIND) is not None

    def unindexed(self, kinds: Iterable[str], limit: int) -> Unindexed:
        """Verified records of these kinds that were not indexed yet, in the order of their logs.

        In one transaction with `add`: another process must not index the same ones meanwhile.
        """
        found = self._database.rows(_UNINDEXED, (json.dumps(list(kinds)), limit))
        rows = [RecordRow._make(row) for row in found]
        reached: dict[str, int] = dict(self._database.rows(_TO_REACH))
        if len(rows) == limit:  # more may follow: this log as far as its last row, those after it not at all
            last = rows[-1]
            reached = {scope: seq for scope, seq in reached.items() if scope < last.scope}
            reached[last.scope] = last.seq
        return Unindexed(rows, reached)

    def add(self, entries: Iterable[Entry], reached: Mapping[str, int]) -> None:
        """Add words, and note how far each log is indexed now, in one transaction."""
        by_minute = sorted(entries, key=lambda entry: entry.minute)  # FTS5 is quick when numbers only grow
        begin: dict[int, int] = {}
        with self._database.transaction():
            words = [(self._place(entry, begin), entry.nl, entry.en) for entry in by_minute]
            self._database.execute_many(_WORDS, words)
            self._database.execute_many(_REACHED, list(reached.items()))

    def _place(self, entry: Entry, begin: dict[int, int]) -> int:
        """A free number of its minute, or of the first one after it that has any; `begin`: where to look."""
        minute = begin.get(entry.minute, entry.minute)
        while (n := self._free_in(minute, entry)) is None:
            minute += 1
        begin[entry.minute] = minute
        return n

    def _free_in(self, minute: int, entry: Entry) -> int | None:
        first = minute * _OF_A_MINUTE
        taken = self._database.row(_PLACE, (first, first + _OF_A_MINUTE - 1, entry.scope, entry.seq))
        return None if taken is None else int(taken[0])

    def forget_after(self, scope: str, seq: int) -> None:
        """Forget the words of what stood after a place of a log; in the transaction that takes it out."""
        gone = self._database.rows(
            "DELETE FROM indexed WHERE scope = ? AND seq > ? RETURNING n", (scope, seq)
        )
        self._database.execute_many("DELETE FROM words WHERE rowid = ?", gone)
        self._database.execute("UPDATE indexed_to SET seq = min(seq, ?) WHERE scope = ?", (seq, scope))

    def begin_anew(self) -> None:
        """Forget all words, so that every record is indexed again."""
        with self._database.transaction():
            self._database.execute("INSERT INTO words (words) VALUES ('delete-all')")
            self._database.execute("DELETE FROM indexed")
            self._database.execute("DELETE FROM indexed_to")

    def begin_log_anew(self, scope: str) -> None:
        """Forget the words of one log: something in it can be read now that could not be before."""
        with self._database.transaction():
            self._database.execute(
                "DELETE FROM words WHERE rowid IN (SELECT n FROM indexed WHERE scope = ?)", (scope,)
            )
            self._database.execute("DELETE FROM indexed WHERE scope = ?", (scope,))
            self._database.execute("DELETE FROM indexed_to WHERE scope = ?", (scope,))

    def find(self, match: str, within: Mapping[str, Collection[str]], limit: int) -> list[RecordRow]:
        """The current records whose words match, newest first by the moment that each is about.

        `match` is a query of FTS5; `within` says of each scope which kinds may be found in it.
        """
        asked = json.dumps({scope: list(kinds) for scope, kinds in within.items()})
        return [RecordRow._make(row) for row in self._database.rows(_FIND, (match, asked, limit))]
