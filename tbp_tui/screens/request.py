# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One request, as a contact person opens it: what was asked, what was answered, and the way to answer it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_casefile.views.requests import RequestLine
from tbp_tui.i18n import _
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.requests import find, in_full
from tbp_tui.services.staff.replies import Reply
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say


class RequestScreen(Opened):
    """Everything about it, then one way on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "take_back", show=False)]

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record
        self._note = ""
        self._signed: tuple[str, Reply, datetime] | None = None

    def title_words(self) -> str:
        """In the header."""
        return _("one request")

    @property
    def _line(self) -> RequestLine | None:
        return find(self.session.requests(self.now), f"request:{self._record}")

    def blocks(self) -> Sequence[Block]:
        """As its writer reads it, and below that what can be done."""
        line = self._line
        if line is None:
            return (Say(_("This is not here any more.")),)
        return (*in_full(line), Gap(), *self._ways(line))

    def _ways(self, line: RequestLine) -> Iterator[Block]:
        if self._note:
            yield Say(self._note)
        if self._can_be_taken_back:
            yield Say(_("Ctrl+Z takes it back, and makes a draft of it again."))
        if self.session.replies.begun(line.ref):
            yield Row("write", _("Go on with the answer that you began"))
        elif line.state == "open":
            yield Row("write", _("Write the answer"))
        else:
            yield Row("write", _("Write another answer"), side=_("the last one holds"))

    @property
    def _can_be_taken_back(self) -> bool:
        return self._signed is not None and self.now < self._signed[2]

    def chosen(self, key: str) -> None:
        """Draft it."""
        line = self._line
        if line is not None and key == "write":
            from tbp_tui.screens.staff.reply import ReplyScreen

            self._note = ""
            self.app.push_screen(ReplyScreen(line, self._was_signed))

    def _was_signed(self, record: str, reply: Reply) -> None:
        self._signed = (record, reply, self.now + timedelta(seconds=HOLD_SECONDS))
        self._note = _("Saved on this device.")

    def action_take_back(self) -> None:
        """The answer that was just given is a draft again, while it is still here."""
        line = self._line
        if line is None or self._signed is None:
            return
        record, reply, _until = self._signed
        taken = self.session.replies.take_back(line.ref, record, reply, self.now)
        self._signed = None
        self._note = (
            _("Taken back. Nothing was sent.")
            if taken
            else _("This cannot be taken back any more. You can give another answer.")
        )
        self.redraw()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here stands what was asked, and the answer to it."),
            _("A draft is kept on this device, and only you read it. The answer is read once you send it."),
        )

    def hints(self) -> Sequence[Hint]:
        """Taking back is offered while it is possible."""
        usual = super().hints()
        if not self._can_be_taken_back:
            return usual
        return (*usual[:3], Hint("Ctrl+Z", _("Take back"), "take_back", 2), *usual[3:])
