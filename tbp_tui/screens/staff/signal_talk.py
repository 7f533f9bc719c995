# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The talk in which something that is asked was spoken about: chosen among the contacts of the case."""

from collections.abc import Callable, Sequence

from tbp_tui.i18n import _
from tbp_tui.plain import talks
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words.dates import full_day


class SignalTalkScreen(Opened):
    """Newest first; Enter takes one."""

    def __init__(self, take: Callable[[str], None]) -> None:
        super().__init__()
        self._take = take

    def title_words(self) -> str:
        """In the header."""
        return _("the talk about it")

    def blocks(self) -> Sequence[Block]:
        """Talks, calls and visits in which somebody was reached."""
        rows = [
            Row(
                f"talk:{line.id}",
                f"{full_day(line.on)}: {talks.what(line)}",
                under=tuple(Say(words, "quiet") for words in talks.said(line)),
            )
            for line in self.session.signals.talks()
        ]
        return (Say(_("Not here yet? Press F7 and write the talk down first.")), Gap(), *rows)

    def chosen(self, key: str) -> None:
        """This one."""
        self.action_back()
        self._take(key.removeprefix("talk:"))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Choose the talk in which you spoke about it. Of it only its day is read by others."),
            _("A message, or a call in which nobody was reached, is no talk."),
        )

    def hints(self) -> Sequence[Hint]:
        """Writing one down is near."""
        return (
            Hint("F1", _("Help"), "explain", 3),
            Hint("Esc", _("Back"), "back", 2),
            Hint("F7", _("Contact"), "app.log_contact", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )
