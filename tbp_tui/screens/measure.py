# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One measure: what you notice, what you do, whom to call when it does not work."""

from collections.abc import Sequence

from tbp_casefile.views.package import MeasureLine
from tbp_tui.i18n import _
from tbp_tui.screens import measures
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block


class MeasureScreen(Opened):
    """Opened from the package or from the changes."""

    def __init__(self, line: MeasureLine) -> None:
        super().__init__()
        self._line = line

    def title_words(self) -> str:
        """In the header."""
        return _("one measure")

    def blocks(self) -> Sequence[Block]:
        """Everything that is known about it."""
        return tuple(measures.in_full(self._line))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("This is one measure of your package: what you notice, what you do, whom to call."),)
