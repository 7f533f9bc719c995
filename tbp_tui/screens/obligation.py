# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One thing that is asked: why, how it goes, and what you say to it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.wire.envelope import Ref
from tbp_tui.i18n import _
from tbp_tui.screens.answerable import Answerable
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.obligations import find, in_full
from tbp_tui.services.staff.signals import Signal
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say


class ObligationScreen(Answerable):
    """Opened from the list, or from the first page."""

    thing = "obligation"

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record
        self._signed: tuple[str, Signal, datetime] | None = None

    def title_words(self) -> str:
        """In the header."""
        return _("what we ask of you")

    def about(self) -> Ref | None:
        """The obligation, as long as the version of now has it."""
        line = self._line
        return line.ref if line else None

    @property
    def _line(self) -> ObligationLine | None:
        return find(self.session.obligations(self.now), f"obligation:{self._record}")

    def blocks(self) -> Sequence[Block]:
        """Everything about it, then the answers."""
        line = self._line
        if line is None:
            return (Say(_("This is no longer asked in this form. Go back to see what is asked now.")),)
        return (*in_full(line), *self.answers(), *self._signal(line))

    def _signal(self, line: ObligationLine) -> Iterator[Block]:
        """For a contact person: to note how it goes, with the talk about it."""
        if not self.session.signals.may_about(line):
            return
        yield Gap()
        if self._can_be_taken_back:
            yield Say(_("Ctrl+Z takes it back, and makes a draft of it again."))
        begun = self.session.signals.begun(line.ref)
        words = _("Go on with what you began to note") if begun else _("Note how it goes")
        yield Row("signal", words, side=_("with the talk about it"))

    @property
    def _can_be_taken_back(self) -> bool:
        return self._signed is not None and self.now < self._signed[2]

    def chosen(self, key: str) -> None:
        """An answer, given or to give; or how it goes."""
        line = self._line
        if key == "signal" and line is not None:
            from tbp_tui.screens.staff.signal import SignalScreen

            self.show_note("")
            self.app.push_screen(SignalScreen(line, self._was_signed))
        else:
            self.chose_answer(key)

    def _was_signed(self, record: str, signal: Signal) -> None:
        self._signed = (record, signal, self.now + timedelta(seconds=HOLD_SECONDS))
        self._note = _("Saved on this device.")

    def action_take_back(self) -> None:
        """What was noted is a draft again; for a person, their last answer."""
        line = self._line
        if self._signed is None or line is None:
            super().action_take_back()
            return
        record, signal, _until = self._signed
        taken = self.session.signals.take_back(line.ref, record, signal, self.now)
        self._signed = None
        self.show_note(
            _("Taken back. Nothing was sent.")
            if taken
            else _("This cannot be taken back any more. You can note it anew.")
        )

    def hints(self) -> Sequence[Hint]:
        """Taking back is offered while it is possible."""
        usual = super().hints()
        if not self._can_be_taken_back:
            return usual
        return (*usual[:3], Hint("Ctrl+Z", _("Take back"), "take_back", 2), *usual[3:])

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        line = self._line
        if line and self.session.signals.may_about(line):
            return (
                _("This is one thing that is asked of the person, with the reason for it."),
                _("At the bottom you note how it goes. First you talk about it, then you write it down."),
            )
        return (
            _("This is one thing that we ask of you, with the reason for it."),
            _("At the bottom you can confirm it, ask a question, or say that it does not work out now."),
        )
