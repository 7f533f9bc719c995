# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The warning before the screen locks by itself: one sentence, and any key goes on."""

from collections.abc import Sequence

from textual import events

from tbp_tui.i18n import _
from tbp_tui.screens.framed import Framed
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Say


class IdleScreen(Framed):
    """It covers the page, so nobody reads along while nobody is there."""

    def title_words(self) -> str:
        """In the header."""
        return _("still there?")

    def blocks(self) -> Sequence[Block]:
        """No countdown (UX R17)."""
        return (
            Say(_("Soon this screen locks by itself.")),
            Gap(),
            Say(_("Press any key to go on. Everything stays as it was.")),
        )

    def hints(self) -> Sequence[Hint]:
        """Only hiding."""
        return (Hint("F9", _("Hide"), "app.hide", 0),)

    def on_key(self, event: events.Key) -> None:
        """Any key goes back to where the person was, and does nothing else."""
        event.stop()
        event.prevent_default()
        self.action_back()

    def on_click(self) -> None:
        """So does the mouse."""
        self.action_back()
