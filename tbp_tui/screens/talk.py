# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One talk with everything that was written of it, and what looks like it: is it one talk, or are it two?"""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.same_talk import ToldTalk
from tbp_casefile.views.talks import TalkLine
from tbp_tui.i18n import _
from tbp_tui.plain import capital, sentence, talks
from tbp_tui.screens.talks import OfTalks, find, hints_for, is_asked
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Head, Row, Say
from tbp_tui.words.dates import full_moment


class TalkScreen(OfTalks):
    """Texts, and below them the two ways on."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    def title_words(self) -> str:
        """In the header."""
        return _("talk")

    def marked(self) -> ToldTalk | None:
        """This one."""
        return find(self, self._key)

    def blocks(self) -> Sequence[Block]:
        """What was written; what looks like it; what can be said."""
        one = self.marked()
        return tuple(self._page(one)) if one else (Say(_("This is not here any more.")),)

    def _page(self, one: ToldTalk) -> Iterator[Block]:
        for line in one.lines:
            yield from self._line(line)
        if one.maybe:
            yield Head(sentence(talks.looks_like(one)))
            for line in one.maybe:
                yield from self._line(line)
        yield Gap()
        if self._wrong:
            yield Say(self._wrong)
        yield from self._ways(one)

    def _line(self, line: TalkLine) -> Iterator[Block]:
        wrote = talks.wrote(line, self.session.staff.member, self.session.people())
        yield Say(capital(full_moment(line.at)), "strong")
        yield Say(sentence(talks.what(line), capital(wrote)), "quiet", 2)
        yield from (Say(words, indent=2) for words in talks.said(line))

    def _ways(self, one: ToldTalk) -> Iterator[Block]:
        if not is_asked(one):
            return
        if not self.session.staff.may_settle(one):
            yield Say(_("Whoever wrote one of them down can say whether it is one talk."))
            return
        if one.maybe:
            yield Row("same", _("It is one talk"), tag="S")
        yield Row("other", _("They are two talks"), tag="D")

    def chosen(self, key: str) -> None:
        """Say it."""
        self.action_settle(key == "same")

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here stands what was written about one talk, and what looks like the same talk."),
            _("S says that it is one talk: then both texts stand together. D says that there were two."),
            _("Nothing that was written is taken away. Your colleagues of this case see what you said."),
        )

    def hints(self) -> Sequence[Hint]:
        """The two keys."""
        one = self.marked()
        return hints_for(one) if one else super().hints()
