# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A device that was added: is it yours? What it reads stands before the answer; waiting comes first."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.own_devices.door import OwnDevices
from tbp_tui.widgets.blocks import Block, Gap, Pair, Row, Say
from tbp_tui.words import arrivals as said
from tbp_tui.words import devices, errors
from tbp_tui.words.dates import full_moment

if TYPE_CHECKING:
    from tbp_casefile.views.devices import ArrivalLine


class ArrivalScreen(Opened):
    """One device about which the owner of this one is asked."""

    def __init__(self, device: str, own: OwnDevices | None = None) -> None:
        super().__init__()
        self.own = own
        self._device = device
        self._wrong = self._done = ""

    def title_words(self) -> str:
        """In the header."""
        return _("a new device")

    @property
    def _line(self) -> "ArrivalLine | None":
        return next((one for one in self.devices.arrivals if one.device == self._device), None)

    def blocks(self) -> Sequence[Block]:
        """The question, or what has become of it."""
        line = self._line
        return tuple(self._asked(line)) if line else tuple(self._answered())

    def _asked(self, line: "ArrivalLine") -> Iterator[Block]:
        yield Say(said.heading(line), "head")
        yield Pair(_("Code"), line.code)
        yield Pair(_("Added"), full_moment(line.added))
        if line.own:
            yield Pair(_("How"), said.how(line))
        yield Gap()
        yield from (Say(words) for words in said.before(line))
        if self._wrong:
            yield Say(self._wrong)
        yield Gap()
        yield Row("back", _("Later, change nothing"))
        if line.own:
            yield Row("yes", _("Yes, this device is mine"))
            yield Row("end", _("No, it is not mine"), side=_("read first what ending it costs"))
        else:
            yield Row("yes", _("Yes, I asked them and it is right"))
            yield Row("call", _("No, I want to call somebody"))

    def _answered(self) -> Iterator[Block]:
        said_of = [self._done] if self._done else []
        for one in self.devices.view().devices:
            if one.device == self._device:
                yield Say(devices.name(code=one.code, here=one.here), "head")
                said_of += devices.ended(one.state, one.ended, one.left)
        yield from (Say(words) for words in said_of or [_("There is nothing to answer here any more.")])
        yield Gap()
        yield Row("back", _("Back"))

    def chosen(self, key: str) -> None:
        """Wait, say yes, read what an end costs, or whom to call."""
        if key == "yes":
            self._accept()
        elif key == "end":
            from tbp_tui.screens.own_devices.device import EndDeviceScreen

            self.app.push_screen(EndDeviceScreen(self._device, here=False, lost=True, own=self.own))
        elif key == "call":
            self.call_next(self.run_action, "app.help_now")
        else:
            self.action_back()

    def _accept(self) -> None:
        line = self._line
        try:
            if line:
                self.devices.accept(line.device)
                self._done = said.after_yes(line)
        except TbpError as error:
            self._wrong = errors.sentence(error)
        self.redraw()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("A device was added, and only you know whether that is right. You can take your time."),
            _("Do you doubt? Choose later, and call your contact person."),
        )
