# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a note to oneself. What is typed is kept within a second, also when the screen is hidden."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.plain import notes as said
from tbp_tui.screens.keeping import Keeping
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.page import Page
from tbp_tui.widgets.writing import Writing
from tbp_tui.words import errors


class NoteWritingScreen(Keeping):
    """One text field, and below it: keep, or back."""

    CSS_PATH = "answer.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self, about: str = "") -> None:
        """`about`: the number of the case after which it is written."""
        super().__init__()
        self._about = about
        self._kept = ""
        self._wrong = ""

    def compose_body(self) -> ComposeResult:
        """What was left here is there again."""
        self._kept = self.session.notes.unfinished()
        with Vertical(id="body"):
            yield Page(id="ask", can_focus=False)
            yield Writing(self._kept, id="words")
            yield Page(id="page")

    def title_words(self) -> str:
        """In the header."""
        return _("a note")

    def redraw_body(self) -> None:
        """For whom it is stands above the field."""
        self.query_one("#ask", Page).show((Say(said.for_you_alone()), Gap()))
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """Keep or back; what is wrong stands above it."""
        return (
            *([Say(self._wrong)] if self._wrong else [Gap()]),
            Row("keep", _("Keep it on this device")),
            Row("back", _("Back, what you typed waits here")),
        )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Type what you want to get off your mind. Press Tab to leave the field and choose to keep it."),
            _("Nobody else reads this, also not your colleagues. It is in no record and is never sent."),
        )

    def hints(self) -> Sequence[Hint]:
        """How to leave the field is what a person looks for."""
        return (
            Hint("F1", _("Help"), "explain", 2),
            Hint("Esc", _("Back"), "back", 3),
            Hint("Tab", _("Out of the field"), "", 1),
            Hint("F8", _("Help now"), "app.help_now", 4),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    def chosen(self, key: str) -> None:
        """Keep it and go back, or only back."""
        if key == "keep":
            try:
                self.session.notes.keep(self._field.text, self.now, about=self._about)
            except TbpError as error:
                self._wrong = errors.sentence(error)
                self.redraw()
                self._field.focus()
                return
            self._kept = self._field.text
        self.action_back()

    @property
    def _field(self) -> Writing:
        return self.query_one("#words", Writing)

    def keep_typed(self) -> None:
        """For the next time."""
        if self._field.text != self._kept:
            self._kept = self._field.text
            self.session.notes.keep_unfinished(self._kept, self.now)
