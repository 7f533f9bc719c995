# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The people whom a supporter supports, on one page, from what the family may know and from their own logs.

The family's log holds no number of a case and no name of whoever it is about, so neither stands here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tbp_casefile.views import contacts, support
from tbp_casefile.views.caseload import CaseSummary
from tbp_casefile.views.support import OfferLine
from tbp_tui.services import shelves
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.staff import caseload
from tbp_tui.vault.store import Vault


@dataclass(frozen=True)
class SupportedLine:
    """One of them. `called`: what the supporter calls this case; `colleague`: the contact person.

    The next moment of the summary is one of the supporter's own.
    """

    name: str
    called: str
    colleague: str
    summary: CaseSummary
    offers: tuple[OfferLine, ...]


def lines(vault: Vault, cases: Sequence[CaseLogs], member: str, now: datetime) -> tuple[SupportedLine, ...]:
    """By what they are called."""
    named = {case.name: case for case in cases}
    summaries = caseload.lines(vault, cases, member, now)
    found = [_line(vault, named[line.name], line, member, now) for line in summaries]
    return tuple(sorted(found, key=lambda line: (line.called, line.colleague, line.name)))


def _line(vault: Vault, case: CaseLogs, line: caseload.CaseLine, member: str, now: datetime) -> SupportedLine:
    shelf = shelves.shelf(vault, (*support.KINDS, "contact"), case, member)
    people = contacts.contacts(shelf, now)
    own = [one.next_moment for one in people if one.contact.role == "supporter" and one.next_moment]
    colleagues = (one.contact.name for one in people if one.contact.role == "contact_person")
    return SupportedLine(
        line.name,
        line.number,
        next(colleagues, ""),
        replace(line.summary, next_moment=min(own, default=None)),
        support.offers(shelf, now),
    )
