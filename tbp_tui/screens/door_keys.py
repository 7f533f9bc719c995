# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The door to what opens the vault: what `services/own_keys.py` offers to the screens.

As in `door.py` nothing here runs. Everything that takes a passphrase blocks, and runs in a thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class OwnKeys(Protocol):
    """The passphrase and what stands beside it."""

    def proposal(self, language: str) -> str:
        """Drawn words to take as a passphrase."""

    def change_passphrase(self, now: str, new: str) -> None:
        """Open with `new` from here on. Raises TbpError."""

    def make_recovery(self, now: str) -> Sequence[str]:
        """The groups of a new code, shown once. Raises TbpError."""

    def remove_recovery(self, now: str) -> None:
        """No code opens it any more. Raises TbpError."""

    def recover(self, code: str, new: str) -> None:
        """Open with `new` from here on, by the code on paper. Raises TbpError."""
