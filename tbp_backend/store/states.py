# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where each log stands, told again from its deciding records and kept in this process until they change.

The cache is only ever a shortcut: every transaction first asks the database how far the log is.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, func, select

from tbp_backend.store.reading import Place
from tbp_backend.store.tables import ENTRIES, LOGS
from tbp_casefile import effects
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import LogState
from tbp_casefile.wire.envelope import read_record


@dataclass
class Standing:
    """A log and the keys as of one moment: copies, free to change. `known` is false before entry 1."""

    state: LogState
    keys: SystemKeys
    received: int
    known: bool


@dataclass(frozen=True)
class _Told:
    """The effects of all deciding records up to `decided`; never changed, only replaced by a later one."""

    state: LogState
    keys: SystemKeys
    decided: int = 0


@dataclass
class States:
    """What this process knows of every log, and of the keys that the `system` log grants."""

    system: str
    root: bytes
    _told: dict[str, _Told] = field(default_factory=dict)

    def locked(self, connection: Connection, scope: str) -> Standing:
        """The same for who will write: nobody else writes into this log until the transaction ends.

        SQLite has one writer anyway. Elsewhere the log's own row is the lock, or its id where it is new.
        """
        if connection.dialect.name != "sqlite":
            row = select(LOGS.c.seq).where(LOGS.c.scope == scope).with_for_update()
            if connection.execute(row).first() is None:
                connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(scope, 0))))
                connection.execute(row)
        return self.standing(connection, scope)

    def standing(self, connection: Connection, scope: str) -> Standing:
        """Where a log stands inside this transaction."""
        query = select(LOGS).where(LOGS.c.scope.in_({scope, self.system}))
        rows = {row.scope: row for row in connection.execute(query)}
        told = {name: self._tell_of(connection, row) for name, row in rows.items()}
        keys = told[self.system].keys if self.system in told else SystemKeys(self.root)
        if scope not in rows:
            return Standing(LogState.empty(scope), keys.copy(), 0, known=False)
        row, state = rows[scope], told[scope].state.copy()
        state.seq, state.hash = row.seq, row.hash
        return Standing(state, keys.copy(), row.received, known=True)

    def in_its_epoch(self, connection: Connection, place: Place) -> Place:
        """A place with the epoch in which it lies: a restore may have begun a new one after it."""
        if place.epoch == 1:
            return place
        told = self._told.get(place.scope)
        if told is None or told.state.epoch != place.epoch:
            self.standing(connection, place.scope)
            told = self._told[place.scope]
        return replace(place, epoch=told.state.epoch_at(place.seq))

    def _tell_of(self, connection: Connection, row: "Row[Any]") -> _Told:
        """What a log decided; told anew when it is in another epoch: put back under this process."""
        told = self._tell(connection, row.scope, row.decided)
        if told.state.epoch != row.epoch:
            self._told.pop(row.scope, None)
            told = self._tell(connection, row.scope, row.decided)
        return told

    def _tell(self, connection: Connection, scope: str, decided: int) -> _Told:
        """What was told, and the deciding records that this process has not seen yet."""
        told = self._told.get(scope) or _Told(LogState.empty(scope), SystemKeys(self.root))
        if told.decided >= decided:
            return told
        query = (
            select(ENTRIES.c.jws)
            .where(ENTRIES.c.scope == scope, ENTRIES.c.deciding, ENTRIES.c.seq > told.decided)
            .where(ENTRIES.c.seq <= decided)
            .order_by(ENTRIES.c.seq)
        )
        state, keys = told.state.copy(), told.keys.copy()
        for jws in connection.execute(query).scalars():
            effects.apply(state, keys, read_record(jws).record)
        newer = _Told(state, keys, decided)
        if scope not in self._told or self._told[scope].decided < decided:  # others came here meanwhile
            self._told[scope] = newer
        return newer
