# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What hiding does, and what it does not (UX R8)."""

from collections.abc import Iterator, Sequence

from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Say


class HidingScreen(Opened):
    """Plain sentences, nothing to choose."""

    def title_words(self) -> str:
        """In the header."""
        return _("hiding")

    def blocks(self) -> Sequence[Block]:
        """All of them."""
        return tuple(hiding())

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Here stands what hiding does, and what it does not."),)


def hiding() -> Iterator[Block]:
    """What hiding does and does not do."""
    yield Head(_("What hiding does, and what it does not"))
    yield Say(_("F9 or Ctrl+L empties the screen at once and locks. What you sent is kept."))
    yield Say(_("After two minutes without a key the screen locks by itself."))
    yield Say(_("If you open another window, this screen becomes empty. Not every terminal can do that."))
    yield Say(_("Hiding does not wipe anything. Who uses this computer can see that the program is here."))
    yield Gap()
    yield Say(_("Does somebody watch your screen or your computer? Tell your contact person by telephone."))
