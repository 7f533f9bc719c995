# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""When the package is looked at again, and the times that it was."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.reviews import ReviewLine
from tbp_tui.i18n import _
from tbp_tui.screens import phrases
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Say
from tbp_tui.words.dates import month_day, text
from tbp_tui.words.terms import term


class ReviewsScreen(Opened):
    """The next one first, then all of them by year."""

    def title_words(self) -> str:
        """In the header."""
        return _("review")

    def blocks(self) -> Sequence[Block]:
        """Newest first."""
        lines = list(self.session.reviews(self.now))
        coming = [line for line in lines if line.review.state != "done"]
        following = coming[-1] if coming else None
        return (*self._coming(following), *self._every(lines, following), *self._looked_back())

    def _coming(self, line: ReviewLine | None) -> Iterator[Block]:
        if line is None:
            yield Say(_("No day is known yet. Your contact person can tell you more."))
            return
        yield Say(_("Next: {day}").format(day=phrases.review_day(line, self.now)), "head")
        if line.overdue:
            yield Say(_("This date has passed. Ask your contact person what is next."))
        yield Gap()
        yield Say(text(line.review.text))
        yield Gap()
        yield Say(_("At a review everything is weighed anew. You may say what matters to you."))

    def _every(self, lines: list[ReviewLine], following: ReviewLine | None) -> Iterator[Block]:
        year = 0
        for line in lines:
            if line.on.year != year:
                year = line.on.year
                yield Head(str(year))
            words = "" if line == following else text(line.review.text)
            day = month_day(line.on).removesuffix(f" {year}")
            yield Pair(day, f"{phrases.sentence(self._outcome(line))}\n{words}".strip())

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

    def _outcome(self, line: ReviewLine) -> str:
        state = _("date has passed") if line.overdue else term("review", line.review.state)
        return f"{state}: {term('outcome', line.review.outcome)}" if line.review.outcome else state

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (_("Your package is looked at again from time to time. Here you see when."),)
