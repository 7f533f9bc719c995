# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""All cases of this device on one page, from few records of each: a hundred cases open at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.views import caseload
from tbp_casefile.views.caseload import RECENT, CaseSummary, LastContact
from tbp_tui.services import shelves
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.staff import contacts, noted
from tbp_tui.vault.rows import RecordRow
from tbp_tui.vault.store import Vault


@dataclass(frozen=True)
class CaseLine:
    """One case: the random name of its logs, its number, and where it stands.

    Where no number can be read, as in what the family may know, what its reader calls it.
    """

    name: str
    number: str
    summary: CaseSummary


def lines(vault: Vault, cases: Sequence[CaseLogs], member: str, now: datetime) -> tuple[CaseLine, ...]:
    """By number."""
    own = vault.outbox.all()
    rows, talks = map(_by_log, noted.rows(vault, cases))
    found = []
    for case in cases:
        held = [row for scope in case.of_case for row in rows[scope]]
        shelf = shelves.put_on(vault, held, own, set(caseload.KINDS), case, member)
        newest = [row for scope in case.of_case for row in talks[scope]]
        spoken = shelves.put_on(vault, newest, own, {"contact_moment"}, case, member)
        made = caseload.summary(shelf, spoken.current("contact_moment"), member, now)
        number = made.situation.status.case if made.situation else vault.own_name(contacts.own_log(case))
        found.append(CaseLine(case.name, number, made))
    return tuple(sorted(found, key=lambda line: line.number))


def recent(vault: Vault, case: CaseLogs, member: str) -> tuple[LastContact, ...]:
    """The last few contacts of one case, newest first; those that wait in the outbox too."""
    rows = vault.records.newest_talks(case.of_case, RECENT)
    shelf = shelves.put_on(vault, rows, vault.outbox.all(), {"contact_moment"}, case, member)
    return caseload.recent(shelf.current("contact_moment"))


def _by_log(rows: Iterable[RecordRow]) -> dict[str, list[RecordRow]]:
    grouped: dict[str, list[RecordRow]] = defaultdict(list)
    for row in rows:
        grouped[row.scope].append(row)
    return grouped
