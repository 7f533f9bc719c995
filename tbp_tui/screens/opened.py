# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The frame of every screen behind the lock: of which moment it speaks, and the keys to the fixed places."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_casefile.times import local_date
from tbp_tui.i18n import _
from tbp_tui.screens.door import Session
from tbp_tui.screens.framed import Framed
from tbp_tui.screens.own_devices.door import OwnDevices
from tbp_tui.words.dates import as_of, clock


class Opened(Framed):
    """A screen that may ask the session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "app.place('package')", show=False),
        Binding("2", "app.place('changes')", show=False),
        Binding("3", "app.place('reviews')", show=False),
        Binding("4", "app.place('obligations')", show=False),
        Binding("5", "app.place('expectations')", show=False),
        Binding("6", "app.place('help')", show=False),
        Binding("7", "app.place('requests')", show=False),
        Binding("9", "app.place('bulletins')", show=False),
        Binding("0", "app.place('more')", show=False),
        Binding("f3,slash", "app.search", show=False),
        Binding("f4", "numbers", show=False),
        Binding("f7", "app.log_contact", show=False),
        Binding("f8", "app.help_now", show=False),
    ]

    @property
    def session(self) -> Session:
        """The unlocked case."""
        return self.shell.session

    own: OwnDevices | None = None
    """Whose devices a screen is about: those of a talk where it says so, else those of the vault."""

    @property
    def devices(self) -> OwnDevices:
        """The devices that this screen is about."""
        return self.own or self.session.own_devices

    @property
    def now(self) -> datetime:
        """The moment, from the clock that the app was given."""
        return self.shell.services.now()

    def states(self) -> Sequence[str]:
        """Of which moment the page speaks; offline is a state like any other."""
        status = self.session.status(self.now)
        offline = status.offline or self.shell.trouble == "sync.offline"
        if status.as_of is None:
            return (_("offline"),) if offline else ()
        updated = _("updated {moment}").format(moment=as_of(status.as_of, self.now))
        today = local_date(status.as_of) == local_date(self.now)
        short = clock(status.as_of) if today else ""
        if offline:
            said, alone = _("offline, {updated}"), _("offline")
        elif status.saves_data:
            said, alone = _("saving data, {updated}"), _("saving data")
        else:
            return (updated, short)
        return (said.format(updated=updated), said.format(updated=short) if short else "", alone)

    def number(self, phone: str) -> str:
        """A telephone number, dotted until it is asked for (UX R11)."""
        from tbp_tui.words.clean import clean

        return clean(phone) if self.shell.numbers_shown else "•" * 10

    def action_numbers(self) -> None:
        """Show numbers for half a minute, or hide them again."""
        self.shell.show_numbers()
        self.redraw()
