# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing to somebody with a few choices beside the text: below the field stands what its reader will read.

What is typed and chosen is kept within a second, also when the screen is hidden or the program is killed.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

import msgspec
from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_casefile.wire.envelope import Ref
from tbp_tui.i18n import _
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.keeping import Keeping
from tbp_tui.screens.staff.door import Drafts
from tbp_tui.services.staff.replies import Reply
from tbp_tui.services.staff.signals import Signal
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.page import Page
from tbp_tui.widgets.writing import Writing
from tbp_tui.words import errors

Draft = TypeVar("Draft", Reply, Signal)


class DraftingScreen(Keeping, Generic[Draft]):
    """One text about a record; subclasses say what can be chosen, and what its reader reads.

    `signed` is told the id of the new record and the draft that became it.
    """

    CSS_PATH = "drafting.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self, about: Ref, empty: Draft, signed: Callable[[str, Draft], None]) -> None:
        super().__init__()
        self._about = about
        self._empty: Draft = empty
        self._signed: Callable[[str, Draft], None] = signed
        self._chosen: Draft | None = None
        self._kept: Draft = empty
        self._wrong = ""

    # --- the draft -----------------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """As it stands now, the field included."""
        return msgspec.structs.replace(self.begun, text=self.typed)

    @property
    def begun(self) -> Draft:
        """What was left here, and what was chosen since."""
        if self._chosen is None:
            self._chosen = self._kept = self.drafts.begun(self._about) or self._empty
        return self._chosen

    def change(self, **changed: object) -> None:
        """Something was chosen."""
        self._chosen = msgspec.structs.replace(self.draft, **changed)
        self.keep_typed()
        self.redraw()

    def keep_typed(self) -> None:
        """For the next time."""
        if self.draft != self._kept:
            self._kept = self.draft
            self.drafts.keep(self._about, self._kept, self.now)

    # --- what a screen fills in ----------------------------------------------------------------------------

    @property
    def drafts(self) -> Drafts[Draft]:
        """Where they are kept and sent."""
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

    # --- the page ------------------------------------------------------------------------------------------

    def compose_body(self) -> ComposeResult:
        """What was left here is there again."""
        with Vertical(id="body"):
            yield Page(id="ask", can_focus=False)
            yield Writing(self.begun.text, id="words")
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
        return field.first(Writing).text if field else self.begun.text

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
                self.drafts.keep(self._about, self._empty, self.now)
                self._kept = self.draft
                self.app.pop_screen()
            case _:
                self.choose(key)

    def _send(self) -> None:
        draft = self.draft
        try:
            record = self.drafts.send(self._about, draft, self.now, hold_seconds=HOLD_SECONDS)
        except TbpError as error:
            self._wrong = " ".join((errors.sentence(error), _("What you typed stays here.")))
            self.keep_typed()
            self.redraw()
        else:
            self._kept = draft
            self._signed(record, draft)
            self.app.pop_screen()
