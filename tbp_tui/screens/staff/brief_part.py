# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One thing of a brief, typed: a text of several lines, which is handed on each second, or a day."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.times import local_date
from tbp_casefile.views.briefs import Part
from tbp_tui.i18n import _, language
from tbp_tui.plain import handover
from tbp_tui.screens.keeping import Keeping
from tbp_tui.screens.opened import Opened
from tbp_tui.services.staff.contacts import MOST_TEXT
from tbp_tui.services.staff.line import typed
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.widgets.writing import Writing
from tbp_tui.words.dates import full_day


class WordsScreen(Keeping):
    """One of the three texts; leaving is enough to keep it."""

    CSS_PATH = "brief.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self, part: Part, words: str, take: Callable[[str], None]) -> None:
        super().__init__()
        self._part, self._words, self._take = part, words, take

    def compose_body(self) -> ComposeResult:
        """What is asked, the field, the way back."""
        with Vertical(id="body"):
            yield Page(id="ask", can_focus=False)
            yield Writing(self._words, id="words")
            yield Page(id="page")

    def title_words(self) -> str:
        """In the header."""
        return _("a brief")

    def redraw_body(self) -> None:
        """What is asked stands above the field."""
        self.query_one("#ask", Page).show((Say(handover.part_name(self._part), "head"),))
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """How much room there is, and the way back."""
        has = len(self._text)
        room = _("{has} of {most} characters.").format(has=has, most=MOST_TEXT)
        return (Say(room, "quiet"), Row("back", _("Ready")))

    @property
    def _text(self) -> str:
        field = self.query("#words")
        return field.first(Writing).text if field else self._words

    def on_text_area_changed(self) -> None:
        """How much room is left."""
        self.redraw()

    def keep_typed(self) -> None:
        """Hand it on to the brief, which keeps it."""
        if self._text != self._words:
            self._words = self._text
            self._take(self._words)

    def chosen(self, key: str) -> None:
        """Back to the brief."""
        self.action_back()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Write short and plain. What you type is kept on this device at once."),
            _("Press Tab to leave the field."),
        )

    def hints(self) -> Sequence[Hint]:
        """How to leave the field is what a writer looks for."""
        return (
            Hint("F1", _("Help"), "explain", 3),
            Hint("Esc", _("Back"), "back", 2),
            Hint("Tab", _("Out of the field"), "", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )


class DayScreen(Opened):
    """A day, read as in a line about a contact; nothing typed means no day."""

    CSS_PATH = "brief.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self, which: str, take: Callable[[date | None], None]) -> None:
        super().__init__()
        self._which, self._take = which, take

    def compose_body(self) -> ComposeResult:
        """Empty: what holds stands on the page before."""
        with Vertical(id="body"):
            yield Field(id="words", max_length=60, select_on_focus=False)
            yield Page(id="page", can_focus=False)

    def title_words(self) -> str:
        """In the header."""
        titles = {"from": _("first day"), "answer": _("day of the answer")}
        return titles.get(self._which, _("last day"))

    def _read(self) -> tuple[date | None, bool]:
        value, _sure = typed("due", self.query_one("#words", Field).value, self.now, language())
        day = local_date(value) if isinstance(value, datetime) else value
        return (day, True) if isinstance(day, date) else (None, not self._words)

    @property
    def _words(self) -> str:
        return self.query_one("#words", Field).value.strip()

    def blocks(self) -> Sequence[Block]:
        """What it will be."""
        day, is_read = self._read()
        if not is_read:
            return (Say(_("This is not understood yet. Type a day, such as 4 May or Friday.")),)
        if day is None:
            return (Say(_("Type a day, such as 4 May or Friday.")), Gap(), Say(_("Enter now: no day.")))
        return (Say(full_day(day)),)

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Type a day. Enter takes it, Esc leaves it as it was. Enter without a day means no day."),)

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
        self.redraw()

    def on_input_submitted(self) -> None:
        """Take it when it is understood."""
        day, is_read = self._read()
        if is_read:
            self.action_back()
            self._take(day)
