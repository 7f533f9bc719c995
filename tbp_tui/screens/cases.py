# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""All cases of somebody who has more than one: where each stands, what is next; Enter reads one."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, staff
from tbp_tui.screens.door import CaseLine
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words.dates import clean


class CasesScreen(Opened):
    """The first page of a contact person."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7,n", "log_contact", show=False),
        Binding("t", "app.tasks", show=False),
    ]

    def title_words(self) -> str:
        """In the header."""
        return _("my cases")

    def blocks(self) -> Sequence[Block]:
        """By number."""
        lines = self.session.staff.caseload(self.now)
        count = ngettext("{n} case", "{n} cases", len(lines)).format(n=len(lines))
        return (
            Say(_("{count}. Enter opens one as the person sees it.").format(count=count)),
            Gap(),
            *(_row(line, self.now) for line in lines),
        )

    def chosen(self, key: str) -> None:
        """Read this one."""
        from tbp_tui.screens.home import HomeScreen

        self.session.open(key.removeprefix("case:"))
        self.app.push_screen(HomeScreen())

    def action_log_contact(self) -> None:
        """A contact in the case on which the mark stands."""
        from tbp_tui.screens.contact import ContactScreen

        if self.page.key and self.page.key.startswith("case:"):
            self.session.open(self.page.key.removeprefix("case:"))
            if self.session.staff.may_log:
                self.app.push_screen(ContactScreen())

    def action_back(self) -> None:
        """There is nothing behind the first page but the lock."""

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("These are your cases. You read each one as the person does."),
            _("F7 or N writes down a contact in the case on which the mark stands. T shows your tasks."),
            _("F3 searches all your cases."),
            _("Answering for others comes in a later version."),
        )

    def hints(self) -> Sequence[Hint]:
        """There is no way back from here but closing."""
        return (
            Hint("F1", _("Help"), "explain", 1),
            Hint("Enter", _("Open"), "", 4),
            Hint("F7", _("Contact"), "log_contact", 1),
            Hint("T", _("Tasks"), "app.tasks", 2),
            Hint("F3", _("Search"), "app.search", 4),
            Hint("F2", _("Language"), "app.language", 5),
            Hint("Ctrl+Q", _("Close"), "app.quit", 3),
            Hint("F9", _("Hide"), "app.hide", 0),
        )


def _row(line: CaseLine, now: datetime) -> Row:
    pressing = "; ".join(staff.pressing(line.summary, now))
    coming = "; ".join(staff.coming(line.summary))
    return Row(
        f"case:{line.name}",
        clean(line.number) or _("a case"),
        side=capital(staff.standing(line.summary)),
        under=tuple(Say(capital(words), "quiet") for words in (pressing, coming) if words),
    )
