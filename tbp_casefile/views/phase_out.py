# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The steps by which measures are taken away, each with its day (DOMAIN F12, F21)."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.situation import PhaseOutStep
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Shelf

KINDS = ("phase_out_step",)


@dataclass(frozen=True)
class StepLine:
    """One step; `overdue` when its day has passed and it is not done, `later` when it was done late."""

    id: str
    step: PhaseOutStep
    overdue: bool
    later: bool

    @property
    def due(self) -> date:
        """The day that was promised."""
        return self.step.due


def steps(shelf: Shelf, now: datetime) -> tuple[StepLine, ...]:
    """In the order of their days."""
    today = local_date(now)
    bodies = [(held.record.id, held.body) for held in shelf.current("phase_out_step")]
    lines = [
        StepLine(
            record,
            body,
            overdue=body.done is None and body.due < today,
            later=body.done is not None and body.done > body.due,
        )
        for record, body in bodies
        if isinstance(body, PhaseOutStep)
    ]
    return tuple(sorted(lines, key=lambda line: line.due))
