# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who may read which log, and which devices may sign in: told from the logs, kept beside them for speed.

Reading asks one row here instead of the whole history; writing still asks `members.judge`.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select, update

from tbp_backend.store.engine import insert_new
from tbp_backend.store.tables import ACCESS, DEVICES
from tbp_casefile.logstate import LogState
from tbp_casefile.tables import READERS


def active(state: LogState) -> frozenset[str]:
    """Devices that may read this log now."""
    if state.type is None:
        return frozenset()
    readers = READERS[state.type]
    return frozenset(device for device in state.devices if state.role_of(device) in readers)


@dataclass
class Readers:
    """What a batch does to the right to read: who came in, and at which seq others went out."""

    opened: set[str] = field(default_factory=set)
    ended: dict[str, int] = field(default_factory=dict)

    def follow(self, before: frozenset[str], after: frozenset[str], seq: int) -> None:
        """Note what the entry with this seq changed."""
        for device in after - before:
            self.opened.add(device)
            self.ended.pop(device, None)
        for device in before - after:
            self.ended[device] = seq


def ended_at(connection: Connection, scope: str, device: str | None) -> int | None:
    """When this device's right to read ended in this log, in milliseconds; None while it holds."""
    query = select(ACCESS.c.until_received).where(ACCESS.c.scope == scope, ACCESS.c.device == device)
    ended: int | None = (connection.execute(query)).scalar_one_or_none()
    return ended


def is_revoked(connection: Connection, device: str) -> bool:
    """Whether a record in some log ended this device."""
    query = select(DEVICES.c.revoked).where(DEVICES.c.device == device)
    return bool(connection.execute(query).scalar_one_or_none())


def write(connection: Connection, state: LogState, readers: Readers, now_ms: int) -> None:
    """After a batch that decided something: keep who came, who went, and which devices were revoked.

    Devices in order, and none that is revoked already: two logs that tell of the same ones may wait for each
    other, not both at once.
    """
    for device in sorted(readers.opened):
        _open(connection, state, device)
    for device, seq in readers.ended.items():
        here = (ACCESS.c.device == device, ACCESS.c.scope == state.scope)
        ended = update(ACCESS).where(*here).values(until_seq=seq, until_received=now_ms)
        connection.execute(ended)
    for device, known in sorted(state.devices.items()):
        if known.ended:
            its_own = (DEVICES.c.device == device, DEVICES.c.member == known.member, ~DEVICES.c.revoked)
            connection.execute(update(DEVICES).where(*its_own).values(revoked=True))


def _open(connection: Connection, state: LogState, device: str) -> None:
    here = (ACCESS.c.device == device, ACCESS.c.scope == state.scope)
    connection.execute(delete(ACCESS).where(*here))
    connection.execute(insert(ACCESS).values(device=device, scope=state.scope))
    known = state.devices[device]
    if known.keys.dpop:
        row = {"device": device, "member": known.member, "dpop": known.keys.dpop, "revoked": False}
        insert_new(connection, DEVICES, row)
