# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One talk: what was agreed and whom to call above it, what was said, and what can be done."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_casefile.views.peers import TalkView
from tbp_tui.i18n import _, language
from tbp_tui.plain import peers as said
from tbp_tui.screens.opened import Opened
from tbp_tui.services.peers.safety import SafetyWords
from tbp_tui.services.peers.talk import Talk
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.widgets.page import Page
from tbp_tui.words import errors

MOST = 200
"""Messages on the screen; a talk may be of any length."""


class OfTalk(Opened):
    """A screen of one talk, that may end while it is looked at."""

    def __init__(self, room: str) -> None:
        super().__init__()
        self.room = room
        self.note = ""

    @property
    def talk(self) -> Talk | None:
        """The talk; None once it is over here, or as long as it has not begun."""
        try:
            talk = self.session.peers.talks.talk(self.room)
        except TbpError:
            return None
        return talk if talk.entered else None

    @property
    def other(self) -> str:
        """The alias of the other."""
        lines = self.session.peers.talks.lines(self.now)
        return next((said.name(line.alias) for line in lines if line.room == self.room), "?")

    def title_words(self) -> str:
        """In the header."""
        return _("talk")

    def gone(self) -> Sequence[Block]:
        """What stands here when there is nothing to show."""
        return (
            Say(said.no_crisis_service()),
            Gap(),
            Say(_("This talk is not here. It begins when you are online, or it has ended.")),
        )


class PeerTalkScreen(OfTalk):
    """The newest message stands below, above the ways on."""

    CSS_PATH = "page.tcss"

    def compose_body(self) -> ComposeResult:
        """The numbers stay in sight, however much was said."""
        with Vertical(id="body"):
            yield Page(id="ask", can_focus=False)
            yield Page(id="page")

    def on_mount(self) -> None:
        """At the newest; and ask more often as long as somebody looks."""
        super().on_mount()
        self.call_after_refresh(lambda: self.page.go_to("say"))
        if talk := self.talk:
            talk.more_often(True)

    def on_unmount(self) -> None:
        """No longer."""
        try:
            if talk := self.talk:
                talk.more_often(False)
        except Exception:  # noqa: BLE001  # the vault is closed: nothing asks any more
            return

    def redraw_body(self) -> None:
        """What always stands there is above the page."""
        self.query_one("#ask", Page).show((Say(said.numbers_in_view(), "strong"),))
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """What was agreed, what was said, what can be done."""
        talk = self.talk
        if talk is None:
            return self.gone()
        view, other = talk.view(self.now), self.other
        return (
            Say(said.agreement(view), "quiet"),
            *self._news(talk),
            Head(_("Talk with {name}").format(name=other)),
            *self._said(view, other),
            *(() if view.lines else (Say(_("Nothing was said yet.")),)),
            Gap(),
            *self._ways(ended=bool(view.ended)),
        )

    def _said(self, view: TalkView, other: str) -> Iterator[Block]:
        if len(view.lines) > MOST:
            yield Say(_("You see the newest ones. Earlier ones are kept."), "quiet")
        for line in view.lines[-MOST:]:
            yield Say(said.said(line, other, self.now), "quiet")
            yield Say(said.message(line), indent=2)

    def _news(self, talk: Talk) -> Iterator[Block]:
        for line in talk.own_devices.arrivals:
            yield Row(f"arrival:{line.device}", _("A device was added to this talk"), side=_("you decide"))
        if talk.own_devices.waits:
            yield Say(_("This device reads nothing here until you say yes to it on another one of yours."))
        if not talk.new_of_theirs:
            return
        asked = _("The other has a new device. Ask whether it is theirs, by telephone or in person.")
        yield Say(asked, "strong")
        if talk.blocked:
            yield Say(_("Until you looked at it, nothing is sent."))
        yield Row("look", _("I looked at it: it is theirs"))

    def _ways(self, *, ended: bool) -> Iterator[Block]:
        if ended:
            yield Say(_("This talk has ended. What is here of it goes away when you are online."))
            return
        yield Row("say", _("Write"))
        yield Row("boundary", _("What we agree"))
        yield Row("safety", _("Safety words"))
        yield Row("add", _("Add another device of yours"))
        yield from self._own_devices()
        yield Row("concern", _("Tell the coordinator a worry"))
        yield Row("end", _("Stop this talk now"), side=_("no reason needed"))

    def _own_devices(self) -> Iterator[Block]:
        """A lost one is ended here as well: in a talk it has keys that stand nowhere else."""
        talk = self.talk
        for line in talk.own_devices.view().devices if talk else ():
            if not line.here and line.state == "active":
                words = _("End your device {code} in this talk").format(code=line.code)
                yield Row(f"end-device:{line.device}", words)

    def chosen(self, key: str) -> None:
        """Open one, or do it at once."""
        from tbp_tui.screens.own_devices.arrival import ArrivalScreen
        from tbp_tui.screens.own_devices.device import EndDeviceScreen
        from tbp_tui.screens.own_devices.ticket import TicketScreen
        from tbp_tui.screens.peers import parts as peer_parts
        from tbp_tui.screens.peers import say as peer_say

        talk = self.talk
        if talk is None:
            return
        if key == "look":
            talk.look_at_devices()
            self.redraw()
        elif key == "end":
            self.app.push_screen(peer_parts.EndScreen(self.room))
        elif key == "safety":
            self.app.push_screen(peer_parts.SafetyScreen(self.room))
        elif key == "boundary":
            self.app.push_screen(peer_parts.BoundaryScreen(self.room))
        elif key == "add":
            self.app.push_screen(TicketScreen(talk.own_devices))
        elif key.startswith("end-device:"):
            device = key.removeprefix("end-device:")
            own = talk.own_devices
            self.app.push_screen(EndDeviceScreen(device, here=False, lost=True, own=own))
        elif key.startswith("arrival:"):
            self.app.push_screen(ArrivalScreen(key.removeprefix("arrival:"), talk.own_devices))
        elif key == "say":
            self.app.push_screen(peer_say.SayScreen(self.room))
        else:
            self.app.push_screen(peer_say.CoordinatorScreen("concern", self.room))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Only you two read this, on your own devices. The coordinator and the office do not."),
            _("Give no telephone number, address, mail or real name. Nobody needs them here."),
            said.no_reason(),
            said.no_crisis_service(),
        )


def safety_lines(words: SafetyWords) -> str:
    """Six words, and the digits in groups of five."""
    groups = " ".join(words.digits[start : start + 5] for start in range(0, len(words.digits), 5))
    return f"{' '.join(words.words)}\n{groups}"


def spoken_words(talk: Talk) -> Iterator[Block]:
    """The safety words of both, in the language of now."""
    found = talk.words(language())
    if found is None or found.theirs is None:
        yield Say(_("The other has not come in yet. Look again later."))
        return
    yield Pair(_("Yours"), safety_lines(found.mine))
    yield Pair(_("Theirs"), safety_lines(found.theirs))


def wrong(error: TbpError) -> str:
    """Why something was not done."""
    return errors.sentence(error)
