# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One field of a contact, typed: how long, when, what to do, by when. Enter takes what is there."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_tui.i18n import _, language
from tbp_tui.screens.opened import Opened
from tbp_tui.services.staff.line import ContactLine, typed
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.words import contact_line as words
from tbp_tui.words.contact_line import Part


class PartScreen(Opened):
    """A field with what it means below it."""

    CSS_PATH = "../one_line.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self, line: ContactLine, part: Part, take: Callable[[ContactLine], None]) -> None:
        super().__init__()
        self._line, self._part, self._take = line, part, take
        self._wrong = ""

    def compose_body(self) -> ComposeResult:
        """Empty: what holds stands below it."""
        with Vertical(id="body"):
            yield Field(id="words", max_length=200, select_on_focus=False)
            yield Page(id="page", can_focus=False)

    def title_words(self) -> str:
        """In the header."""
        return words.label(self._part)

    @property
    def _typed(self) -> str:
        return self.query_one("#words", Field).value

    def _read(self) -> tuple[ContactLine, bool]:
        if not self._typed.strip():
            return self._line.agree(self._part), True
        value, sure = typed(self._part, self._typed, self.now, language())
        return self._line.settle(self._part, value), sure

    def blocks(self) -> Sequence[Block]:
        """What it will be."""
        line, sure = self._read()
        if self._typed.strip() and not sure and line.value(self._part) is None:
            return (Say(_("This is not understood yet. Type a day, an hour or a length in full.")),)
        said = f"{words.label(self._part)}: {words.value(line, self._part)}"
        unsure = () if sure else (Say(_("Is it this? Press Enter once more, or type it more exactly.")),)
        return (Say(said), *unsure)

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Type what it must be, as you would in the line. Enter takes it, Esc leaves it as it was."),
            _("Enter without typing takes what stands below the field."),
        )

    def hints(self) -> Sequence[Hint]:
        """Take it or leave it."""
        return (
            Hint("F1", _("Help"), "explain", 3),
            Hint("Esc", _("Back"), "back", 2),
            Hint("Enter", _("Take it"), "", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    def on_input_changed(self) -> None:
        """What it means now."""
        self._wrong = ""
        self.redraw()

    def on_input_submitted(self) -> None:
        """What is sure is taken at once; a proposal when it was seen and Enter is pressed again."""
        line, sure = self._read()
        if sure or (line.value(self._part) is not None and self._wrong == self._typed):
            self.action_back()
            self._take(line)
        else:
            self._wrong = self._typed
