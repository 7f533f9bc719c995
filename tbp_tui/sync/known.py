# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What this device already holds of one log, as the check of its next page asks for it, record by record.

What came in during this pull is remembered, up to a limit; about the rest the vault is asked, more slowly.
"""

from tbp_casefile.log import genesis
from tbp_casefile.logstate import SetAside
from tbp_casefile.verify import VerifiedPage
from tbp_tui.sync.states import Worth
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault

MOST = 20_000
"""Entries that are remembered: a few megabytes, however long a log is."""


class Known:
    """Hashes and ids of one log, up to `place`."""

    def __init__(self, vault: Vault, place: ScopeRow) -> None:
        self._vault, self._scope, self._held = vault, place.scope, place.seq
        self._hashes = {0: genesis(place.scope), place.seq: place.hash}
        self._ids: set[str] = set()

    def grow(self, page: VerifiedPage) -> None:
        """Remember a page that was taken over."""
        if page.entries and len(self._hashes) > MOST:
            self._held = page.entries[0].seq - 1
            self._hashes, self._ids = {0: self._hashes[0], self._held: self._hashes[self._held]}, set()
        for entry in page.entries:
            self._hashes[entry.seq] = entry.hash
            if entry.signed and not isinstance(entry.verdict, SetAside):
                self._ids.add(entry.signed.record.id)

    def hash_at(self, seq: int) -> bytes | None:
        """The hash that was verified at this place."""
        if seq not in self._hashes and 0 < seq < self._held:
            held = self._vault.records.hash_at(self._scope, seq)
            if held is None:
                return None
            self._hashes[seq] = held
        return self._hashes.get(seq)

    def id_taken(self, id_: str) -> bool:
        """Whether a record with this id stands in the log already; one that was set aside takes no id."""
        if id_ in self._ids or not self._held:
            return id_ in self._ids
        rows = self._vault.records.by_refs([(self._scope, id_)])
        return any(row.verdict != Worth.SET_ASIDE and row.seq <= self._held for row in rows)
