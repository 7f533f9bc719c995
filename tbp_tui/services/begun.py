# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Texts that somebody began to type about one record: kept while they type, gone once they were sent.

Each lies in the vault under the log of its record, so that it goes with that log.
"""

from datetime import datetime

from tbp_casefile.times import to_ms
from tbp_tui.vault.store import Vault

CORRECTION = "correction"
"""What is typed in the place of the record itself; else `what` is what is said to it."""


class Begun:
    """What the owner of this vault began, by log, record, and what it is."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def text(self, scope: str, record: str, what: str) -> str:
        """What was being typed; empty where nothing was."""
        return self._vault.unfinished.text(_place(scope, record, what))

    def keep(self, scope: str, record: str, what: str, text: str, now: datetime) -> None:
        """Keep what is being typed; an empty text leaves nothing."""
        self._vault.unfinished.keep(_place(scope, record, what), text, to_ms(now))

    def forget(self, scope: str, record: str, what: str) -> None:
        """It was sent."""
        self._vault.unfinished.forget(_place(scope, record, what))


def _place(scope: str, record: str, what: str) -> str:
    return f"{what}:{record}:{scope}"
