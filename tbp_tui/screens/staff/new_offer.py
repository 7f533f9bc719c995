# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A supporter writes an offer: what it is, a few sentences about it, and a day on which it is made anew.

What is typed is kept within a second, so that hiding, a crash or a kill leaves it for the next time.
"""

from collections.abc import Sequence
from datetime import date, datetime

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_casefile.times import local_date
from tbp_tui.i18n import _, language
from tbp_tui.plain import support
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.keeping import Keeping
from tbp_tui.services.staff.line import typed
from tbp_tui.services.support import NewOffer
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.widgets.writing import Writing
from tbp_tui.words import errors
from tbp_tui.words.dates import full_day


class NewOfferScreen(Keeping):
    """Three fields, each below its name."""

    CSS_PATH = "new_offer.tcss"
    AUTO_FOCUS = "#title"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope
        self._kept: tuple[str, ...] = ("", "", "")
        self._wrong = ""

    def compose_body(self) -> ComposeResult:
        """What was left here is there again."""
        self._kept = self.session.support.unfinished(self._scope)
        title, words, again = self._kept
        with Vertical(id="body"):
            yield Page(id="ask-title", can_focus=False)
            yield Field(title, id="title", select_on_focus=False)
            yield Page(id="ask-words", can_focus=False)
            yield Writing(words, id="words")
            yield Page(id="ask-again", can_focus=False)
            yield Field(again, id="again", select_on_focus=False)
            yield Page(id="page")

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header."""
        return _("offer support")

    def redraw_body(self) -> None:
        """The name of each field stands above it."""
        readers = self.session.support.readers()
        whom = next((support.whom(one) for one in readers if one.scope == self._scope), "")
        asked = {
            "#ask-title": _("What do you offer to {whom}?").format(whom=whom),
            "#ask-words": _("A few sentences about it"),
            "#ask-again": _("Offer it again on (you may leave this empty)"),
        }
        for field, words in asked.items():
            self.query_one(field, Page).show((Say(words),))
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """How the day was understood, and the ways on."""
        again, sure = self._again
        day = self._typed[2].strip()
        if day and (again is None or not sure):
            said = _("This day is not understood yet. Type it in full, such as 18 May.")
        else:
            said = _("Again on {day}.").format(day=full_day(again)) if again else ""
        return (
            Say(said or _("It comes back at each review.")),
            *([Say(self._wrong)] if self._wrong else [Gap()]),
            Row("send", _("Save and send")),
            Row("back", _("Back, send nothing")),
        )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Write what you offer. The one for whom it is can say yes, or not now, and need not say why."),
            _("Tab leads to the next field, and at the end to Save."),
            _("What you type is kept at once on this device, also when you hide the screen."),
        )

    def hints(self) -> Sequence[Hint]:
        """How to leave the field is what a writer looks for."""
        return (
            Hint("F1", _("Help"), "explain", 2),
            Hint("Esc", _("Back"), "back", 3),
            Hint("Tab", _("Next field"), "", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    # --- what is done --------------------------------------------------------------------------------------

    @property
    def _typed(self) -> tuple[str, str, str]:
        return (
            self.query_one("#title", Field).value,
            self.query_one("#words", Writing).text,
            self.query_one("#again", Field).value,
        )

    @property
    def _again(self) -> tuple[date | None, bool]:
        """The day on which it is offered anew, and whether that is sure."""
        found, sure = typed("due", self._typed[2], self.now, language())
        day = local_date(found) if isinstance(found, datetime) else found
        return (day if isinstance(day, date) else None), sure

    def on_input_changed(self) -> None:
        """Read the day again."""
        self._wrong = ""
        self.redraw()

    def on_input_submitted(self) -> None:
        """Enter in a field of one line leads on."""
        self.focus_next()

    def chosen(self, key: str) -> None:
        """Send, or back."""
        if key == "back":
            self.action_back()
            return
        title, words, day = (one.strip() for one in self._typed)
        again, sure = self._again
        if not title or not words:
            self._say(_("Type what you offer, and a few sentences about it."))
        elif day and (again is None or not sure):
            self._say(_("First type the day in full, or leave it empty."))
        else:
            self._send(NewOffer(self._scope, title, words, again))

    def _send(self, new: NewOffer) -> None:
        try:
            self.session.support.offer(new, self.now, hold_seconds=HOLD_SECONDS)
        except TbpError as error:
            self._say(" ".join((errors.sentence(error), _("What you typed stays here."))))
        else:
            self._kept = ("", "", "")
            self.app.pop_screen()

    def _say(self, words: str) -> None:
        self._wrong = words
        self.redraw()

    def keep_typed(self) -> None:
        """For the next time."""
        if self._typed != self._kept:
            self._kept = self._typed
            self.session.support.keep_unfinished(self._scope, self._kept, self.now)
