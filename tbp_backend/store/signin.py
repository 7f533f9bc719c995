# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What signing in needs of the database: the device behind an id, and token ids that come only once."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from tbp_backend.store.engine import insert_new
from tbp_backend.store.tables import DEVICES, USED

_AT_ONCE = 1000


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
    _forget(connection, now_ms)
    digests = [hashlib.sha256(name.encode()).digest() for name in names]
    return all(insert_new(connection, USED, {"digest": one, "until": until_ms}) for one in digests)


def _forget(connection: Connection, now_ms: int) -> None:
    """Names that would be refused anyway; what another process is forgetting just now is left to it."""
    over = select(USED.c.digest).where(USED.c.until < now_ms).limit(_AT_ONCE)
    connection.execute(delete(USED).where(USED.c.digest.in_(over.with_for_update(skip_locked=True))))
