# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Two histories of a case were proven: what that means, what is kept, and whom to call."""

from collections.abc import Sequence

from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words import histories as said


class HistoriesScreen(Opened):
    """It is told until the person has told somebody; the proof stays."""

    def title_words(self) -> str:
        """In the header."""
        return _("two ways")

    def blocks(self) -> Sequence[Block]:
        """What happened, and two ways on."""
        status = self.session.status(self.now)
        if status.two_histories is None:
            return (Say(_("Nothing has to be told here.")), Gap(), Row("back", _("Back")))
        now_too = "other-history" in status.troubles
        return (
            Say(said.heading(), "head"),
            *(Say(words) for words in said.sentences(status.two_histories, now_too=now_too)),
            Gap(),
            Row("call", _("See whom to call")),
            Row("told", _("I have told my contact person")),
            Row("back", _("Later")),
        )

    def chosen(self, key: str) -> None:
        """Whom to call; told; or later."""
        if key == "call":
            self.call_next(self.run_action, "app.help_now")
            return
        if key == "told":
            self.session.told_of_histories()
        self.action_back()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("All that comes in must fit with what came before. Here it did not."),
            _("It stands on the first page until you have told your contact person."),
        )
