# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The weeks of the owner of this device, from their own few records among those of a hundred cases."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tbp_casefile.tables import STAFF
from tbp_casefile.views import week
from tbp_casefile.views.week import Week
from tbp_tui.services import shelves
from tbp_tui.services.cases import CaseLogs
from tbp_tui.vault.store import Vault


def weeks(vault: Vault, cases: Sequence[CaseLogs], member: str, now: datetime) -> tuple[Week, ...]:
    """Nothing for whoever carries no cases."""
    carried = [case for case in cases if case.role in STAFF]
    if not carried:
        return ()
    scopes = [scope for case in carried for scope in case.of_case]
    # A day more: `at` is text with an offset of its own, and only the view knows days in Amsterdam.
    first = (week.since(now) - timedelta(days=1)).isoformat()
    rows = [
        row for row in vault.records.current(week.KINDS, scopes) if row.member == member and row.at > first
    ]
    own, kinds = vault.outbox.all(), set(week.KINDS)
    read = (
        shelves.put_on(vault, [row for row in rows if row.scope in case.types], own, kinds, case, member)
        for case in carried
    )
    return week.weeks(read, member, now)
