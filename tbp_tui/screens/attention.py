# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Answers that did not arrive: what was written, why it did not arrive, and what can be done."""

from collections.abc import Iterator, Sequence

from tbp_tui.i18n import _
from tbp_tui.screens import phrases
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Say
from tbp_tui.words.dates import text


class AttentionScreen(Opened):
    """Nothing here is lost: every text is still on this device."""

    def title_words(self) -> str:
        """In the header."""
        return _("did not arrive")

    def blocks(self) -> Sequence[Block]:
        """Each with its text."""
        lines = self.session.status(self.now).attention
        if not lines:
            return (Say(_("Everything that you wrote has arrived or is on its way.")),)
        return tuple(self._each())

    def _each(self) -> Iterator[Block]:
        yield Say(_("This did not arrive. It is still on this device, nothing is lost."))
        yield Say(_("Call your contact person, or give your answer again on your package."))
        for line in self.session.status(self.now).attention:
            yield Gap()
            yield Say(text(line.text) or _("An answer without a text."), "strong")
            yield Say(phrases.trouble(line.code), "quiet")

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Here stands what you wrote and what did not arrive."),)
