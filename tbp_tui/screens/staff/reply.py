# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A contact person drafts the answer to a request: what it is, why, by when, and the words for its reader."""

from collections.abc import Callable, Iterator, Sequence

from tbp_casefile.times import local_date
from tbp_casefile.views.requests import RequestLine, with_answer
from tbp_tui.i18n import _
from tbp_tui.screens.requests import in_full
from tbp_tui.screens.staff.door import Drafts
from tbp_tui.screens.staff.drafting import DraftingScreen
from tbp_tui.services.staff.replies import ANSWERS, REASONS, Reply
from tbp_tui.widgets.blocks import Block, Gap, Head, Row, Say
from tbp_tui.words.dates import full_day, text
from tbp_tui.words.terms import reply as reply_words
from tbp_tui.words.terms import term


class ReplyScreen(DraftingScreen[Reply]):
    """Below the field stands the request with this answer."""

    def __init__(self, line: RequestLine, signed: Callable[[str, Reply], None]) -> None:
        super().__init__(line.ref, Reply(), signed)
        self._line = line

    @property
    def drafts(self) -> Drafts[Reply]:
        """Answers."""
        return self.session.replies

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header."""
        return _("an answer")

    def asked(self) -> Iterator[Block]:
        """The request itself."""
        yield Say(text(self._line.request.title), "head")
        yield Say(text(self._line.request.text), "quiet")

    def choices(self) -> Iterator[Row]:
        """Answer, reason, day."""
        reply = self.begun
        said = (
            reply_words(self._line.request.kind, reply.answer) if reply.answer else _("an answer comes later")
        )
        yield Row("answer", _("Answer: {answer}").format(answer=said), side=_("Enter: the next one"))
        if reply.can_have_reason:
            why = term("because", reply.reason) if reply.reason else _("not said")
            yield Row("reason", _("Reason: {reason}").format(reason=why), side=_("Enter: the next one"))
        if reply.answer is None:
            day = full_day(reply.due) if reply.due else _("no day")
            yield Row("due", _("The answer comes by: {day}").format(day=day))

    def as_read(self) -> Iterator[Block]:
        """The request with this answer, and by whom it is read."""
        yield Head(self._readers())
        today = local_date(self.now)
        yield from in_full(with_answer(self._line, self.draft.body(), today))
        yield Gap()
        yield Say(
            _("This answer does not change the package. Only the authority decides about that."), "quiet"
        )

    def _readers(self) -> str:
        if self._line.family:
            return _("The person, loved ones and the support worker will read this")
        return _("This is what the person will read")

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Write the answer in plain words. Tab leads from the text to what you choose beside it."),
            _("Say what is possible and why. If you do not know it yet, say by which day the answer comes."),
            _("Nobody reads a draft: it stays on this device until you choose Save and send."),
            _("The answer is yours as contact person. It is no decision about the package."),
        )

    # --- what is done --------------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """The next answer or reason, or another day."""
        reply = self.begun
        match key:
            case "answer":
                self.change(answer=ANSWERS[(ANSWERS.index(reply.answer) + 1) % len(ANSWERS)])
            case "reason":
                self.change(reason=REASONS[(REASONS.index(reply.reason) + 1) % len(REASONS)])
            case "due":
                from tbp_tui.screens.staff.brief_part import DayScreen

                self.app.push_screen(DayScreen("answer", lambda day: self.change(due=day)))
