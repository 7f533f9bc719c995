# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The lines about a contact that somebody writes often: read, changed, taken away, and one more."""

from collections.abc import Sequence

from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.staff.one_line import OneLineScreen
from tbp_tui.services.staff.own_lines import MOST_LINE, MOST_LINES
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
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


class OwnLineScreen(OneLineScreen):
    """The line of now stands there, or nothing where it is a new one."""

    MOST = 2 * MOST_LINE

    def __init__(self, place: int | None) -> None:
        super().__init__()
        self._place = place

    def title_words(self) -> str:
        """In the header."""
        return _("a line of your own")

    def standing(self) -> str:
        """The line at this place."""
        lines = self.session.staff.own_lines()
        return lines[self._place] if self._place is not None and self._place < len(lines) else ""

    def about(self) -> Sequence[Block]:
        """How it is done."""
        empty = [] if self._place is None else [Say(_("Empty the field to take this line away."), "quiet")]
        return (
            Say(_("Type the line as you would for a contact, and press Enter.")),
            *empty,
            Say(_("It is for all your cases: leave out who it is about."), "quiet"),
        )

    def keep(self, words: str) -> None:
        """At this place, or as one more."""
        self.session.staff.keep_own_line(words, self._place)

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("What you type here you can fill in with F4 when you write down a contact."),
            _("The line stays on this device. It is sent to nobody."),
        )
