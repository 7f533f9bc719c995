# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A vault with signed records in several logs, put there as a verified page leaves them."""

from dataclasses import dataclass, field

from tbp_casefile.tables import Role, ScopeType
from tbp_tui.services import searching
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.searching import Found
from tbp_tui.vault.rows import RecordRow
from tbp_tui.vault.store import Vault
from tests.logs import CASE, SYSTEM, Body, LogBuilder, key, uuid4
from tests.vault.making import record, scope_row

FAMILY, OTHER_CASE = uuid4("family"), uuid4("other case")
OWN = ((SYSTEM, ScopeType.SYSTEM), (CASE, ScopeType.CASE), (FAMILY, ScopeType.FAMILY))


@dataclass
class Kept:
    """The case of a person who reads the log of the family as well, and a log of another case."""

    vault: Vault
    role: Role = Role.PERSON
    logs: dict[str, LogBuilder] = field(default_factory=dict)

    def put(self, kind: str, body: Body, scope: str = CASE, **changes: object) -> RecordRow:
        """One more record in a log; it counts, unless the test says otherwise."""
        log = self.logs.setdefault(scope, LogBuilder(scope))
        at = str(changes.pop("at", "2026-05-12T10:00:00+02:00"))
        signed = log.add(kind, body, by=key("authority"), at=at)
        row = record(
            log.seq, scope=scope, id=signed.record.id, kind=kind, entity=signed.record.entity, jws=signed.jws
        )._replace(**changes)  # type: ignore[arg-type]  # the names are checked by _replace
        with self.vault.transaction():
            self.vault.records.add([row])
            self.vault.save_scope(scope_row(scope=scope, seq=log.seq))
        return row

    def search(self, words: str, language: str = "nl", limit: int = 50) -> tuple[Found, ...]:
        """Everything new is indexed first."""
        searching.catch_up(self.vault)
        return searching.search(self.vault, CaseLogs("own", OWN, self.role), words, language, limit)

    def finds(self, words: str, language: str = "nl") -> list[str]:
        """Ids of what is found."""
        return [found.id for found in self.search(words, language)]
