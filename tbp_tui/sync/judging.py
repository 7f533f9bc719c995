# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""After an upgrade: what an older version could not judge is judged again, as if this one had been there from
the start (DESIGN sections 4 and 8). Nothing is asked of the backend, and the signed bytes stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tbp_casefile.errors import OtherHistory
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import genesis
from tbp_casefile.logstate import LogState
from tbp_casefile.times import from_ms
from tbp_casefile.verify import IdTaken, JudgedEntry, judge_again
from tbp_casefile.wire.api import Entry
from tbp_tui.sync import editions, standing
from tbp_tui.sync.applying import row_of, stands_as
from tbp_tui.sync.identity import enrolled, is_enrolled, record_key
from tbp_tui.sync.replacing import mark_replaced, replaced_here
from tbp_tui.sync.states import Standing, Worth
from tbp_tui.sync.telling import told_again
from tbp_tui.vault.rows import OutboxRow, RecordRow, ScopeRow
from tbp_tui.vault.store import Vault

BATCH = 500
_DOUBTFUL = (Worth.UNKNOWN.value, Worth.SET_ASIDE.value)
_COUNTS = Worth.COUNTS.value
_ARRIVED = {_COUNTS, Worth.UNKNOWN.value}


class _MoreThanThought(Exception):
    """Something that counted no longer does, so that what it had replaced must be found again."""


def catch_up(vault: Vault) -> bool:
    """Judge again what another edition judged; whether there was anything to do. May stop at any moment.

    (1) nothing to do  (2) `system`, that has the keys  (3) every other log, each in a transaction of its own
    (4) the edition, only now that all of them stand
    """
    if editions.is_ours(vault):  # (1)
        return False
    if is_enrolled(vault):
        root, system = enrolled(vault).root_key, enrolled(vault).system
        whole = editions.knew_more(vault)
        whole = _log(vault, system, SystemKeys(root), whole=whole) or whole  # (2)
        keys = SystemKeys(root)
        told_again(vault, standing.place_of(vault, system), keys)
        for place in vault.scopes():
            if place.scope != system:
                _log(vault, place.scope, keys, whole=whole)  # (3)
    editions.keep_edition(vault)  # (4)
    return True


def _log(vault: Vault, scope: str, keys: SystemKeys, *, whole: bool) -> bool:
    """One log, whole or from its first record in doubt; whether any of it is worth something else."""
    try:
        try:
            return _Again(vault, scope, keys.copy()).run(whole=whole)
        except _MoreThanThought:
            return _Again(vault, scope, keys.copy()).run(whole=True)
    except OtherHistory as wrong:
        place = standing.place_of(vault, scope)
        standing.refuse(vault, scope, wrong, place.head.encode(), from_ms(place.head_at))
        return False


@dataclass
class _Again:
    """One log that is judged again, in one transaction."""

    vault: Vault
    scope: str
    keys: SystemKeys
    changed: bool = False

    def run(self, *, whole: bool) -> bool:
        """Whether anything is worth something else now."""
        records = self.vault.records
        with self.vault.transaction():
            first = 1 if whole else records.first_of(self.scope, _DOUBTFUL)
            if first is not None:
                self._judge_from(first)
            editions.keep_not_understood(
                self.vault, self.scope, records.count_of(self.scope, Worth.UNKNOWN.value)
            )
        return self.changed

    def _judge_from(self, first: int) -> None:
        place = standing.place_of(self.vault, self.scope)
        device = record_key(self.vault).device_id
        before = place._replace(seq=first - 1, hash=self._hash_at(first - 1))
        state = told_again(self.vault, before, self.keys)
        for rows in self._batches(first):
            entries, taken = [_entry(row) for row in rows], self._taken_before(rows[0].seq)
            judged = judge_again(state, self.keys, entries, self._hash_at, taken)
            fresh = self._keep(rows, judged, whole=first == 1)
            both = zip(rows, fresh, strict=True)
            _settle_own(self.vault, [(before, row) for before, row in both if row.device == device])
        if self.changed:
            self.vault.search.forget_after(self.scope, first - 1)
            self.vault.save_scope(_stands_now(place, state, device))

    def _batches(self, first: int) -> Iterator[list[RecordRow]]:
        after = first - 1
        while rows := self.vault.records.entries(self.scope, after, BATCH):
            after = rows[-1].seq
            yield rows

    def _hash_at(self, seq: int) -> bytes:
        held = self.vault.records.hash_at(self.scope, seq) if seq else genesis(self.scope)
        assert held is not None
        return held

    def _taken_before(self, seq: int) -> IdTaken:
        """Ids of entries before this one; those were judged again already."""

        def taken(id_: str) -> bool:
            rows = self.vault.records.by_refs([(self.scope, id_)])
            return any(row.seq < seq and row.verdict != Worth.SET_ASIDE for row in rows)

        return taken

    def _keep(
        self, rows: list[RecordRow], judged: tuple[JudgedEntry, ...], *, whole: bool
    ) -> list[RecordRow]:
        """Rows as a first reading would have left them, and what they take the place of."""
        replaced = replaced_here(judged)
        fresh = [row_of(entry, self.scope, replaced) for entry in judged]
        worth = [(before.verdict, after.verdict) for before, after in zip(rows, fresh, strict=True)]
        if not whole and any(_COUNTS == was != now for was, now in worth):
            raise _MoreThanThought
        self.changed = self.changed or any(was != now for was, now in worth)
        self.vault.records.judged(fresh)
        mark_replaced(self.vault, self.scope, rows[0].seq - 1, judged)
        return fresh


def _entry(row: RecordRow) -> Entry:
    return Entry(row.seq, row.received, row.jws)


def _stands_now(place: ScopeRow, state: LogState, device: str) -> ScopeRow:
    """What the backend said of this log stays said, unless an entry ended it, or does so no longer."""
    kept = place._replace(state=Standing.OPEN, code="") if place.state == Standing.ENDED else place
    return stands_as(kept, state, device)


def _settle_own(vault: Vault, own: list[tuple[RecordRow, RecordRow]]) -> None:
    """What arrived leaves the outbox; what does not count after all goes to the person, with its text."""
    queued = {row.leaf: row for row in vault.outbox.all()} if own else {}
    for before, row in own:
        waits, code = queued.get(row.leaf), row.code or row.verdict
        if row.verdict in _ARRIVED:
            vault.outbox.deliver([waits.id] if waits else [])
        elif waits is not None:
            vault.outbox.needs_attention(waits.id, code)
        elif before.verdict in _ARRIVED:
            vault.outbox.queue(OutboxRow.again(row, state="attention", code=code))
