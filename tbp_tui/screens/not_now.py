# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Not cooperating now: first what changes and what stays; the answer that sends nothing stands in front."""

from collections.abc import Sequence

from tbp_casefile.errors import TbpError
from tbp_casefile.wire.envelope import Ref
from tbp_tui.i18n import _
from tbp_tui.screens import answering
from tbp_tui.screens.answer import AnswerScreen, show_given
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Row, Say
from tbp_tui.words import errors


class NotNowScreen(Opened):
    """Nothing is sent before the last line is chosen."""

    def __init__(self, about: Ref, thing: answering.Thing) -> None:
        super().__init__()
        self._about = about
        self._thing = thing
        self._wrong = ""

    def title_words(self) -> str:
        """In the header."""
        return _("before you send this")

    def blocks(self) -> Sequence[Block]:
        """What changes, what stays, and three ways on."""
        return (
            *answering.consequences(self._thing),
            *([Say(self._wrong)] if self._wrong else []),
            Row("back", _("Back, send nothing")),
            Row("talk", _("I want to talk first")),
            Row("send", _("Send: I do not cooperate now")),
        )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Nothing is sent yet. Read what changes and what stays, and then choose."),)

    def chosen(self, key: str) -> None:
        """Back, talk, or send."""
        if key == "send":
            self._send()
            return
        self.action_back()
        if key == "talk":
            self.app.push_screen(AnswerScreen(self._about, self._thing, "talk"))

    def _send(self) -> None:
        try:
            record = answering.send(self.shell, self._about, self._thing, "not-now", "")
        except TbpError as error:
            self._wrong = errors.sentence(error)
            self.redraw()
            return
        self.action_back()
        self.app.call_after_refresh(show_given, self.app.screen, record)
