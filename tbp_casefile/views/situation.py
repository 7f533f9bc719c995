# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where the case stands, and where it stood before: the mode of the case (DOMAIN C1, G30)."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.situation import CaseState, CaseStatus
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Shelf

KINDS = ("case_status",)
_OVER: frozenset[CaseState] = frozenset({"ended", "aftercare", "closed"})


@dataclass(frozen=True)
class SituationLine:
    """One state of the case and the day from which it holds."""

    id: str
    status: CaseStatus

    @property
    def is_minimal(self) -> bool:
        """Whether informing and advising is all that goes on; a way back stays open (truth 6)."""
        return self.status.state == "minimal"

    @property
    def is_over(self) -> bool:
        """Whether protection has ended."""
        return self.status.state in _OVER


def history(shelf: Shelf) -> tuple[SituationLine, ...]:
    """Every state of the case in the order of the log; the last one holds."""
    return tuple(
        SituationLine(held.record.id, held.body)
        for held in shelf.all("case_status")
        if isinstance(held.body, CaseStatus)
    )


def situation(shelf: Shelf, now: datetime) -> SituationLine | None:
    """Where the case stands now; nothing where this device does not read it.

    A state that was told before its day does not hold yet. On a clock before every day the last one holds.
    """
    lines, today = history(shelf), local_date(now)
    begun = [line for line in lines if line.status.since <= today]
    known = begun or lines
    return known[-1] if known else None


def ended_on(shelf: Shelf) -> date | None:
    """The day on which protection ended, as long as it has not begun again."""
    ended: date | None = None
    for line in history(shelf):
        ended = (ended or line.status.since) if line.is_over else None
    return ended
