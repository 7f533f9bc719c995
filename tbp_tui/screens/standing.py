# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where the case stands and who decides, now and before: what happens now, what is next (DOMAIN F1, F2)."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.authority import AuthorityLine
from tbp_casefile.views.situation import SituationLine
from tbp_tui.i18n import _
from tbp_tui.plain import capital
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.phrases import since
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words.dates import full_day, month_day, text
from tbp_tui.words.terms import term


class StandingScreen(Opened):
    """The state of now in full, who decides, and the way that led here."""

    def title_words(self) -> str:
        """In the header."""
        return _("where it stands")

    def blocks(self) -> Sequence[Block]:
        """Now first."""
        line = self.session.situation(self.now)
        return (
            *(in_full(line) if line else ()),
            *self._way_back(line),
            *self._deciders(),
            *self._history(),
        )

    def _way_back(self, line: SituationLine | None) -> Iterator[Block]:
        if line and line.is_minimal and self.session.may_answer:
            yield Gap()
            yield Row("talk", _("I want to talk about this"))

    def _deciders(self) -> Iterator[Block]:
        yield Head(_("Who decides"))
        for line in self.session.authorities(self.now).all:
            yield from _decider(line)

    def _history(self) -> Iterator[Block]:
        standing = self.session.situation(self.now)
        lines = [line for line in self.session.history() if line != standing]
        if lines:
            yield Head(_("Before"))
        for line in reversed(lines):
            yield Pair(
                month_day(line.status.since),
                f"{capital(term('situation', line.status.state))}. {text(line.status.text)}",
            )

    def chosen(self, key: str) -> None:
        """A talk about coming back, as an answer to the package of now."""
        current = self.session.package(self.now)
        if key == "talk" and current:
            from tbp_tui.screens.answer import AnswerScreen

            self.app.push_screen(AnswerScreen(current.package.ref, "package", "talk"))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here stands where your case is now, what happens next, and who decides."),
            _("Below it stands how it went before."),
        )


def in_full(line: SituationLine) -> Iterator[Block]:
    """One state with everything that belongs to it."""
    body = line.status
    yield Say(
        _("{state}, since {day}").format(
            state=capital(term("situation", body.state)), day=full_day(body.since)
        ),
        "head",
    )
    yield Gap()
    yield Say(text(body.text))
    if body.until:
        yield Pair(_("Until"), full_day(body.until))
    if body.duration:
        yield Pair(_("How long"), capital(term("duration", body.duration)))
    if body.asked:
        yield Head(_("What we need from you"))
        yield from (Say(text(what), indent=2) for what in body.asked)
    if body.due:
        yield Pair(_("Answer by"), full_day(body.due))
    if body.stays:
        yield Head(_("What goes on"))
        yield Say(text(body.stays))
    if body.back:
        yield Head(_("Coming back"))
        yield Say(text(body.back))


def _decider(line: AuthorityLine) -> Iterator[Block]:
    name, short = text(line.name), text(line.short)
    yield Say(since(name if short == name else f"{name} ({short})", line.since), "strong")
    if line.reason:
        yield Say(text(line.reason), indent=2)
    if line.stays:
        yield Say(text(line.stays), indent=2)
