# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One line that its owner types for themselves: Enter keeps it and goes back, an empty one takes it away."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.words import errors


class OneLineScreen(Opened):
    """A field; subclasses say what stands in it, what stands below it, and how it is kept."""

    CSS_PATH = "../one_line.tcss"
    AUTO_FOCUS = "#words"
    MOST = 0
    """Characters that fit in the field; 0: as many as one likes."""

    def __init__(self) -> None:
        super().__init__()
        self._wrong = ""

    def standing(self) -> str:
        """What stands there now."""
        raise NotImplementedError

    def about(self) -> Sequence[Block]:
        """What it is for."""
        raise NotImplementedError

    def keep(self, words: str) -> None:
        """Keep it; raises TbpError."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """The field and what it is for."""
        with Vertical(id="body"):
            yield Field(self.standing(), id="words", max_length=self.MOST, select_on_focus=False)
            yield Page(id="page", can_focus=False)

    def blocks(self) -> Sequence[Block]:
        """What was wrong, and what it is for."""
        return (*([Say(self._wrong)] if self._wrong else []), *self.about())

    def hints(self) -> Sequence[Hint]:
        """Two ways out."""
        return (
            Hint("F1", _("Help"), "explain", 3),
            Hint("Esc", _("Back"), "back", 2),
            Hint("Enter", _("Save"), "", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    def on_input_submitted(self) -> None:
        """Keep it and go back."""
        try:
            self.keep(self.query_one("#words", Field).value)
        except TbpError as error:
            self._wrong = errors.sentence(error)
            self.redraw()
        else:
            self.action_back()
