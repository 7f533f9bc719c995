# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What was sent to which device, and when: noted beside the reading of pages, kept in batches (DESIGN 5).

"Sent" is all that a backend knows: never that somebody read it. Of `system`, that everybody gets, and of
conversations between peers nothing is noted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import BigInteger, Connection, delete, literal, select

from tbp_backend.errors import NotAMember
from tbp_backend.store import reading
from tbp_backend.store.engine import Database, insert_all_new
from tbp_backend.store.states import States
from tbp_backend.store.tables import DELIVERIES, LOGS
from tbp_casefile.logstate import LogState
from tbp_casefile.tables import READERS, WRITTEN_FOR, Role, ScopeType
from tbp_casefile.times import format_moment, from_ms
from tbp_casefile.wire.api import Deliveries, Delivery

MOST = 200
"""Lines of one answer."""

KEEP_DAYS = 1827
"""Five years, as NEN 7513 expects of whoever gives care; the operator may say otherwise."""

_DAY_MS = 24 * 60 * 60 * 1000
_TOGETHER_MS = 60_000
_ROOM = 10_000
_NOT_NOTED = frozenset({ScopeType.SYSTEM, ScopeType.PEER})
_FOR_THEMSELVES = frozenset({Role.PERSON, Role.RELATIVE, Role.EXPERT})


@dataclass
class Sent:
    """Entries `first` to `last` of a log, to one device; `at` in milliseconds."""

    scope: str
    device: str
    first: int
    last: int
    at: int

    def row(self) -> dict[str, object]:
        """As it is kept."""
        return {
            "scope": self.scope,
            "device": self.device,
            "first": self.first,
            "last": self.last,
            "sent": self.at,
        }


@dataclass
class Noting:
    """What this process sent and did not write down yet. `days`: how long it is kept; 0 notes nothing.

    Pages that follow each other, or come once more, within a minute are one delivery. When the database is
    away for long the oldest ones go first: serving comes before counting.
    """

    database: Database
    days: int = KEEP_DAYS
    _waiting: list[Sent] = field(default_factory=list)
    _newest: dict[tuple[str, str], Sent] = field(default_factory=dict)
    _swept: int = -1

    def note(self, scope: str, device: str, first: int, last: int, now_ms: int) -> None:
        """Remember one page; no more than that happens while a page is answered."""
        if not self.days:
            return
        before = self._newest.get((scope, device))
        if before and before.first <= first <= before.last + 1 and now_ms - before.at < _TOGETHER_MS:
            before.last = max(before.last, last)
            return
        sent = Sent(scope, device, first, last, now_ms)
        self._newest[scope, device] = sent
        self._waiting.append(sent)
        del self._waiting[:-_ROOM]

    async def write(self, now_ms: int) -> None:
        """Write down what waits, in one transaction; what cannot be written now waits on."""
        waiting, self._waiting, self._newest = self._waiting, [], {}
        try:
            if waiting:
                await self.database.write(lambda connection: _keep(connection, waiting))
            await self._sweep(now_ms)
        except BaseException:
            self._waiting = [*waiting, *self._waiting][-_ROOM:]
            raise

    async def _sweep(self, now_ms: int) -> None:
        """Once a day: what is older than it is kept goes, log by log."""
        today = now_ms // _DAY_MS
        if self._swept == today:
            return
        until = now_ms - self.days * _DAY_MS
        await self.database.write(lambda connection: _forget(connection, until))
        self._swept = today


def _keep(connection: Connection, waiting: Sequence[Sent]) -> None:
    known = {scope for scope in {sent.scope for sent in waiting} if _is_noted(connection, scope)}
    insert_all_new(connection, DELIVERIES, [sent.row() for sent in waiting if sent.scope in known])


def _is_noted(connection: Connection, scope: str) -> bool:
    """Whether deliveries of this log are kept: not of every type."""
    noted = select(LOGS.c.scope).where(LOGS.c.scope == scope, LOGS.c.type.not_in(_NOT_NOTED))
    return connection.execute(noted).first() is not None


def _forget(connection: Connection, until: int) -> None:
    for scope in connection.execute(select(LOGS.c.scope)).scalars().all():
        old = delete(DELIVERIES).where(DELIVERIES.c.scope == scope, DELIVERIES.c.sent < until)
        connection.execute(old)


# --- asking -------------------------------------------------------------------------------------------------


def listed(connection: Connection, states: States, scope: str, device: str, skip: int) -> Deliveries:
    """What was sent of one log, newest first, as far as this device may see it; raises NotAMember.

    Everybody sees what was sent to their own devices. Person and relative also see what was sent to those
    who work for them; when people who are protected were at their device is for themselves alone.
    """
    reading.place_of(connection, scope, device, states.system)
    state = states.standing(connection, scope).state
    role = state.role_of(device)
    if role is None or state.type is None or state.type in _NOT_NOTED or role not in READERS[state.type]:
        raise NotAMember()
    shown = _shown_to(state, device, role)
    query = (
        select(DELIVERIES)
        .where(DELIVERIES.c.scope == scope, DELIVERIES.c.device.in_(shown))
        .order_by(DELIVERIES.c.sent.desc(), DELIVERIES.c.device, DELIVERIES.c.first.desc())
        .limit(MOST + 1)
        .offset(literal(skip, BigInteger))
    )
    rows = connection.execute(query).all()
    lines = tuple(
        Delivery(
            event="sent",
            sent_at=format_moment(from_ms(row.sent)),
            member=state.devices[row.device].member,
            role=state.members[state.devices[row.device].member].role.value,
            device=row.device,
            first=row.first,
            last=row.last,
        )
        for row in rows[:MOST]
    )
    return Deliveries(lines, more=len(rows) > MOST)


def _shown_to(state: LogState, device: str, role: Role) -> list[str]:
    """Devices whose deliveries this one may see, ended ones too."""
    member = state.devices[device].member
    return [
        other
        for other, known in state.devices.items()
        if known.member == member
        or (role in WRITTEN_FOR and state.members[known.member].role not in _FOR_THEMSELVES)
    ]
