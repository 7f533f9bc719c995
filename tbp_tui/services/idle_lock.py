# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""After how many minutes the screen locks by itself: a choice of its owner, kept in the vault (UX R5)."""

from collections.abc import Callable

from tbp_casefile.tables import STAFF, Role
from tbp_tui.vault.store import Vault

CHOICES = (1, 2, 5, 10, 15, 30)
FOR_PERSONS, FOR_STAFF = 2, 5
_KEY = "idle.minutes"


class IdleLock:
    """The choice for one vault; until there is one, by the role of its owner."""

    def __init__(self, vault: Vault, role: Callable[[], Role]) -> None:
        self._vault, self._role = vault, role

    @property
    def minutes(self) -> int:
        """One of CHOICES; what cannot be read counts as none."""
        kept = self._vault.meta(_KEY) or b""
        minutes = int(kept) if kept.isdigit() else 0
        return minutes if minutes in CHOICES else FOR_STAFF if self._role() in STAFF else FOR_PERSONS

    def next(self) -> int:
        """Choose the following one; after the longest comes the shortest."""
        following = [minutes for minutes in CHOICES if minutes > self.minutes] or list(CHOICES)
        self._vault.set_meta(_KEY, str(following[0]).encode("ascii"))
        return following[0]
