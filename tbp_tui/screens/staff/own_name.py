# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a supporter calls a case, kept in this vault, sent to nobody, and gone with the case."""

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


class OwnNameScreen(Opened):
    """Enter takes what stands in the field; an empty one takes the name away."""

    CSS_PATH = "../one_line.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self) -> None:
        super().__init__()
        self._wrong = ""

    def compose_body(self) -> ComposeResult:
        """The name of now stands there."""
        with Vertical(id="body"):
            yield Field(self.session.staff.own_name(), id="words", select_on_focus=False)
            yield Page(id="page", can_focus=False)

    def title_words(self) -> str:
        """In the header."""
        return _("a name of your own")

    def blocks(self) -> Sequence[Block]:
        """What it is for."""
        return (
            *([Say(self._wrong)] if self._wrong else []),
            Say(_("Type what you call this case, and press Enter.")),
            Say(_("Only you read it, on this device. It goes when the case ends here."), "quiet"),
        )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("What you may read holds no name and no number. So you give each case a name of your own."),
            _("The name stays on this device. It is sent to nobody."),
        )

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
        name = self.query_one("#words", Field).value.strip()
        try:
            self.session.staff.keep_own_name(name)
        except TbpError as error:
            self._wrong = errors.sentence(error)
            self.redraw()
        else:
            self.action_back()
