# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The lines about a contact that somebody writes often: read, changed, taken away, and one more."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.services.staff.own_lines import MOST_LINE, MOST_LINES
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.words import errors
from tbp_tui.words.clean import clean


class OwnLinesScreen(Opened):
    """A list, and a row for one more as long as there is room."""

    def title_words(self) -> str:
        """In the header."""
        return _("your own lines")

    def blocks(self) -> Sequence[Block]:
        """In the order in which F4 gives them."""
        lines = self.session.staff.own_lines()
        rows = [Row(f"line:{place}", clean(line)) for place, line in enumerate(lines)]
        more = Row("new", _("A new line")) if len(rows) < MOST_LINES else Say(_("There is no room for more."))
        return (
            Say(_("In the field for a contact, F4 fills in the first of these, and once more the next.")),
            Gap(),
            *rows,
            more,
        )

    def chosen(self, key: str) -> None:
        """Change one, or write one more."""
        place = key.removeprefix("line:")
        self.app.push_screen(OwnLineScreen(int(place) if place.isdigit() else None))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here stand lines that you write often, such as: weekly talk 30m at home."),
            _("Enter changes one. A line that you empty goes away. There is room for nine."),
            _("They stay on this device, for all your cases. So leave out who it is about."),
        )


class OwnLineScreen(Opened):
    """Enter takes what stands in the field; an empty one takes the line away."""

    CSS_PATH = "../one_line.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self, place: int | None) -> None:
        super().__init__()
        self._place = place
        self._wrong = ""

    def compose_body(self) -> ComposeResult:
        """The line of now stands there."""
        lines = self.session.staff.own_lines()
        here = lines[self._place] if self._place is not None and self._place < len(lines) else ""
        with Vertical(id="body"):
            yield Field(here, id="words", max_length=2 * MOST_LINE, select_on_focus=False)
            yield Page(id="page", can_focus=False)

    def title_words(self) -> str:
        """In the header."""
        return _("a line of your own")

    def blocks(self) -> Sequence[Block]:
        """How it is done."""
        empty = [] if self._place is None else [Say(_("Empty the field to take this line away."), "quiet")]
        return (
            *([Say(self._wrong)] if self._wrong else []),
            Say(_("Type the line as you would for a contact, and press Enter.")),
            *empty,
            Say(_("It is for all your cases: leave out who it is about."), "quiet"),
        )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("What you type here you can fill in with F4 when you write down a contact."),
            _("The line stays on this device. It is sent to nobody."),
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
        try:
            self.session.staff.keep_own_line(self.query_one("#words", Field).value, self._place)
        except TbpError as error:
            self._wrong = errors.sentence(error)
            self.redraw()
        else:
            self.action_back()
