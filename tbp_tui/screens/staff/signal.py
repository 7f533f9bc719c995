# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A contact person notes how it goes with something that is asked: with the talk about it, never without."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from tbp_casefile.times import local_date
from tbp_casefile.views.obligations import EventLine, ObligationLine, with_event
from tbp_tui.i18n import _
from tbp_tui.plain import talks
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.obligations import in_full
from tbp_tui.screens.staff.drafting import DraftingScreen
from tbp_tui.services.staff.signals import STATES, Signal
from tbp_tui.widgets.blocks import Block, Head, Row, Say
from tbp_tui.words.dates import full_day, text
from tbp_tui.words.terms import term


class SignalScreen(DraftingScreen):
    """`signed` is told the id of the record and the draft that became it."""

    def __init__(self, line: ObligationLine, signed: Callable[[str, Signal], None]) -> None:
        super().__init__()
        self._line, self._signed = line, signed
        self._signal: Signal | None = None
        self._kept = Signal()

    @property
    def signal(self) -> Signal:
        """As it stands now, the field included."""
        return msgspec.structs.replace(self._begun, text=self.typed)

    @property
    def _begun(self) -> Signal:
        if self._signal is None:
            self._signal = self._kept = self.session.signals.begun(self._line.ref) or Signal()
        return self._signal

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header."""
        return _("how it goes")

    def first_words(self) -> str:
        """What was left here."""
        return self._begun.text

    def asked(self) -> Iterator[Block]:
        """What is asked, and what to write."""
        yield Say(text(self._line.obligation.title), "head")
        yield Say(_("What did you speak about, and what happens next?"), "quiet")

    def choices(self) -> Iterator[Row]:
        """How it goes, and the talk about it."""
        talk = self.session.signals.talk_of(self._begun)
        said = f"{full_day(talk.on)}, {talks.what(talk)}" if talk else _("not chosen yet")
        state = term("obligation", self._begun.state)
        yield Row("state", _("State: {state}").format(state=state), side=_("Enter: the next one"))
        yield Row("talk", _("The talk about it: {talk}").format(talk=said))

    def as_read(self) -> Iterator[Block]:
        """The obligation with this, and with what it changes and does not."""
        yield Head(self._readers())
        body = self.session.signals.body(self.signal)
        event = EventLine(body.state, body.text, local_date(self.now), body.talk)
        yield from in_full(with_event(self._line, event))

    def _readers(self) -> str:
        if self._line.family:
            return _("The person, loved ones and the support worker will read this")
        return _("This is what the person will read")

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("First you talk, then you write it down: without a talk about it nothing is noted here."),
            _("Choose the talk. If it is not there yet, F7 writes it down."),
            _("Write calmly what is the matter and what happens next. Below stands what will be read."),
            _("Of the talk only its day is read here. What you wrote about it stays where it is."),
        )

    # --- what is done --------------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """The next state, or another talk."""
        if key == "state":
            self._change(state=STATES[(STATES.index(self._begun.state) + 1) % len(STATES)])
        elif key == "talk":
            from tbp_tui.screens.staff.signal_talk import SignalTalkScreen

            self.app.push_screen(SignalTalkScreen(lambda talk: self._change(talk=talk)))

    def _change(self, **changed: str) -> None:
        self._signal = msgspec.structs.replace(self.signal, **changed)
        self.keep_typed()
        self.redraw()

    def send(self) -> None:
        """Sign it; raises TbpError."""
        signal = self.signal
        record = self.session.signals.send(self._line.ref, signal, self.now, hold_seconds=HOLD_SECONDS)
        self._kept = signal
        self._signed(record, signal)

    def forget(self) -> None:
        """Let go of the draft."""
        self.session.signals.keep(self._line.ref, Signal(), self.now)
        self._kept = self.signal

    def keep_typed(self) -> None:
        """For the next time."""
        if self.signal != self._kept:
            self._kept = self.signal
            self.session.signals.keep(self._line.ref, self._kept, self.now)
