# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What may be expected of government, of you and of your employer, each with the page of the letter."""

from collections.abc import Iterator, Sequence

from tbp_casefile.model.system import PolicyText, Side
from tbp_casefile.views.employer import DutyLine
from tbp_casefile.views.expectations import SIDES, ExpectationsView
from tbp_tui.i18n import _
from tbp_tui.plain import capital
from tbp_tui.screens import obligations
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.blocks import Block, Gap, Head, Pair, Row, Say
from tbp_tui.words.dates import month_day, text
from tbp_tui.words.terms import term


class ExpectationsScreen(Opened):
    """Three sides; in each what holds for everybody, then what this case adds."""

    def title_words(self) -> str:
        """In the header."""
        return _("what you may expect")

    @property
    def _view(self) -> ExpectationsView:
        return self.session.expectations(self.now)

    def blocks(self) -> Sequence[Block]:
        """Government, you, employer."""
        view = self._view
        return (
            Say(_("What everybody may expect of everybody, with the page of the letter of 11 July 2025.")),
            *(block for side in SIDES for block in self._side(view, side)),
        )

    def _side(self, view: ExpectationsView, side: Side) -> Iterator[Block]:
        yield Head(capital(term("side", side)))
        for rule in view.of(side):
            page = _("page {page}").format(page=rule.page)
            yield Row(f"rule:{rule.topic}", f"{text(rule.text)} ({page})")
        if side == "person" and view.obligations:
            yield Gap()
            yield from (obligations.as_row(line) for line in view.obligations)
        if side == "employer":
            yield Gap()
            yield from (_duty(line) for line in view.duties)

    def detail(self, key: str) -> Sequence[Block]:
        """The rule, the obligation or the duty in full, beside the list."""
        from tbp_tui.screens.policy import in_full

        view = self._view
        if rule := self._rule(key):
            return tuple(in_full(rule))
        if line := obligations.find(view.obligations, key):
            return tuple(obligations.in_full(line))
        duties = [duty for duty in view.duties if key == f"duty:{duty.id}"]
        if duties:
            return tuple(_duty_in_full(duties[0]))
        return (Say(_("Choose a line to read more about it."), "quiet"),)

    def _rule(self, key: str) -> PolicyText | None:
        topic = key.removeprefix("rule:")
        return next((rule for rule in self.session.policy_texts() if rule.topic == topic), None)

    def chosen(self, key: str) -> None:
        """Open a rule, an obligation or a duty."""
        if rule := self._rule(key):
            from tbp_tui.screens.policy import PolicyScreen

            self.app.push_screen(PolicyScreen(rule))
        elif obligations.find(self._view.obligations, key):
            from tbp_tui.screens.obligation import ObligationScreen

            self.app.push_screen(ObligationScreen(key.removeprefix("obligation:")))
        else:
            duties = [duty for duty in self._view.duties if key == f"duty:{duty.id}"]
            if duties:
                from tbp_tui.screens.reader import ReaderScreen

                self.app.push_screen(
                    ReaderScreen(lambda: term("side", "employer"), lambda: tuple(_duty_in_full(duties[0])))
                )

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here stands what you may expect of government and employer, and what they may expect of you."),
            _("Press Enter on a line to read the rule behind it, and where in the letter it stands."),
        )


def _duty(line: DutyLine) -> Row:
    state = _("{state}, since {day}").format(state=term("employer", line.state), day=month_day(line.on))
    under = [_("Later than agreed.")] if line.later else []
    if line.duty.due and line.state != "done":
        under.append(_("Agreed for {day}").format(day=month_day(line.duty.due)))
    said = tuple(Say(words, "quiet") for words in under)
    return Row(f"duty:{line.id}", text(line.duty.title), side=state, under=said)


def _duty_in_full(line: DutyLine) -> Iterator[Block]:
    """What is asked of the employer, by when, and what came of it."""
    yield Say(text(line.duty.title), "head")
    if line.duty.text:
        yield Say(text(line.duty.text))
    yield Gap()
    yield Pair(_("State"), f"{capital(term('employer', line.state))}, {month_day(line.on)}")
    yield Pair(_("Asked"), month_day(line.duty.asked))
    if line.duty.due:
        yield Pair(_("Agreed for"), month_day(line.duty.due))
    if line.text:
        yield Gap()
        yield Say(text(line.text))
    yield Gap()
    yield Say(_("Your employer knows nothing of the threat from us."), "quiet")
    yield Say(_("Letter of 11 July 2025, page {page}.").format(page=line.page), "quiet")
