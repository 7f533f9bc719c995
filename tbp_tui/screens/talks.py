# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Talks and other moments of contact, newest first; a concern with the answer to it."""

from collections.abc import Sequence

from tbp_tui.i18n import _
from tbp_tui.plain import talks
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Pair, Say
from tbp_tui.words.dates import month_day


class TalksScreen(Opened):
    """Each with its day."""

    def title_words(self) -> str:
        """In the header."""
        return _("talks")

    def blocks(self) -> Sequence[Block]:
        """Newest first."""
        lines = self.session.talks()
        if not lines:
            return (Say(_("No talks have been written down here yet.")),)
        return tuple(
            Pair(month_day(line.on), "\n".join((talks.what(line), *talks.said(line)))) for line in lines
        )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Here stands which talks there were. You can read it, not change it."),)
