# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing to somebody with a few choices beside the text: below the field stands what its reader will read.

What is typed and chosen is kept within a second, also when the screen is hidden or the program is killed.
"""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.screens.keeping import Keeping
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.page import Page
from tbp_tui.widgets.writing import Writing
from tbp_tui.words import errors


class DraftingScreen(Keeping):
    """One text; subclasses say what can be chosen, what its reader reads, and how it is kept and sent."""

    CSS_PATH = "drafting.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self) -> None:
        super().__init__()
        self._wrong = ""

    # --- what a screen fills in ----------------------------------------------------------------------------

    def first_words(self) -> str:
        """What was left here."""
        raise NotImplementedError

    def asked(self) -> Iterator[Block]:
        """What stands above the field."""
        raise NotImplementedError

    def choices(self) -> Iterator[Row]:
        """What is chosen beside the text."""
        raise NotImplementedError

    def as_read(self) -> Iterator[Block]:
        """As its reader will see it."""
        raise NotImplementedError

    def choose(self, key: str) -> None:
        """Enter on one of the choices."""
        raise NotImplementedError

    def send(self) -> None:
        """Sign it; raises TbpError."""
        raise NotImplementedError

    def forget(self) -> None:
        """Let go of the draft."""
        raise NotImplementedError

    # --- the page ------------------------------------------------------------------------------------------

    def compose_body(self) -> ComposeResult:
        """What was left here is there again."""
        with Vertical(id="body"):
            yield Page(id="ask", can_focus=False)
            yield Writing(self.first_words(), id="words")
            yield Page(id="page")

    def redraw_body(self) -> None:
        """What is asked stands above the field."""
        self.query_one("#ask", Page).show((*self.asked(), Gap()))
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """The choices, the ways on, and what will be read."""
        return (
            *([Say(self._wrong)] if self._wrong else [Gap()]),
            *self.choices(),
            Row("send", _("Save and send"), side=_("below stands what will be read")),
            Row("back", _("Back, what you typed waits here")),
            Row("forget", _("Let go of what was not written yet")),
            *self.as_read(),
        )

    def hints(self) -> Sequence[Hint]:
        """How to leave the field is what a writer looks for."""
        return (
            Hint("F1", _("Help"), "explain", 2),
            Hint("Esc", _("Back"), "back", 3),
            Hint("Tab", _("Out of the field"), "", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    @property
    def typed(self) -> str:
        """What stands in the field."""
        field = self.query("#words")
        return field.first(Writing).text if field else self.first_words()

    def on_text_area_changed(self) -> None:
        """What will be read changes with it."""
        self._wrong = ""
        self.redraw()

    def chosen(self, key: str) -> None:
        """Send, go back, let go, or change a choice."""
        self._wrong = ""
        match key:
            case "send":
                self._send()
            case "back":
                self.action_back()
            case "forget":
                self.forget()
                self.app.pop_screen()
            case _:
                self.choose(key)

    def _send(self) -> None:
        try:
            self.send()
        except TbpError as error:
            self._wrong = " ".join((errors.sentence(error), _("What you typed stays here.")))
            self.keep_typed()
            self.redraw()
        else:
            self.app.pop_screen()
