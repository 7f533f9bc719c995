# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""All cases of this device on one page, from few records of each: a hundred cases open at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.views import caseload
from tbp_casefile.views.caseload import CaseSummary
from tbp_casefile.wire.envelope import kept_payload
from tbp_tui.services import shelves
from tbp_tui.services.cases import CaseLogs
from tbp_tui.vault.rows import RecordRow
from tbp_tui.vault.store import Vault

NEWEST_TALKS = 20
"""Moments of contact of each case that are looked through for the last one and for open concerns."""


@dataclass(frozen=True)
class CaseLine:
    """One case: the random name of its logs, its number, and where it stands."""

    name: str
    number: str
    summary: CaseSummary


def lines(vault: Vault, cases: Sequence[CaseLogs], member: str, now: datetime) -> tuple[CaseLine, ...]:
    """By number."""
    own = vault.outbox.all()
    rows, talks = _by_log(_rows(vault, cases)), _by_log(_telling(_newest_talks(vault, cases)))
    found = []
    for case in cases:
        held = [row for scope in case.of_case for row in rows[scope]]
        shelf = shelves.put_on(vault, held, own, set(caseload.KINDS), case, member)
        newest = [row for scope in case.of_case for row in talks[scope]]
        spoken = shelves.put_on(vault, newest, own, {"contact_moment"}, case, member)
        made = caseload.summary(shelf, spoken.current("contact_moment"), member, now)
        found.append(CaseLine(case.name, made.situation.status.case if made.situation else "", made))
    return tuple(sorted(found, key=lambda line: line.number))


def _rows(vault: Vault, cases: Sequence[CaseLogs]) -> list[RecordRow]:
    """Of what is told twice the form for this reader; of packages only the newest, with one answer to it."""
    own_view = {scope for case in cases for scope in case.scopes(case.own_view)}
    rows = vault.records.current(set(caseload.KINDS) - {"acknowledgement"}, _of_cases(cases))
    rows = [row for row in rows if row.kind not in shelves.TOLD_TWICE or row.scope in own_view]
    newest = {row.scope: row for row in rows if row.kind == "package"}
    kept = [row for row in rows if row.kind != "package" or newest[row.scope] is row]
    leaves = [row.leaf.hex() for row in newest.values()]
    return kept + vault.records.about(leaves, ["acknowledgement"], most=1)


def _newest_talks(vault: Vault, cases: Sequence[CaseLogs]) -> list[RecordRow]:
    return vault.records.newest_talks(_of_cases(cases), NEWEST_TALKS)


def _telling(talks: Iterable[RecordRow]) -> Iterator[RecordRow]:
    """The newest of each log, and what may be a concern; the rest is not worth reading for one line.

    They come newest first. What is sealed does not show what it is.
    """
    logs: set[str] = set()
    for row in talks:
        said = kept_payload(row.jws) if row.scope in logs else b""
        if row.scope not in logs or b'"concern"' in said or b'"sealed"' in said:
            yield row
        logs.add(row.scope)


def _of_cases(cases: Sequence[CaseLogs]) -> list[str]:
    return [scope for case in cases for scope in case.of_case]


def _by_log(rows: Iterable[RecordRow]) -> dict[str, list[RecordRow]]:
    grouped: dict[str, list[RecordRow]] = defaultdict(list)
    for row in rows:
        grouped[row.scope].append(row)
    return grouped
