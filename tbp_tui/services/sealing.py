# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person decides and is told about sealed logs: new devices that ask, and records that do not open.

For the screen of devices: ask about each of `asking`, by the digits of its id that both sides can read out;
`accept` after a yes. A no is nothing here; ending a device is for the screen itself. `waits` says that this
device is the one that is asked about elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.crypto.seals import Random
from tbp_casefile.tables import Role
from tbp_casefile.times import parse_moment
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.errors import NoSuchRecord
from tbp_tui.sync import scope_keys
from tbp_tui.sync.scope_keys import NewDevice
from tbp_tui.vault.store import Vault


@dataclass(frozen=True)
class Unopened:
    """A record that is here and cannot be read yet. `code`: `no-key`, `does-not-open` or `bad-body`."""

    id: str
    kind: str
    role: Role
    at: datetime
    code: str


def asking(vault: Vault) -> tuple[NewDevice, ...]:
    """Devices that read nothing of a sealed log until the owner of this one says yes."""
    return scope_keys.new_devices(vault)


def accept(vault: Vault, device: str, *, now: datetime, random: Random) -> None:
    """The owner said yes: hand it every key, so that it reads all; goes out at the next sync.

    Raises NoSuchRecord for a device about which nobody is asked.
    """
    if not scope_keys.accept(vault, device, now=now, random=random):
        raise NoSuchRecord(kind="device")


def waits(vault: Vault) -> bool:
    """Whether this device itself waits for a yes on another one."""
    return bool(scope_keys.waits_for_yes(vault))


def unopened(vault: Vault, case: CaseLogs) -> tuple[Unopened, ...]:
    """What this device holds of a case and cannot show, oldest first."""
    return tuple(
        Unopened(row.id, row.kind, Role(row.role), parse_moment(row.at), code)
        for code, row in vault.sealed.unopened()
        if row.scope in case.types
    )
