# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the package has for each part of daily life, and by which measures."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.coverage import CoverageLine
from tbp_tui import plain
from tbp_tui.i18n import _
from tbp_tui.plain import capital
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Say
from tbp_tui.words.dates import text
from tbp_tui.words.terms import term


class CoverageScreen(Opened):
    """Home, work, on the way, private life, online."""

    def title_words(self) -> str:
        """In the header."""
        return _("each part of your life")

    def blocks(self) -> Sequence[Block]:
        """One part after the other."""
        return (*covered(self.session.coverage(self.now)), Gap(), Say(plain.remaining_risk()))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("This shows what your package has for each part of your life."),
            _("Whole means that all agreed activities are in it. It does not mean that nothing can happen."),
            _("Work goes before private life. What is possible is looked at again at each review."),
        )


def covered(lines: Sequence[CoverageLine]) -> Iterator[Block]:
    """How far, and by what."""
    if not lines:
        yield Say(_("Nothing has been published yet."))
        return
    for line in lines:
        how = term("coverage", line.how) if line.how else ""
        yield Pair(capital(term("area", line.area)), capital(how))
    for line in lines:
        if line.measures:
            yield Head(capital(term("area", line.area)))
            yield from (Say(text(measure.title), indent=2) for measure in line.measures)
