# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Privacy and devices: which devices are yours, one more, one less, what ended here, and whose copy it is."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tbp_tui.i18n import _
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words import arrivals
from tbp_tui.words import devices as said
from tbp_tui.words.dates import as_of, full_moment

if TYPE_CHECKING:
    from tbp_casefile.views.devices import DeviceLine, DevicesView


class DevicesScreen(Opened):
    """The question first, when there is one; then the devices, then what has ended."""

    def title_words(self) -> str:
        """In the header."""
        return _("privacy and devices")

    def blocks(self) -> Sequence[Block]:
        """In the order of what a person has to do with it."""
        view = self.session.own_devices.view()
        return (
            *_question(view),
            *self._arrivals(),
            *self._waits(view),
            Head(_("Your devices")),
            *(self._row(line) for line in view.devices),
            Row("add", _("Add a device"), side=_("shows a ticket for it")),
            *_endings(view),
            Head(_("Privacy")),
            Say(_("Everything on this device is encrypted. Only your passphrase opens it.")),
            Row("idle", _("Lock when I do nothing"), side=said.after_minutes(self.session.idle_lock.minutes)),
            *self._keys(),
            Row("place:hiding", _("What hiding does, and what it does not")),
            Row("place:access", _("Who sees what")),
            Row("wipe", _("Wipe everything on this device")),
        )

    def _keys(self) -> Iterator[Block]:
        if self.shell.services.keys is not None:
            yield Row("passphrase", _("Choose another passphrase"))
            yield Row("recovery", _("A recovery code on paper"))

    def _arrivals(self) -> Iterator[Block]:
        lines = self.session.own_devices.arrivals
        if lines:
            yield Head(_("New"))
            for line in lines:
                yield Row(f"arrival:{line.device}", arrivals.on_first_page([line]), side=line.code)

    def _waits(self, view: "DevicesView") -> Iterator[Block]:
        here = [line for line in view.devices if line.here]
        if self.session.own_devices.waits and here:
            yield Head(arrivals.waits_heading())
            yield from (Say(words) for words in arrivals.waits(here[0].code))

    def _row(self, line: "DeviceLine") -> Row:
        here = _("now") if line.here else as_of(line.used, self.now) if line.used else ""
        under = [Say(words, "quiet") for words in said.ended(line.state, line.ended, line.left)]
        if line.copied:
            under.append(Say(said.copied()))
        side = "" if line.state == "ended" else here
        words = said.name(code=line.code, here=line.here)
        return Row(f"device:{line.device}", words, side=side, under=tuple(under))

    def detail(self, key: str) -> Sequence[Block]:
        """A device in full, beside the list."""
        found = [one for one in self.session.own_devices.view().devices if key == f"device:{one.device}"]
        if not found:
            return ()
        line = found[0]
        return (
            Say(said.name(code=line.code, here=line.here), "head"),
            Gap(),
            Pair(_("Added"), full_moment(line.added)),
            Say(said.used(line.used, self.now)),
            *(Say(words) for words in said.ended(line.state, line.ended, line.left)),
            *([Say(said.copied())] if line.copied else []),
        )

    def chosen(self, key: str) -> None:
        """A device, one more, or what the question is answered with."""
        what, _colon, rest = key.partition(":")
        if what == "device":
            from tbp_tui.screens.own_devices.device import DeviceScreen

            self.app.push_screen(DeviceScreen(rest))
        elif what == "add":
            from tbp_tui.screens.own_devices.ticket import TicketScreen

            self.app.push_screen(TicketScreen())
        elif what == "passphrase":
            self._to_passphrase()
        elif what == "recovery":
            self._to_recovery()
        elif what == "arrival":
            from tbp_tui.screens.own_devices.arrival import ArrivalScreen

            self.app.push_screen(ArrivalScreen(rest))
        elif what == "idle":
            self.session.idle_lock.next()
            self.redraw()
        elif what == "wipe":
            from tbp_tui.screens.own_devices.wipe import WipeScreen

            self.app.push_screen(WipeScreen())
        elif what == "mine":
            self.session.own_devices.answer_copies()
            self.redraw()
        elif what == "place":
            from tbp_tui.screens import places

            self.app.push_screen(places.screen_of(rest))
        else:
            self.action_help_place()

    def _to_passphrase(self) -> None:
        from tbp_tui.screens.own_devices.passphrase import PassphraseScreen

        if self.shell.services.keys is not None:
            self.app.push_screen(PassphraseScreen(self.shell.services.keys))

    def _to_recovery(self) -> None:
        from tbp_tui.screens.own_devices.recovery import RecoveryScreen

        if self.shell.services.keys is not None:
            self.app.push_screen(RecoveryScreen(self.shell.services.keys))

    def action_help_place(self) -> None:
        """Whom to call."""
        self.call_next(self.run_action, "app.help_now")

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here you see which devices are yours, and you can add one or end one."),
            _("When you do nothing for as long as you choose here, the screen locks by itself. Twenty "
              "seconds before that it says so, and any key goes on. It also locks when the computer "
              "has slept."),
            _("The code of a device is the same on all your devices, so you can compare two screens."),
            _("It says when the newest thing was received from a device. When somebody last read on it, "
              "nobody knows."),
        )  # fmt: skip


def _question(view: "DevicesView") -> Iterator[Block]:
    """A copy of this device, or of another one; nobody is blamed, and all has arrived."""
    if not view.asks:
        return
    yield Head(_("Was this you?"))
    if view.unknown:
        yield Say(said.was_it_you(view.unknown))
        yield Say(_("That happens when the data of this device is put back from a copy, or used twice."))
    else:
        yield Say(said.copied())
    yield Row("mine", _("Yes, that was me"))
    yield Row("call", _("No, I want to call somebody"))
    suspects = [line for line in view.devices if line.copied or (line.here and view.unknown)]
    for line in suspects:
        if line.state == "active":
            words = _("No, end this device and every copy of it") if line.here else _("No, end that device")
            yield Row(f"device:{line.device}", words, side=line.code)


def _endings(view: "DevicesView") -> Iterator[Block]:
    if view.endings:
        yield Head(_("Ended on this device"))
        for line in view.endings:
            yield Say(said.ending(line.log, line.why, line.at, line.shredded, line.lost))
