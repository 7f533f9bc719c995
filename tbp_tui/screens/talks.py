# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Talks and other moments of contact, newest first; a concern with the answer to it."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.talks import TalkLine
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Pair, Say
from tbp_tui.words.dates import month_day, text
from tbp_tui.words.terms import term


class TalksScreen(Opened):
    """Each with its day."""

    def title_words(self) -> str:
        """In the header."""
        return _("talks")

    def blocks(self) -> Sequence[Block]:
        """Newest first."""
        lines = self.session.talks()
        if not lines:
            return (Say(_("No talks have been written down here yet.")),)
        return tuple(Pair(month_day(line.on), "\n".join(_words(line))) for line in lines)

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Here stands which talks there were. You can read it, not change it."),)


def _words(line: TalkLine) -> Iterator[str]:
    body = line.talk
    length = (
        ngettext("{n} minute", "{n} minutes", body.minutes).format(n=body.minutes) if body.minutes else ""
    )
    what = (capital(term("talk", body.kind)), text(body.who), length)
    yield ", ".join(part for part in what if part)
    yield text(body.text)
    if body.reply and body.replied:
        yield _("Answer of {day}: {reply}").format(day=month_day(body.replied), reply=text(body.reply))
