# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The door to one's own devices, to when this one locks, and to what opens it.

As in `door.py` nothing here runs. Everything that takes a passphrase blocks, and runs in a thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tbp_casefile.views.devices import ArrivalLine, DevicesView, Issued


class OwnDevices(Protocol):
    """The devices of whoever unlocked (`services/devices.py`). `add` blocks, and runs in a thread."""

    @property
    def asks(self) -> bool: ...
    @property
    def over(self) -> bool: ...
    @property
    def arrivals(self) -> Sequence[ArrivalLine]:
        """Devices about which whoever unlocked is asked."""

    @property
    def waits(self) -> bool:
        """Whether this device itself waits for a yes on another one."""

    def accept(self, device: str) -> None:
        """The answer is yes; raises TbpError."""

    def view(self) -> DevicesView: ...
    def revoke(self, device: str, *, late: bool) -> int:
        """Write the end of a device; raises TbpError."""

    def add(self) -> Issued:
        """A ticket for one more; raises TbpError."""

    def answer_copies(self) -> None: ...


class IdleLock(Protocol):
    """After how many minutes without a key the screen locks."""

    @property
    def minutes(self) -> int: ...
    def next(self) -> int:
        """Choose the following number of minutes."""


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
