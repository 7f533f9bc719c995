# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Wipe everything of this program on this device. It says what is lost, and asks for the passphrase."""

import threading
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Head, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.words import errors, wiping


class WipeScreen(Opened):
    """Enter in the field wipes: the passphrase is the yes."""

    CSS_PATH = "../one_line.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f4", "show_typed", show=False)]

    class Answered(Message):
        """What came of it, when it was not wiped."""

        def __init__(self, error: TbpError) -> None:
            super().__init__()
            self.error = error

    def __init__(self) -> None:
        super().__init__()
        self._field = Field(password=True, id="words", select_on_focus=False)
        self._busy, self._wrong = False, ""

    def compose_body(self) -> ComposeResult:
        """What is lost first, and the field below it."""
        with Vertical(id="body"):
            yield self._field
            yield Page(id="page")

    def title_words(self) -> str:
        """In the header."""
        return _("wipe this device")

    def blocks(self) -> Sequence[Block]:
        """What is lost, what stays, and the two ways."""
        status, last = self.session.status(self.now), self.session.own_devices.view().only_this
        undelivered = status.waiting + len(status.attention)
        lost = [Say(said) for said in wiping.lost(undelivered, len(self.session.notes.all()), last=last)]
        wrong = (Say(self._message()), Gap()) if self._message() else ()
        return (
            *wrong,
            Say(_("Type your passphrase above and press Enter. Then everything of this program is gone.")),
            Say(_("It cannot be undone.")),
            *([Head(_("What is lost"))] if lost else []),
            *lost,
            *([Row("send", _("Send first"), side="F5")] if status.waiting else []),
            Head(_("What stays")),
            *(Say(words) for words in wiping.stays()),
            Gap(),
            Row("back", _("Do not wipe, go back")),
        )

    def _message(self) -> str:
        return _("One moment please.") if self._busy else self._wrong

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here you remove this program's data from this device, so that nobody can read it any more."),
            _("First the keys go, then the files. A disk may still hold pieces, which nobody can read."),
            _("If somebody may have copied this computer before, tell your contact person."),
        )

    def hints(self) -> Sequence[Hint]:
        """The way back stands first."""
        return (
            Hint("F1", _("Help"), "explain", 3),
            Hint("Esc", _("Back"), "back", 1),
            Hint("Enter", _("Wipe"), "", 2),
            Hint("F4", _("Show passphrase"), "show_typed", 4),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    def chosen(self, key: str) -> None:
        """A row below the field."""
        match key:
            case "send":
                self.call_next(self.run_action, "app.sync_now")
            case "back":
                self.action_back()

    def action_show_typed(self) -> None:
        """Show or hide what is typed."""
        self._field.password = not self._field.password

    def forget(self) -> None:
        """Drop what was typed: somebody hid the screen or left."""
        self._field.value = ""

    def on_input_submitted(self) -> None:
        """In a thread: the passphrase is stretched first."""
        if self._busy or not self._field.value:
            return
        self._busy = True
        self.redraw()
        threading.Thread(target=self._wipe, args=(self._field.value,), daemon=True).start()

    def _wipe(self, passphrase: str) -> None:
        try:
            self.shell.services.begin_wipe(passphrase)
        except TbpError as error:
            self.post_message(self.Answered(error))
        else:
            self.app.call_from_thread(self.shell.wiped)

    def on_wipe_screen_answered(self, event: Answered) -> None:
        """Nothing has changed; what was typed goes."""
        self._busy, self._wrong = False, errors.sentence(event.error)
        self._field.value = ""
        self.redraw()
