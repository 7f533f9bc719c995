# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One piece of news, and what you say to it."""

from collections.abc import Sequence

from tbp_casefile.wire.envelope import Ref
from tbp_tui.i18n import _
from tbp_tui.screens.answerable import Answerable
from tbp_tui.screens.bulletins import find, in_full
from tbp_tui.widgets.blocks import Block, Row, Say


class BulletinScreen(Answerable):
    """Opened from the list, or from the first page."""

    thing = "bulletin"

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record

    def title_words(self) -> str:
        """In the header."""
        return _("news about your situation")

    def about(self) -> Ref | None:
        """The news."""
        line = find(self.session.bulletins(self.now), f"bulletin:{self._record}")
        return line.ref if line else None

    def blocks(self) -> Sequence[Block]:
        """The whole of it, then the answers."""
        line = find(self.session.bulletins(self.now), f"bulletin:{self._record}")
        if line is None:
            return (Say(_("This news was taken back. Go back to see what there is now.")),)
        return (*in_full(line), Row("help", _("Whom to call")), *self.answers())

    def chosen(self, key: str) -> None:
        """Somebody to call, or an answer."""
        if key == "help":
            self.call_next(self.run_action, "app.help_now")
        else:
            self.chose_answer(key)

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("This is news about your situation, as the authority can tell it."),
            _("At the bottom you can say that you read it, ask a question, or ask for a talk."),
        )
