# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing to the other in a talk, and to the coordinator: one field, and what can be done below it."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_casefile.model.peers import Debrief
from tbp_casefile.times import to_ms
from tbp_tui.i18n import _
from tbp_tui.plain import peers as said
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.keeping import Keeping
from tbp_tui.services.peers.warning import found_in
from tbp_tui.widgets.blocks import Block, Row, Say
from tbp_tui.widgets.page import Page
from tbp_tui.widgets.writing import Writing
from tbp_tui.words import errors


class _WritingTo(Keeping):
    """What is typed is kept under a name, and forgotten once it is sent."""

    CSS_PATH = "page.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self, where: str) -> None:
        super().__init__()
        self._where, self._kept, self._note = where, "", ""

    def compose_body(self) -> ComposeResult:
        """What was left here is there again."""
        self._kept = self.session.peers.unfinished(self._where)
        with Vertical(id="body"):
            yield Page(id="ask", can_focus=False)
            yield Writing(self._kept, id="words")
            yield Page(id="page")

    def redraw_body(self) -> None:
        """What always stands there is above the field."""
        self.query_one("#ask", Page).show((Say(said.no_crisis_service()), Say(self.asked(), "quiet")))
        super().redraw_body()

    def asked(self) -> str:
        """For whom it is."""
        raise NotImplementedError

    def send(self, key: str, text: str) -> None:
        """Do it; raises TbpError."""
        raise NotImplementedError

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.query_one("#words", Writing).text

    def chosen(self, key: str) -> None:
        """Send and go back, or only back; what was not sent stays."""
        if key == "back":
            self.action_back()
            return
        try:
            self.send(key, self.typed.strip())
        except TbpError as error:
            self.say_below(errors.sentence(error))
        else:
            self.session.peers.keep_unfinished(self._where, "", to_ms(self.now))
            self._kept = self.typed
            self.app.pop_screen()

    def say_below(self, words: str) -> None:
        """A line above the ways on."""
        self._note = words
        self.redraw()

    def keep_typed(self) -> None:
        """For the next time."""
        if self.typed != self._kept:
            self._kept = self.typed
            self.session.peers.keep_unfinished(self._where, self._kept, to_ms(self.now))


class SayScreen(_WritingTo):
    """A message. Before one goes out by which its writer could be found, it is asked once more."""

    def __init__(self, room: str) -> None:
        super().__init__(f"say:{room}")
        self._room, self._asked = room, ""

    def title_words(self) -> str:
        """In the header."""
        return _("write")

    def asked(self) -> str:
        """For whom it is."""
        return _("Only the other reads this. No telephone number, address, mail or real name.")

    def blocks(self) -> Sequence[Block]:
        """Send, and once more where it is asked."""
        return (
            *([Say(self._note)] if self._note else []),
            Row("all-the-same", _("Send it all the same")) if self._asked else Row("send", _("Send")),
            Row("back", _("Back, what you typed waits here")),
        )

    def send(self, key: str, text: str) -> None:
        """Raises TbpError."""
        self.session.peers.talks.talk(self._room).say(text, self.now, hold_seconds=HOLD_SECONDS)

    def chosen(self, key: str) -> None:
        """Ask first, where there is something to ask about."""
        found = found_in(self.typed)
        if key == "send" and found:
            self._asked = self.typed
            self.say_below(said.warned(found))
            return
        super().chosen(key)

    def on_text_area_changed(self) -> None:
        """Other words are looked at anew."""
        if self._asked and self.typed != self._asked:
            self._asked = ""
            self.say_below("")


class CoordinatorScreen(_WritingTo):
    """A worry, or looking back on a heavy talk: only these words, nothing of a talk."""

    def __init__(self, what: str, room: str = "") -> None:
        super().__init__(f"{what}:{room}")
        self._what, self._room = what, room

    def title_words(self) -> str:
        """In the header."""
        return _("to the coordinator")

    def asked(self) -> str:
        """For whom it is."""
        return _("The coordinator reads only what you write here, and nothing of a talk.")

    def blocks(self) -> Sequence[Block]:
        """In which way."""
        return (
            *([Say(self._note)] if self._note else []),
            *self._ways(),
            Row("back", _("Back, what you typed waits here")),
        )

    def _ways(self) -> Iterator[Block]:
        if self._what == "debrief":
            yield Row("heavy:3", _("Send: it was heavy"))
            yield Row("heavy:5", _("Send: it was very heavy, please call me"))
        elif self._room:
            yield Row("known", _("Send it, and let the other read the same words"))
            yield Row("alone", _("Send it without the other knowing"), side=_("only when it is grave"))
        else:
            yield Row("alone", _("Send"))

    def send(self, key: str, text: str) -> None:
        """Raises TbpError."""
        peers = self.session.peers
        if self._what == "debrief":
            weight = int(key.removeprefix("heavy:"))
            peers.asking.debrief(Debrief(weight=weight, text=text, call=weight == 5), self.now)
        else:
            peers.concern(text, self.now, room=self._room, known=key == "known")
