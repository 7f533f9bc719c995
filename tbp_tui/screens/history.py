# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""An earlier version, to read only: nothing can be answered or brought back (DOMAIN section 0, truth 2)."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.package import PackageView
from tbp_tui.i18n import _
from tbp_tui.screens import answering, measures
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.package import about, find_measure, measure_rows
from tbp_tui.widgets.blocks import Block, Gap, Say


class HistoryScreen(Opened):
    """One version that no longer holds."""

    def __init__(self, view: PackageView) -> None:
        super().__init__()
        self._view = view

    def title_words(self) -> str:
        """In the header."""
        return _("earlier version")

    def blocks(self) -> Sequence[Block]:
        """The fixed notice first, then everything as it was."""
        return (
            Say(_("This version no longer holds. You can read it, not bring it back.")),
            Say(_("At each review everything is weighed anew.")),
            Gap(),
            *about(self, self._view),
            *measure_rows(self._view),
            *self._answers(),
        )

    def _answers(self) -> Iterator[Block]:
        yield from answering.given(self.session, self._view.ref, None, self.now)

    def detail(self, key: str) -> Sequence[Block]:
        """The chosen measure in full, beside the list."""
        line = find_measure(self._view, key)
        return tuple(measures.in_full(line)) if line else measures.none_chosen()

    def chosen(self, key: str) -> None:
        """Open a measure."""
        line = find_measure(self._view, key)
        if line is not None:
            from tbp_tui.screens.measure import MeasureScreen

            self.app.push_screen(MeasureScreen(line))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("This version no longer holds. You can read it, not bring it back."),)
