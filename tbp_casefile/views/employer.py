# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of the employer, and what came of it (DOMAIN E2, G27)."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.agreements import PARTS
from tbp_casefile.model.duties import DutyState, EmployerDuty, EmployerState
from tbp_casefile.model.texts import Text
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Held, Shelf

KINDS = ("employer_duty", "duty_state")


@dataclass(frozen=True)
class DutyLine:
    """One duty and how it stands since a day; `later`: it was done after the day that was agreed."""

    id: str
    duty: EmployerDuty
    state: EmployerState
    on: date
    text: Text | None
    later: bool
    page: int


def duties(shelf: Shelf, now: datetime) -> tuple[DutyLine, ...]:
    """Every duty, by part and then by the day on which it was asked."""
    lines = [
        _line(shelf, held, local_date(now))
        for held in shelf.current("employer_duty")
        if isinstance(held.body, EmployerDuty)
    ]
    return tuple(sorted(lines, key=lambda line: (line.duty.part, line.duty.asked)))


def _line(shelf: Shelf, held: Held, today: date) -> DutyLine:
    body = held.body
    assert isinstance(body, EmployerDuty)
    said = [item.body for item in shelf.about("duty_state", held) if isinstance(item.body, DutyState)]
    state: EmployerState = said[-1].state if said else "asked"
    on = said[-1].on if said else body.asked
    if state in {"asked", "promised"} and body.due is not None and body.due < today:
        state, on = "late", body.due
    later = state == "done" and body.due is not None and on > body.due
    return DutyLine(
        held.record.id, body, state, on, said[-1].text if said else None, later, PARTS[body.part].page
    )
