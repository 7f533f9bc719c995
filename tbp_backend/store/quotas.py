# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How much a device may write into a log on a day, so that nobody can flood the others (DESIGN section 5)."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from tbp_backend.store.tables import QUOTAS
from tbp_casefile.logstate import LogState
from tbp_casefile.tables import Role
from tbp_casefile.times import parse_moment, to_ms

_DAY_MS = 24 * 60 * 60 * 1000
_MIB = 1024 * 1024
ORDINARY = (2_000, 16 * _MIB)
STAFF = (10_000, 64 * _MIB)
_STAFF_ROLES = {Role.CONTACT_PERSON, Role.SUPPORTER, Role.COORDINATOR, Role.AUTHORITY}


def until_ms(moment: str) -> int:
    """An RFC 3339 moment in milliseconds."""
    return to_ms(parse_moment(moment))


@dataclass
class Quota:
    """What is used and what is allowed on this day; without a device (an office) there is no limit."""

    scope: str
    device: str | None
    day: int
    limit: tuple[int, int] = ORDINARY
    records: int = 0
    size: int = 0
    exists: bool = False

    def has_room(self, size: int) -> bool:
        """Whether one more record of this size fits in today."""
        if self.device is None:
            return True
        return self.records < self.limit[0] and self.size + size <= self.limit[1]

    def take(self, size: int) -> None:
        """Count a record that was stored."""
        self.records += 1
        self.size += size


def today(connection: Connection, state: LogState, device: str | None, now_ms: int) -> Quota:
    """What this device already wrote into this log today."""
    quota = Quota(state.scope, device, now_ms // _DAY_MS)
    if device is None:
        return quota
    if state.role_of(device) in _STAFF_ROLES:
        quota.limit = STAFF
    row = (connection.execute(select(QUOTAS).where(_key(quota)))).one_or_none()
    if row is not None:
        quota.records, quota.size, quota.exists = row.records, row.bytes, True
    return quota


def write(connection: Connection, quota: Quota) -> None:
    """Keep what was used."""
    if quota.device is None:
        return
    used = {"records": quota.records, "bytes": quota.size}
    if quota.exists:
        connection.execute(update(QUOTAS).where(_key(quota)).values(used))
    else:
        key = {"scope": quota.scope, "device": quota.device, "day": quota.day}
        connection.execute(insert(QUOTAS).values({**key, **used}))


def _key(quota: Quota) -> ColumnElement[bool]:
    return and_(
        QUOTAS.c.scope == quota.scope,
        QUOTAS.c.device == quota.device,
        QUOTAS.c.day == quota.day,
    )
