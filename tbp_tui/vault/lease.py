# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One syncer per vault at a time (DESIGN section 8): a lease that its holder's death ends.

It saves double work and is no lock: a page applies in one transaction and a record has one id, so two
syncers would still do no harm.
"""

from tbp_tui.vault.database import Database
from tbp_tui.vault.process import ProcessId, is_running

# Counts only where the system cannot tell whether the holder is alive; a holder renews at every sync (5 min).
TERM_MILLISECONDS = 15 * 60 * 1000


class Lease:
    """The right to sync this vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, process: ProcessId, now_ms: int) -> bool:
        """Take it when it is free, ours already, or its holder is gone; False when another is at work."""
        with self._database.transaction():
            if not self._is_free_for(process, now_ms):
                return False
            self._database.execute(
                "INSERT OR REPLACE INTO lease (one, pid, boot_id, started, until) VALUES (1, ?, ?, ?, ?)",
                (*process, now_ms + TERM_MILLISECONDS),
            )
            return True

    def release(self, process: ProcessId) -> None:
        """Give it back; one that has passed to another is left alone."""
        self._database.execute("DELETE FROM lease WHERE pid = ? AND boot_id = ? AND started = ?", process)

    def _is_free_for(self, process: ProcessId, now_ms: int) -> bool:
        held = self._database.row("SELECT pid, boot_id, started, until FROM lease")
        if held is None:
            return True
        holder, until = ProcessId(*held[:3]), held[3]
        if holder == process:
            return True
        running = is_running(holder)
        # a clock that was set back must not keep the lease for longer than its term
        return not running if running is not None else not now_ms <= until <= now_ms + TERM_MILLISECONDS
