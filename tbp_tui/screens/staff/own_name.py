# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a supporter calls a case, kept in this vault, sent to nobody, and gone with the case."""

from collections.abc import Sequence

from tbp_tui.i18n import _
from tbp_tui.screens.staff.one_line import OneLineScreen
from tbp_tui.widgets.blocks import Block, Say


class OwnNameScreen(OneLineScreen):
    """The name of now stands there."""

    def title_words(self) -> str:
        """In the header."""
        return _("a name of your own")

    def standing(self) -> str:
        """Their name for the open case."""
        return self.session.staff.own_name()

    def about(self) -> Sequence[Block]:
        """What it is for."""
        return (
            Say(_("Type what you call this case, and press Enter.")),
            Say(_("Only you read it, on this device. It goes when the case ends here."), "quiet"),
        )

    def keep(self, words: str) -> None:
        """In this vault."""
        self.session.staff.keep_own_name(words.strip())

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("What you may read holds no name and no number. So you give each case a name of your own."),
            _("The name stays on this device. It is sent to nobody."),
        )
