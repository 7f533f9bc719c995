# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Something that is only read: a title and blocks that its opener made."""

from collections.abc import Callable, Sequence

from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block


class ReaderScreen(Opened):
    """Title and text are asked again at every redraw, so that the language can change below a reader."""

    def __init__(self, title: Callable[[], str], text: Callable[[], Sequence[Block]]) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def title_words(self) -> str:
        """In the header."""
        return self._title()

    def blocks(self) -> Sequence[Block]:
        """The text."""
        return self._text()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("This is to read. Esc goes one step back."),)
