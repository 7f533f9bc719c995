# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A contact person notes how it goes with something that is asked: with the talk about it, never without."""

from collections.abc import Callable, Iterator, Sequence

from tbp_casefile.times import local_date
from tbp_casefile.views.obligations import EventLine, ObligationLine, with_event
from tbp_tui.i18n import _
from tbp_tui.plain import talks
from tbp_tui.screens.obligations import in_full
from tbp_tui.screens.staff.door import Signals
from tbp_tui.screens.staff.drafting import DraftingScreen
from tbp_tui.services.staff.signals import STATES, Signal
from tbp_tui.widgets.blocks import Block, Head, Row, Say
from tbp_tui.words.dates import full_day, text
from tbp_tui.words.terms import term


class SignalScreen(DraftingScreen[Signal]):
    """Below the field stands the obligation with this, and what it changes."""

    def __init__(self, line: ObligationLine, signed: Callable[[str, Signal], None]) -> None:
        super().__init__(line.ref, Signal(), signed)
        self._line = line

    @property
    def drafts(self) -> Signals:
        """What is noted."""
        return self.session.signals

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header."""
        return _("how it goes")

    def asked(self) -> Iterator[Block]:
        """What is asked, and what to write."""
        yield Say(text(self._line.obligation.title), "head")
        yield Say(_("What did you speak about, and what happens next?"), "quiet")

    def choices(self) -> Iterator[Row]:
        """How it goes, and the talk about it."""
        talk = self.session.signals.talk_of(self.begun)
        said = f"{full_day(talk.on)}, {talks.what(talk)}" if talk else _("not chosen yet")
        state = term("obligation", self.begun.state)
        yield Row("state", _("State: {state}").format(state=state), side=_("Enter: the next one"))
        yield Row("talk", _("The talk about it: {talk}").format(talk=said))

    def as_read(self) -> Iterator[Block]:
        """The obligation with this, and with what it changes and does not."""
        yield Head(self._readers())
        body = self.session.signals.body(self.draft)
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
            self.change(state=STATES[(STATES.index(self.begun.state) + 1) % len(STATES)])
        elif key == "talk":
            from tbp_tui.screens.staff.signal_talk import SignalTalkScreen

            self.app.push_screen(SignalTalkScreen(lambda talk: self.change(talk=talk)))
