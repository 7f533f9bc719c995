# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What signing in needs of the database: the device behind an id, and token ids that come only once."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from tbp_backend.store.tables import DEVICES, USED


@dataclass(frozen=True)
class DeviceRow:
    """A device that was enrolled; `dpop` is its P-256 point x || y, base64url."""

    device: str
    member: str
    dpop: str
    revoked: bool


def device(connection: Connection, device_id: str) -> DeviceRow | None:
    """The device behind an id."""
    row = (connection.execute(select(DEVICES).where(DEVICES.c.device == device_id))).one_or_none()
    return None if row is None else DeviceRow(row.device, row.member, row.dpop, row.revoked)


def use_once(connection: Connection, names: tuple[str, ...], now_ms: int, until_ms: int) -> bool:
    """Insert-or-fail: whether none of these names was used before (PROTOCOL-REVIEW S4)."""
    connection.execute(delete(USED).where(USED.c.until < now_ms))
    rows = [{"digest": hashlib.sha256(name.encode()).digest(), "until": until_ms} for name in names]
    try:
        with connection.begin_nested():
            connection.execute(insert(USED), rows)
    except IntegrityError:
        return False
    return True
