# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of the person and the family: each with its state and the next moment."""

from collections.abc import Iterator, Sequence

from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.views.shelf import Delivery
from tbp_tui.i18n import _
from tbp_tui.plain import capital
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words import consequences
from tbp_tui.words.dates import full_day, full_moment, month_day, text
from tbp_tui.words.terms import delivery, term


class ObligationsScreen(Opened):
    """A list; Enter opens one with its reason, and with what can be said to it."""

    def title_words(self) -> str:
        """In the header."""
        return _("what we ask of you")

    def blocks(self) -> Sequence[Block]:
        """Always in the same order, so that each has its place."""
        lines = self.session.obligations(self.now)
        if not lines:
            return (Say(_("Nothing is asked of you at this moment.")),)
        over = all(line.state == "lapsed" for line in lines)
        return (
            Say(
                _("Nothing is asked of you any more. This is what was asked.")
                if over
                else _("Press Enter on a line for the reason, and to answer.")
            ),
            Gap(),
            *(as_row(line) for line in lines),
            Gap(),
            Say(_("Nothing is forced. If something does not work out, call your contact person.")),
        )

    def detail(self, key: str) -> Sequence[Block]:
        """The chosen one in full, beside the list."""
        line = find(self.session.obligations(self.now), key)
        return tuple(in_full(line)) if line else (Say(_("Choose a line to read more about it."), "quiet"),)

    def chosen(self, key: str) -> None:
        """Open one."""
        if find(self.session.obligations(self.now), key):
            from tbp_tui.screens.obligation import ObligationScreen

            self.app.push_screen(ObligationScreen(key.removeprefix("obligation:")))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("This is what we ask of you, so that the measures can work."),
            _("You can confirm each line, ask a question, or say that it does not work out now."),
            _("Your family can be asked something too. They see only their own part."),
        )


def as_row(line: ObligationLine) -> Row:
    """Title, state, what is asked or what is the matter, and the next moment."""
    under: list[Say] = []
    if line.next:
        under.append(Say(_("Next moment: {moment}").format(moment=full_moment(line.next)), "quiet"))
    if line.asks_attention and line.events:
        under.append(Say(text(line.events[-1].text), "quiet"))
    else:
        under.append(Say(text(line.obligation.ask), "quiet"))
    state = _("{state}, since {day}").format(state=term("obligation", line.state), day=month_day(line.since))
    return Row(f"obligation:{line.id}", text(line.obligation.title), side=state, under=tuple(under))


def find(lines: Sequence[ObligationLine], key: str) -> ObligationLine | None:
    """The obligation of a row."""
    return next((line for line in lines if key == f"obligation:{line.id}"), None)


def in_full(line: ObligationLine) -> Iterator[Block]:
    """What, why, what if it does not work out, how it goes, and the page of the letter."""
    body = line.obligation
    yield Say(text(body.title), "head")
    yield Say(text(body.ask))
    if body.detail:
        yield Say(text(body.detail))
    yield Head(_("Why"))
    yield Say(text(body.why))
    if body.unmet:
        yield Head(_("If it does not work out"))
        yield Say(text(body.unmet))
    yield Head(_("How it goes"))
    yield Pair(_("State"), f"{capital(term('obligation', line.state))}, {month_day(line.since)}")
    if line.next:
        yield Pair(_("Next moment"), full_moment(line.next))
    for event in reversed(line.events):
        yield Pair(month_day(event.on), f"{capital(term('obligation', event.state))}. {text(event.text)}")
        if event.talk:
            yield Pair(_("Talk"), full_day(event.talk))
        if event.delivery is not Delivery.RECEIVED:
            yield Pair("", capital(delivery(event.delivery)))
    if line.asks_attention and line.events:
        yield Head(_("What this means"))
        yield from (Say(words) for words in consequences.of_signal(line.state))
    if line.family:
        yield Say(_("This is asked of your family as well."), "quiet")
    if line.page:
        yield Say(_("Letter of 11 July 2025, page {page}.").format(page=line.page), "quiet")
