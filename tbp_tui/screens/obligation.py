# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One thing that is asked: why, how it goes, and what you say to it."""

from collections.abc import Sequence

from tbp_casefile.wire.envelope import Ref
from tbp_tui.i18n import _
from tbp_tui.screens.answerable import Answerable
from tbp_tui.screens.obligations import find, in_full
from tbp_tui.widgets.blocks import Block, Say


class ObligationScreen(Answerable):
    """Opened from the list, or from the first page."""

    thing = "obligation"

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record

    def title_words(self) -> str:
        """In the header."""
        return _("what we ask of you")

    def about(self) -> Ref | None:
        """The obligation, as long as the version of now has it."""
        line = find(self.session.obligations(self.now), f"obligation:{self._record}")
        return line.ref if line else None

    def blocks(self) -> Sequence[Block]:
        """Everything about it, then the answers."""
        line = find(self.session.obligations(self.now), f"obligation:{self._record}")
        if line is None:
            return (Say(_("This is no longer asked in this form. Go back to see what is asked now.")),)
        return (*in_full(line), *self.answers())

    def chosen(self, key: str) -> None:
        """An answer, given or to give."""
        self.chose_answer(key)

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("This is one thing that we ask of you, with the reason for it."),
            _("At the bottom you can confirm it, ask a question, or say that it does not work out now."),
        )
