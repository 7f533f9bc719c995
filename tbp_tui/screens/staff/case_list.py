# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the lists of contact persons and supporters share: Enter reads a case, F7 writes a contact in it."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_tui.screens.opened import Opened


class CaseList(Opened):
    """The cases of somebody who carries them; what stands beside each is for who fills this in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7,n,b", "log_contact", show=False),
        Binding("t", "app.tasks", show=False),
        Binding("h", "hand_over", show=False),
    ]

    def chosen(self, key: str) -> None:
        """Read this one."""
        from tbp_tui.screens.home import HomeScreen

        self.session.open(key.removeprefix("case:"))
        self.app.push_screen(HomeScreen())

    def opened_marked(self) -> bool:
        """Open the case on which the mark stands, for what is done from the list."""
        key = self.page.key or ""
        if key.startswith("case:"):
            self.session.open(key.removeprefix("case:"))
        return key.startswith("case:") and self.session.staff.may_log

    def action_log_contact(self) -> None:
        """A contact in the case on which the mark stands."""
        from tbp_tui.screens.staff.contact import ContactScreen

        if self.opened_marked():
            self.app.push_screen(ContactScreen())

    def action_hand_over(self) -> None:
        """The page for whoever takes over the case on which the mark stands, or stands in."""
        from tbp_tui.screens.handover import HandoverScreen

        if self.opened_marked():
            self.app.push_screen(HandoverScreen())

    def action_back(self) -> None:
        """There is nothing behind the first page but the lock."""
