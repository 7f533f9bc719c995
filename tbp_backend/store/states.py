# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where each log stands, told again from its deciding records and kept in this process until they change.

The cache is only ever a shortcut: every transaction first asks the database how far the log is.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from tbp_backend.store.tables import ENTRIES, LOGS
from tbp_casefile import effects
from tbp_casefile.keys import SystemKeys
from tbp_casefile.members import LogState
from tbp_casefile.wire.envelope import read_record


@dataclass
class Standing:
    """A log and the keys as of one moment: copies, free to change. `known` is false before entry 1."""

    state: LogState
    keys: SystemKeys
    received: int
    known: bool


@dataclass
class _Told:
    """The effects of all deciding records up to `decided`."""

    state: LogState
    decided: int = 0


@dataclass
class States:
    """What this process knows of every log, and of the keys that the `system` log grants."""

    system: str
    root: bytes
    _told: dict[str, _Told] = field(default_factory=dict)
    _keys: SystemKeys = field(init=False)

    def __post_init__(self) -> None:
        self._keys = SystemKeys(self.root)

    def standing(self, connection: Connection, scope: str) -> Standing:
        """Where a log stands inside this transaction."""
        query = select(LOGS).where(LOGS.c.scope.in_({scope, self.system}))
        rows = {row.scope: row for row in connection.execute(query)}
        for name, row in rows.items():
            self._tell(connection, name, row.decided)
        if scope not in rows:
            return Standing(LogState.empty(scope), self._keys.copy(), 0, known=False)
        row = rows[scope]
        state = self._told[scope].state.copy()
        state.seq, state.hash = row.seq, row.hash
        return Standing(state, self._keys.copy(), row.received, known=True)

    def _tell(self, connection: Connection, scope: str, decided: int) -> None:
        """Apply the deciding records that this process has not seen yet."""
        told = self._told.get(scope) or _Told(LogState.empty(scope))
        if told.decided >= decided:
            return
        query = (
            select(ENTRIES.c.jws)
            .where(ENTRIES.c.scope == scope, ENTRIES.c.deciding, ENTRIES.c.seq > told.decided)
            .where(ENTRIES.c.seq <= decided)
            .order_by(ENTRIES.c.seq)
        )
        state = told.state.copy()
        for jws in (connection.execute(query)).scalars():
            effects.apply(state, self._keys, read_record(jws).record)
        self._told[scope] = _Told(state, decided)
