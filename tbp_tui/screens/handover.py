# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The page for whoever takes over a case, made from its records; E writes a brief beside it."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_casefile.tables import STAFF, Role
from tbp_tui.i18n import _
from tbp_tui.plain import capital, handover, support
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Head, Row, Say
from tbp_tui.words.clean import clean


class HandoverScreen(Opened):
    """One page to read, and a way to write."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("e", "write", show=False)]

    def title_words(self) -> str:
        """In the header."""
        return _("handover")

    def blocks(self) -> Sequence[Block]:
        """Writing first: it stays in sight on a small screen."""
        if self.session.role not in STAFF:
            return (Say(handover.not_here()),)
        return tuple(self._page())

    def _page(self) -> Iterator[Block]:
        member = self.session.staff.member
        role, situation = self.session.role, self.session.situation(self.now)
        if role is Role.SUPPORTER:
            yield Say(capital(support.called(self.session.staff.own_name())), "head")
        elif situation:
            yield Say(_("Case {number}").format(number=clean(situation.status.case)), "head")
        yield Row("write", _("Write or change a brief"))
        view, known = self.session.handover(member, self.now), self.session.people()
        for section in handover.sections(view, member, known, role, self.now):
            yield Head(section.heading)
            yield from (Say(line, indent=2) for line in section.lines)
        yield Gap()
        yield Say(handover.by_the_office(role), "quiet")

    def chosen(self, key: str) -> None:
        """Write."""
        self.action_write()

    def action_write(self) -> None:
        """A brief for a colleague, or for nobody yet."""
        from tbp_tui.screens.staff.brief import BriefScreen

        if self.session.role in STAFF:
            self.app.push_screen(BriefScreen())

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here stands what must not be lost when somebody else gets this case."),
            _("The program makes it from what was written down. In a brief you add what nobody else knows."),
            handover.readers(self.session.role),
        )

    def hints(self) -> Sequence[Hint]:
        """What one comes here for."""
        return (
            Hint("F1", _("Help"), "explain", 3),
            Hint("Esc", _("Back"), "back", 2),
            Hint("E", _("Write"), "write", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )
