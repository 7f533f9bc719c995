# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""When the package is looked at again, what you want to be weighed then, and the times that it was."""

from collections.abc import Iterator, Sequence

from tbp_casefile.tables import Role
from tbp_casefile.views.reviews import InputLine, ReviewLine
from tbp_casefile.wire.envelope import Ref
from tbp_tui.i18n import _
from tbp_tui.plain import capital
from tbp_tui.screens import answering, phrases
from tbp_tui.screens.answerable import Answerable
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words.dates import as_of, full_moment, month_day, text
from tbp_tui.words.terms import delivery, term


class ReviewsScreen(Answerable):
    """The next one first, then all of them by year."""

    thing = "review"

    def title_words(self) -> str:
        """In the header."""
        return _("review")

    @property
    def _following(self) -> ReviewLine | None:
        coming = [line for line in self.session.reviews(self.now) if line.review.state != "done"]
        return coming[-1] if coming else None

    def about(self) -> Ref | None:
        """The next review, as long as it takes what people write."""
        line = self._following
        return line.ref if line and line.review.input_open else None

    def blocks(self) -> Sequence[Block]:
        """Newest first."""
        lines = list(self.session.reviews(self.now))
        following = self._following
        return (
            *self._coming(following),
            *self._input(following),
            *self._every(lines, following),
            *self._looked_back(),
        )

    def _coming(self, line: ReviewLine | None) -> Iterator[Block]:
        if line is None:
            yield Say(_("No day is known yet. Your contact person can tell you more."))
            return
        yield Say(_("Next: {day}").format(day=phrases.review_day(line, self.now)), "head")
        if line.review.kind == "relook":
            yield Say(_("This is a look in between, not a whole review."))
        if line.overdue:
            yield Say(_("This date has passed. Ask your contact person what is next."))
        yield Gap()
        yield Say(text(line.review.text))
        yield Gap()
        yield Say(_("At a review everything is weighed anew. You may say what matters to you."))

    # --- what people write for it --------------------------------------------------------------------------

    def _input(self, line: ReviewLine | None) -> Iterator[Block]:
        may_write = line is not None and line.review.input_open and self.session.may_answer
        if line is None or not (line.inputs or may_write):
            return
        yield Head(_("For this review"))
        for said in line.inputs:
            yield self._said(said)
        if self._note:
            yield Say(self._note)
        if may_write:
            words = _("Write something more") if line.inputs else _("Write down what matters to you")
            yield Row("say:input", words)

    def _said(self, line: InputLine) -> Row:
        sent = self.shell.sent
        received = as_of(line.received, self.now) if line.received else ""
        state = capital(delivery(line.delivery, received))
        if sent is not None and sent.record == line.id and self.now < sent.until:
            state = f"{state}. {_('Press Enter or Ctrl+Z to take it back.')}"
        under = [Say(state, "quiet")]
        if line.beside and self.session.may_answer:
            under += [Say(words, "quiet") for words in answering.twice(self.session, line.device)]
        who = f"{term('role', Role.RELATIVE)}, " if line.role is Role.RELATIVE else ""
        return Row(
            f"given:{line.id}", text(line.text), side=f"{who}{full_moment(line.at)}",
            under=tuple(under),
        )  # fmt: skip

    def answer_of(self, record: str) -> InputLine | None:
        """One's own input for the review that is to come."""
        following = self._following
        own = (line for line in (following.inputs if following else ()) if line.role is self.session.role)
        return next((line for line in own if line.id == record), None)

    def chosen(self, key: str) -> None:
        """Write, take back, or put other words in its place."""
        self.chose_answer(key)

    # --- all of them ---------------------------------------------------------------------------------------

    def _every(self, lines: list[ReviewLine], following: ReviewLine | None) -> Iterator[Block]:
        if lines:
            yield Head(_("All of them"))
        for line in lines:
            words = "" if line == following else text(line.review.text)
            yield Pair(month_day(line.on), f"{phrases.sentence(self._outcome(line))}\n{words}".strip())
            if line != following:
                yield from map(self._said, line.inputs)

    def _outcome(self, line: ReviewLine) -> str:
        state = _("date has passed") if line.overdue else term("review", line.review.state)
        kind = term("look", line.review.kind)
        outcome = f": {term('outcome', line.review.outcome)}" if line.review.outcome else ""
        return f"{kind}, {state}{outcome}"

    def _looked_back(self) -> Iterator[Block]:
        lines = self.session.evaluations()
        if lines:
            yield Head(_("How you looked back"))
        for line in lines:
            scores = (
                _("{topic}: {score} of 5").format(topic=term("topic", topic), score=score)
                for topic, score in line.evaluation.scores.items()
            )
            yield Pair(month_day(line.on), "\n".join([*scores, text(line.evaluation.text)]).strip())

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Your package is looked at again from time to time. Here you see when."),
            _("When a review is near you can write down what matters to you. You do not have to."),
        )
