# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The shapes in which own devices are shown: of all logs together, and of no case in particular.

A device has no name in the protocol. It is told by when it came in, by whether it is this one, by its short
code, and by the newest record that the logs have of it: when it was last read on, nobody knows.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

State = Literal["active", "ending", "ended"]


@dataclass(frozen=True)
class DeviceLine:
    """One own device. `used`: when its newest record was received; `left`: logs that do not end it yet.

    `ending`: that is written here and not in any log yet. `copied`: it seems to be there twice.
    """

    device: str
    code: str
    here: bool
    added: datetime
    used: datetime | None
    state: State
    ended: datetime | None = None
    late: bool = True
    left: int = 0
    copied: bool = False


@dataclass(frozen=True)
class ArrivalLine:
    """A device about which the owner of this one is asked whether it is what it seems to be.

    `own`: one of theirs; else of another member, of whom no older device is left that could say yes. `reads`:
    the logs that it reads already. `after_yes`: sealed ones, that it reads once the owner says yes.
    """

    device: str
    code: str
    own: bool
    role: str
    added: datetime
    own_ticket: bool = False
    reads: tuple[str, ...] = ()
    after_yes: tuple[str, ...] = ()


@dataclass(frozen=True)
class EndingLine:
    """A log that has ended on this device; `shredded` is None as long as it is still held."""

    log: str
    why: str
    at: datetime
    shredded: datetime | None
    lost: int


@dataclass(frozen=True)
class DevicesView:
    """Own devices, the oldest first; what has ended here; records by our key that were not written here."""

    devices: tuple[DeviceLine, ...]
    endings: tuple[EndingLine, ...]
    unknown: int

    @property
    def active(self) -> tuple[DeviceLine, ...]:
        """Those that can be used."""
        return tuple(line for line in self.devices if line.state == "active")

    @property
    def only_this(self) -> bool:
        """Whether no other device of theirs can be used."""
        return all(line.here for line in self.active)

    @property
    def asks(self) -> bool:
        """Whether there is something that the person should look at."""
        return bool(self.unknown) or any(line.copied for line in self.devices)


@dataclass(frozen=True)
class Issued:
    """The line that is typed on the new device, and until when it can be."""

    line: str = field(repr=False)
    until: datetime
