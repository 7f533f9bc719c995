# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What belongs to one talk: safety words, what both agree, and stopping."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec
from textual.app import ComposeResult
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_casefile.model.peers import Boundary
from tbp_casefile.times import local_date
from tbp_tui.i18n import _
from tbp_tui.plain import peers as said
from tbp_tui.screens.peers.talk import OfTalk, spoken_words, wrong
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.words.dates import text

_MINUTES = (None, 15, 30, 45, 60)
_KEEP = (None, 7, 30, 90, 365)
_RELOOK = (None, 28, 56, 84)


class SafetyScreen(OfTalk):
    """Read out once, by telephone or in person."""

    def title_words(self) -> str:
        """In the header."""
        return _("safety words")

    def blocks(self) -> Sequence[Block]:
        """The words, then whether they were the same."""
        talk = self.talk
        if talk is None:
            return self.gone()
        return (
            Say(_("Read your words to each other, not here: by telephone, or when you meet.")),
            Say(_("If they are the same, nobody sits between you two.")),
            Say(_("If they are not, stop and tell the coordinator.")),
            Gap(),
            *spoken_words(talk),
            Gap(),
            Say(_("You said that they are the same."))
            if talk.verified
            else Row("same", _("They are the same")),
        )

    def chosen(self, key: str) -> None:
        """They were the same."""
        talk = self.talk
        if talk is not None and key == "same":
            talk.verify()
            self.redraw()


class EndScreen(OfTalk):
    """Stopping is one key; a last word is not asked for."""

    def title_words(self) -> str:
        """In the header."""
        return _("stop this talk")

    def blocks(self) -> Sequence[Block]:
        """What goes and what stays."""
        return (
            Say(_("The other reads that it has ended, and no reason.")),
            Say(_("Everything that was said goes away, on your devices and on those of the other.")),
            Gap(),
            Row("end", _("Stop now")),
            Row("back", _("Back, go on")),
        )

    def chosen(self, key: str) -> None:
        """Stop, and back to the list."""
        if key == "end" and self.talk is not None:
            self.session.peers.end(self.room, self.now)
        self.action_back()


class BoundaryScreen(OfTalk):
    """Two fields and three choices; what the other proposed can be taken over with one key."""

    CSS_PATH = "page.tcss"
    AUTO_FOCUS = "#page"

    def __init__(self, room: str) -> None:
        super().__init__(room)
        self._chosen = Boundary()

    def title_words(self) -> str:
        """In the header."""
        return _("what we agree")

    def compose_body(self) -> ComposeResult:
        """What we said last stands there."""
        talk = self.talk
        before = talk.view(self.now).mine if talk else None
        self._chosen = before or Boundary()
        with Vertical(id="body"):
            yield Page(id="ask-when", can_focus=False)
            yield Field(text(self._chosen.when), id="when", select_on_focus=False)
            yield Page(id="ask-avoid", can_focus=False)
            yield Field(text(self._chosen.avoid), id="avoid", select_on_focus=False)
            yield Page(id="page")

    def redraw_body(self) -> None:
        """The name of each field stands above it."""
        self.query_one("#ask-when", Page).show((Say(_("When do you talk?")),))
        self.query_one("#ask-avoid", Page).show((Say(_("What do you not talk about?")),))
        super().redraw_body()

    def blocks(self) -> Sequence[Block]:
        """The choices, and what the other proposed."""
        talk, mine = self.talk, self._chosen
        theirs = talk.view(self.now).theirs if talk else None
        labels = dict(said.boundary(mine))
        return (
            Row("minutes", _("How long"), side=labels.get(_("How long"), _("not agreed"))),
            Row("relook", _("Look again on"), side=labels.get(_("Look again on"), _("not agreed"))),
            Row("keep", _("Messages stay"), side=labels.get(_("Messages stay"), _("not agreed"))),
            *([Say(self.note)] if self.note else []),
            Row("send", _("Propose this")),
            *self._of_other(theirs),
        )

    def _of_other(self, theirs: Boundary | None) -> Iterator[Block]:
        if theirs is None:
            return
        yield Head(_("The other proposes"))
        for label, words in said.boundary(theirs):
            yield Pair(label, words)
        yield Row("take", _("Agree with this"))

    def chosen(self, key: str) -> None:
        """Another value, or propose."""
        talk, today = self.talk, local_date(self.now)
        if talk is None:
            return
        if key == "minutes":
            minutes = _next(_MINUTES, self._chosen.minutes)
            self._chosen = msgspec.structs.replace(self._chosen, minutes=minutes)
        elif key == "keep":
            kept = _next(_KEEP, self._chosen.keep_days)
            self._chosen = msgspec.structs.replace(self._chosen, keep_days=kept)
        elif key == "relook":
            away = (self._chosen.relook - today).days if self._chosen.relook else None
            days = _next(_RELOOK, away)
            self._chosen = msgspec.structs.replace(
                self._chosen, relook=today + timedelta(days=days) if days else None
            )
        else:
            self._agree(key)
            return
        self.redraw()

    def _agree(self, key: str) -> None:
        talk = self.talk
        assert talk is not None
        theirs = talk.view(self.now).theirs
        typed = msgspec.structs.replace(
            self._chosen,
            when=self.query_one("#when", Field).value.strip(),
            avoid=self.query_one("#avoid", Field).value.strip(),
        )
        try:
            talk.agree(theirs if key == "take" and theirs else typed, self.now)
        except TbpError as error:
            self.note = wrong(error)
            self.redraw()
        else:
            self.action_back()

    def on_input_submitted(self) -> None:
        """Enter in a field leads on."""
        self.focus_next()


def _next(values: Sequence[int | None], now: int | None) -> int | None:
    return values[(values.index(now) + 1) % len(values)] if now in values else values[0]
