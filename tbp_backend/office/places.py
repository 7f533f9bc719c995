# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where an office writes: the logs of a case as they stand, and who decides there now."""

from collections.abc import Iterator
from dataclasses import dataclass

from tbp_backend.home import Home
from tbp_backend.office.ledger import Ledger, read_ledger, type_of
from tbp_backend.store.states import Standing
from tbp_backend.store.store import Store
from tbp_casefile.logstate import LogState
from tbp_casefile.tables import WHOLE_HOURS, Role, ScopeType


@dataclass(frozen=True)
class Place:
    """One log of a case; `office` decides in that case, empty when nobody does yet."""

    scope: str
    type: ScopeType
    standing: Standing
    office: str

    @property
    def whole_hours(self) -> bool:
        """Whether `writtenAt` says the hour only here."""
        return self.type in WHOLE_HOURS


async def places_of(store: Store, ledger: Ledger) -> list[Place]:
    """Every log of a case."""
    standings = {log: await store.standing(scope) for log, scope in ledger.scopes.items()}
    office = _deciding(standings[ScopeType.CASE].state) if ScopeType.CASE in standings else ""
    return [Place(ledger.scopes[log], type_of(log), standing, office) for log, standing in standings.items()]


def ledgers(home: Home) -> Iterator[tuple[str, Ledger]]:
    """What was published of each case, by the number of the case."""
    for path in sorted((home.authority / "cases").glob("*.json")):
        if ledger := read_ledger(path):
            yield path.stem, ledger


def _deciding(state: LogState) -> str:
    """Nobody yet when an import ended half-way."""
    deciding = (m for m, known in state.members.items() if known.role is Role.AUTHORITY and not known.ended)
    return next(deciding, "")
