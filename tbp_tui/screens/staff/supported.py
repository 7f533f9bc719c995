# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Everybody whom a supporter supports: what comes, what is to be done, what was offered; Enter reads one.

What a supporter may read holds no number and no name, so each gets a name here, on this device alone.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, staff, support
from tbp_tui.screens.staff.case_list import CaseList
from tbp_tui.screens.staff.door import SupportedLine
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say


class SupportedScreen(CaseList):
    """The first page of a supporter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "name", show=False),
        Binding("o", "offers", show=False),
    ]

    def title_words(self) -> str:
        """In the header."""
        return _("whom I support")

    def blocks(self) -> Sequence[Block]:
        """By what they are called."""
        lines = self.session.staff.supported(self.now)
        count = ngettext("{n} case", "{n} cases", len(lines)).format(n=len(lines))
        return (
            Say(_("{count}. You read what the family may know.").format(count=count)),
            Gap(),
            *(_row(line, self.now) for line in lines),
        )

    def action_name(self) -> None:
        """Give the case on which the mark stands a name of one's own."""
        from tbp_tui.screens.staff.own_name import OwnNameScreen

        if self.opened_marked():
            self.app.push_screen(OwnNameScreen())

    def action_offers(self) -> None:
        """What was offered in the case on which the mark stands."""
        from tbp_tui.screens.offers import OffersScreen

        if self.opened_marked():
            self.app.push_screen(OffersScreen())

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("These are the people whom you support. You read what their family may know of their package."),
            _("You do not read the number of a case, a name, or news about the threat."),
            _("E gives a case a name of your own. That name stays on this device."),
            _("F7 or N writes down a contact in the case on which the mark stands. T shows your tasks."),
            _("O shows what support you offered there, and what was said to it."),
            _("H opens the page for whoever takes over, or stands in for you. There you write a brief."),
        )

    def hints(self) -> Sequence[Hint]:
        """There is no way back from here but closing."""
        return (
            Hint("F1", _("Help"), "explain", 1),
            Hint("Enter", _("Open"), "", 5),
            Hint("F7", _("Contact"), "log_contact", 1),
            Hint("T", _("Tasks"), "app.tasks", 2),
            Hint("O", _("Offers"), "offers", 3),
            Hint("E", _("Name"), "name", 4),
            Hint("F9", _("Hide"), "app.hide", 0),
        )


def _row(line: SupportedLine, now: datetime) -> Row:
    under = (Say(capital(words), "quiet") for words in _under(line, now) if words)
    return Row(f"case:{line.name}", support.called(line.called, line.colleague), under=tuple(under))


def _under(line: SupportedLine, now: datetime) -> Iterator[str]:
    yield "; ".join((*staff.pressing(line.summary, now), *support.to_repeat(line.offers)))
    yield "; ".join(staff.coming(line.summary))
