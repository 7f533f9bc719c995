# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One's own last eight weeks as bars of text: for whoever worked them, and nobody else."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.week import Week
from tbp_tui.i18n import _
from tbp_tui.plain import capital
from tbp_tui.plain import week as said
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Say

WIDTH = 24
"""Marks of the longest bar: with what stands after it, it fits on the narrowest screen."""


class WeekScreen(Opened):
    """A bar for each week, and below it what made that week longer."""

    def title_words(self) -> str:
        """In the header."""
        return _("your weeks")

    def blocks(self) -> Sequence[Block]:
        """The week of now first."""
        weeks = self.session.staff.weeks(self.now)
        most = max((week.contacts for week in weeks), default=0)
        drawn = (block for week in weeks for block in _drawn(week, most))
        return (Say(said.for_you_alone()), Gap(), *drawn, Gap(), Say(said.how_counted(), "quiet"))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here you see for yourself how heavy your weeks were. Nobody else gets to see it."),
            _("It is counted anew each time from what is on this device, and is never sent."),
        )


def _drawn(week: Week, most: int) -> Iterator[Block]:
    yield Say(said.name(week), "head")
    marks = said.bar(week.contacts, most, WIDTH)
    yield Say(f"{marks} {said.contacts(week)}".strip(), indent=2)
    weight = ", ".join(said.weight(week))
    if weight:
        yield Say(capital(weight), "quiet", 2)
