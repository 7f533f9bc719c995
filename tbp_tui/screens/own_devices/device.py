# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One device, and ending it: first what that costs; the line that does nothing stands in front."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tbp_casefile.device_codes import short_code
from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.own_devices.door import OwnDevices
from tbp_tui.widgets.blocks import Block, Gap, Pair, Row, Say
from tbp_tui.words import devices as said
from tbp_tui.words import errors
from tbp_tui.words.dates import full_moment

if TYPE_CHECKING:
    from tbp_casefile.views.devices import DeviceLine


class DeviceScreen(Opened):
    """What is known of it, and two ways to end it."""

    def __init__(self, device: str) -> None:
        super().__init__()
        self._device = device

    def title_words(self) -> str:
        """In the header."""
        return _("device")

    @property
    def _line(self) -> "DeviceLine | None":
        found = [one for one in self.session.own_devices.view().devices if one.device == self._device]
        return found[0] if found else None

    def blocks(self) -> Sequence[Block]:
        """How it stands; what can be done with one that can be used."""
        line = self._line
        return tuple(self._about(line)) if line else ()

    def _about(self, line: "DeviceLine") -> Iterator[Block]:
        yield Say(said.name(code=line.code, here=line.here), "head")
        yield Pair(_("Added"), full_moment(line.added))
        yield Say(said.used(line.used, self.now))
        yield from (Say(words) for words in said.ended(line.state, line.ended, line.left))
        if line.state == "active":
            yield Gap()
            yield Row("back", _("Back, change nothing"))
            yield Row("end", _("End it: I no longer use it"), side=_("read first what that costs"))
            yield Row("lost", _("End it: it is lost or stolen"), side=_("read first what that costs"))

    def chosen(self, key: str) -> None:
        """Back, or read what it costs."""
        if key == "back":
            self.action_back()
            return
        line = self._line
        if line is not None:
            self.app.push_screen(EndDeviceScreen(line.device, here=line.here, lost=key == "lost"))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Here you can end a device. Nothing happens before you have read what it costs."),)


class EndDeviceScreen(Opened):
    """Nothing is written before the last line is chosen."""

    def __init__(self, device: str, *, here: bool, lost: bool, own: OwnDevices | None = None) -> None:
        super().__init__()
        self.own = own
        self._device, self._here, self._lost = device, here, lost
        self._wrong = ""

    def title_words(self) -> str:
        """In the header."""
        return _("before you end it")

    def blocks(self) -> Sequence[Block]:
        """Which one it is, what its end costs, and two ways on."""
        return (
            Say(said.name(code=short_code(self._device), here=self._here), "head"),
            *(Say(words) for words in said.costs(here=self._here, lost=self._lost)),
            *([Say(self._wrong)] if self._wrong else []),
            Gap(),
            Row("back", _("Back, change nothing")),
            Row("end", _("End this device everywhere")),
        )

    def chosen(self, key: str) -> None:
        """Back, or end it: it goes out at once when there is a connection."""
        if key == "end" and not self._ends():
            return
        self.action_back()

    def _ends(self) -> bool:
        try:
            self.devices.revoke(self._device, late=not self._lost)
        except TbpError as error:
            self._wrong = errors.sentence(error)
            self.redraw()
            return False
        return True

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Nothing has been done yet. Read what it costs, and then choose."),)
