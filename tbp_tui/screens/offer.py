# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One offer of support in full, what was said to it, and what its reader can say: yes, not now, or stop."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import ClassVar, cast

from textual.binding import Binding, BindingType

from tbp_casefile.errors import TbpError
from tbp_casefile.model.support import SupportAnswer
from tbp_casefile.views.support import OfferLine
from tbp_tui.i18n import _
from tbp_tui.plain import capital, support
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.door import Sent
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words import errors
from tbp_tui.words.dates import full_day, text


class OfferScreen(Opened):
    """Saying no is as near as saying yes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "take_back", show=False)]

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record
        self._note = ""

    def title_words(self) -> str:
        """In the header."""
        return _("support")

    @property
    def _line(self) -> OfferLine | None:
        lines = self.session.support.offers(self.now)
        return next((line for line in lines if line.id == self._record), None)

    def blocks(self) -> Sequence[Block]:
        """What is offered, what was said, what can be said."""
        line = self._line
        if line is None:
            return (Say(_("This is not here any more.")),)
        return (*self._in_full(line), *self._ways(line))

    def _in_full(self, line: OfferLine) -> Iterator[Block]:
        yield Say(text(line.offer.title), "head")
        yield Gap()
        yield Say(text(line.offer.text))
        yield Gap()
        yield Pair(_("Offered"), full_day(line.on))
        if self.session.support.may_offer:
            yield Pair(_("For"), support.whom(line))
        yield Pair(_("Answer"), capital(support.state(line)))
        if line.responses:
            yield Pair(_("Said"), "\n".join(support.history(line)))
        if back := support.returns(line):
            yield Say(back)

    def _ways(self, line: OfferLine) -> Iterator[Block]:
        if self._note:
            yield Gap()
            yield Say(self._note)
        if not self.session.support.may_answer(line):
            return
        yield Head(_("What do you want to say?"))
        yield Say(support.no_consequence(), "quiet")
        yield Row("say:yes", _("Yes, I want this"))
        yield Row("say:not_now", _("Not now"), side=_("you are asked again at a review"))
        if line.state == "yes":
            yield Row("say:stopped", _("I want to stop with this"))

    def chosen(self, key: str) -> None:
        """Keep the answer at once."""
        line = self._line
        if line is None or not key.startswith("say:"):
            return
        what = cast(SupportAnswer, key.removeprefix("say:"))
        try:
            record = self.session.support.answer(line, what, self.now, hold_seconds=HOLD_SECONDS)
        except TbpError as error:
            self._note = errors.sentence(error)
        else:
            self._note = _("Saved on this device. Your support worker will read it.")
            self.shell.sent = Sent(record, line.id, what, self.now + timedelta(seconds=HOLD_SECONDS))
        self.redraw()

    def action_take_back(self) -> None:
        """Ctrl+Z: the last answer to this offer, while it is still here."""
        sent = self.shell.sent
        if sent is None or sent.about != self._record:
            return
        taken = self.session.support.take_back(sent.record, self.now)
        self.shell.sent = None
        self._note = (
            _("Taken back. Nothing was sent.")
            if taken
            else _("This cannot be taken back any more. You can give another answer.")
        )
        self.redraw()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("You can answer as often as you want. What you said last holds."),
            support.no_consequence(),
            _("After a no it comes back at a review: then you can say no again."),
        )

    def hints(self) -> Sequence[Hint]:
        """Taking back is offered while it is possible."""
        sent, usual = self.shell.sent, super().hints()
        if sent is None or sent.about != self._record or self.now >= sent.until:
            return usual
        return (*usual[:3], Hint("Ctrl+Z", _("Take back"), "take_back", 2), *usual[3:])
