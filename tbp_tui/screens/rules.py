# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of the system in plain words, and news about it: the same for everybody."""

from collections.abc import Iterator, Sequence

from tbp_casefile.model.system import PolicyText
from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.policy import PolicyScreen, in_full
from tbp_tui.widgets.blocks import Block, Gap, Head, Row, Say
from tbp_tui.words.dates import month_day, text


class RulesScreen(Opened):
    """A list of titles; Enter opens one."""

    def title_words(self) -> str:
        """In the header."""
        return _("how it works")

    def blocks(self) -> Sequence[Block]:
        """In the order in which they were published."""
        rows = [Row(f"rule:{rule.topic}", text(rule.title)) for rule in self.session.policy_texts()]
        return (Say(_("The rules of the letter of 11 July 2025, in plain words.")), Gap(), *rows)

    def _rule(self, key: str) -> PolicyText | None:
        rules = self.session.policy_texts()
        return next((rule for rule in rules if key == f"rule:{rule.topic}"), None)

    def detail(self, key: str) -> Sequence[Block]:
        """The chosen rule, beside the list."""
        rule = self._rule(key)
        return tuple(in_full(rule)) if rule else ()

    def chosen(self, key: str) -> None:
        """Open one."""
        rule = self._rule(key)
        if rule is not None:
            self.app.push_screen(PolicyScreen(rule))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Here stands how the system works. It is the same for everybody."),)


class NewsScreen(Opened):
    """News about the system; nothing of one's own case."""

    def title_words(self) -> str:
        """In the header."""
        return _("news about the system")

    def blocks(self) -> Sequence[Block]:
        """Newest first."""
        news = self.session.news()
        if not news:
            return (Say(_("There is no news about the system.")),)
        return tuple(self._each())

    def _each(self) -> Iterator[Block]:
        for item in self.session.news():
            yield Head(text(item.title))
            yield Say(month_day(item.dated), "quiet")
            yield Say(text(item.text))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("This is news about the system as a whole. It is not about you."),)
