# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One more device: what a ticket is, then the ticket itself, for as long as this screen is there."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.own_devices.door import OwnDevices
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words import devices as said
from tbp_tui.words import errors

if TYPE_CHECKING:
    from tbp_casefile.views.devices import Issued


class TicketScreen(Opened):
    """Asks the backend only when the person says so; the line is kept nowhere but here."""

    class Came(Message):
        """Posted by the thread that asks."""

        def __init__(self, issued: "Issued | None", wrong: str) -> None:
            super().__init__()
            self.issued, self.wrong = issued, wrong

    def __init__(self, own: OwnDevices | None = None) -> None:
        super().__init__()
        self.own = own
        self._issued: Issued | None = None
        self._asking = False
        self._wrong = ""

    def title_words(self) -> str:
        """In the header."""
        return _("add a device")

    def blocks(self) -> Sequence[Block]:
        """Before, while asking, and the line itself."""
        if self._issued is not None:
            line = Say(self._issued.line, "strong")
            return (line, Gap(), *(Say(words) for words in said.handing_over(self._issued.until)), *_done())
        if self._asking:
            return (Say(_("One moment. This asks the other side for a ticket.")),)
        return (
            Say(_("You get a line that lets one more device of yours in. It works once, for one day.")),
            Say(_("The new device sees what you see here. Your other devices show that it was added.")),
            Say(_("Look first whether somebody looks along on your screen.")),
            *([Say(self._wrong)] if self._wrong else []),
            Gap(),
            Row("back", _("Back, make nothing")),
            Row("show", _("Show the ticket")),
        )

    def chosen(self, key: str) -> None:
        """Back, or ask."""
        if key == "show" and not self._asking:
            self._asking, self._wrong = True, ""
            threading.Thread(target=self._ask, daemon=True).start()
            self.redraw()
        elif key == "back":
            self.action_back()

    def _ask(self) -> None:
        """In a thread: it waits for the network. The screen may be gone when it comes back."""
        try:
            self.post_message(self.Came(self.devices.add(), ""))
        except TbpError as error:
            self.post_message(self.Came(None, errors.sentence(error)))
        except Exception:  # noqa: BLE001  # never a crash screen with a ticket in it
            self.post_message(self.Came(None, errors.of_code("unexpected")))

    def on_ticket_screen_came(self, event: Came) -> None:
        """Show it, or why not."""
        self._asking, self._issued, self._wrong = False, event.issued, event.wrong
        self.redraw()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here you make a ticket for one more device of yours."),
            _("The ticket is not kept. When you leave this screen it is gone; you can make another."),
        )


def _done() -> Sequence[Block]:
    return (Gap(), Row("back", _("Done")))
