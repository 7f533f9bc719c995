# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One record that did not arrive: send it again, keep it as a note, or throw it away when asked once more."""

from collections.abc import Sequence

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.screens import attention
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words import errors


class UndeliveredScreen(Opened):
    """Its text, the reason, and three ways on."""

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record
        self._wrong = ""

    def title_words(self) -> str:
        """In the header."""
        return _("did not arrive")

    def blocks(self) -> Sequence[Block]:
        """What can be done stands below what it is."""
        line = attention.find(self, self._record)
        if line is None:
            return (Say(_("This is not here any more.")),)
        keep = () if line.kept else (Row("keep", _("Keep it as a note on this device")),)
        return (
            *attention.in_full(line),
            Gap(),
            *([Say(self._wrong)] if self._wrong else []),
            Row("again", _("Send it again")),
            *keep,
            Row("discard", _("Throw it away"), side=_("asks once more")),
        )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("What you send again goes with the same words, as something new."),
            _("A note stays on this device. Nobody else sees it."),
        )

    def chosen(self, key: str) -> None:
        """Do it, and go back to the list; throwing away is asked once more."""
        if key == "discard":
            self.app.push_screen(ThrowAwayScreen(self._record))
            return
        try:
            if key == "again":
                self.session.send_again(self._record, self.now)
            else:
                self.session.keep_as_note(self._record)
        except TbpError as error:
            self._wrong = errors.sentence(error)
            self.redraw()
            return
        self.action_back()


class ThrowAwayScreen(Opened):
    """The second question; the calm way out stands first."""

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record
        self._wrong = ""

    def title_words(self) -> str:
        """In the header."""
        return _("throw away")

    def blocks(self) -> Sequence[Block]:
        """What would go."""
        line = attention.find(self, self._record)
        return (
            Say(_("This text goes from this device and cannot be brought back.")),
            Gap(),
            *(attention.in_full(line) if line else ()),
            Gap(),
            *([Say(self._wrong)] if self._wrong else []),
            Row("back", _("Back, throw nothing away")),
            Row("discard", _("Throw it away")),
        )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Nothing goes before you choose it here."),)

    def chosen(self, key: str) -> None:
        """Back to the text, or to the list without it."""
        if key == "discard":
            try:
                self.session.throw_away(self._record)
            except TbpError as error:
                self._wrong = errors.sentence(error)
                self.redraw()
                return
            self.action_back()
        self.action_back()
