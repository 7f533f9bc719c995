# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Talks and other moments of contact, newest first; a concern with the answer to it.

Staff see which talks may have been written down twice, and say with one key that they are one, or two.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_casefile.errors import TbpError
from tbp_casefile.views.same_talk import ToldTalk
from tbp_tui.i18n import _
from tbp_tui.plain import talks
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Pair, Row, Say
from tbp_tui.words import errors
from tbp_tui.words.dates import month_day


class OfTalks(Opened):
    """A screen of talks on which staff say what is one talk, and what is two."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "settle(True)", show=False),
        Binding("d", "settle(False)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._wrong = ""

    def marked(self) -> ToldTalk | None:
        """The talk that is meant."""
        raise NotImplementedError

    @property
    def for_staff(self) -> bool:
        """Whether somebody reads it who writes talks down."""
        return self.session.staff.may_log

    def action_settle(self, same: bool) -> None:
        """It is one talk with what looks like it, or it is another."""
        one = self.marked()
        if one is None or not is_asked(one):
            return
        try:
            self.session.staff.settle(one, self.now, same=same, hold_seconds=HOLD_SECONDS)
            self._wrong = ""
        except TbpError as error:
            self._wrong = errors.sentence(error)
        self.redraw()


class TalksScreen(OfTalks):
    """Each with its day."""

    def title_words(self) -> str:
        """In the header."""
        return _("talks")

    def blocks(self) -> Sequence[Block]:
        """Newest first."""
        told = self.session.told()
        if not told:
            return (Say(_("No talks have been written down here yet.")),)
        wrong = [Say(self._wrong)] if self._wrong else []
        return (*wrong, *(self._block(one) for one in told))

    def _block(self, one: ToldTalk) -> Block:
        """A row where there is something to say about it, or where it was said."""
        member = self.session.staff.member if self.for_staff else ""
        words = "\n".join(talks.told_lines(one, member, self.session.people()))
        if not self.for_staff or not is_asked(one):
            return Pair(month_day(one.newest.on), words)
        asked = (Say(_("{alike}. S: one talk. D: two.").format(alike=talks.looks_like(one)), "strong"),)
        under = (Say(words), *(asked if one.maybe else ()))
        return Row(key_of(one), month_day(one.newest.on), under=under)

    def marked(self) -> ToldTalk | None:
        """Where the mark stands."""
        return find(self, self.page.key or "")

    def chosen(self, key: str) -> None:
        """Both texts beside each other."""
        from tbp_tui.screens.talk import TalkScreen

        self.app.push_screen(TalkScreen(key))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        if not self.for_staff:
            return (_("Here stands which talks there were. You can read it, not change it."),)
        return (
            _("Here stands which talks there were. What was written stays as it was written."),
            _("Two people may write down the same talk, or you may on two devices. The program shows that."),
            _("S says that it is one talk: then both texts stand together. D says that there were two."),
            _("You can always come back on it. Enter shows the talk with everything that was written."),
        )

    def hints(self) -> Sequence[Hint]:
        """What can be said of the talk on which the mark stands."""
        one = self.marked() if self.for_staff else None
        if one is None:
            return super().hints()
        return hints_for(one, opens=True)


def is_asked(one: ToldTalk) -> bool:
    """Whether there is something to say of it."""
    return bool(one.maybe) or len(one.lines) > 1


def key_of(one: ToldTalk) -> str:
    """The same row, whatever was written of the talk since."""
    first = min(one.lines, key=lambda line: (line.scope, line.entity))
    return f"talk:{first.scope}:{first.entity}"


def find(screen: Opened, key: str) -> ToldTalk | None:
    """The talk to which a row belongs, also when it has become one with another since."""
    thing, told = key.partition(":")[2], screen.session.told()
    return next((one for one in told if thing in {f"{line.scope}:{line.entity}" for line in one.lines}), None)


def hints_for(one: ToldTalk, *, opens: bool = False) -> tuple[Hint, ...]:
    """The two keys, as far as they do something."""
    return (
        Hint("F1", _("Help"), "explain", 4),
        Hint("Esc", _("Back"), "back", 3),
        *([Hint("Enter", _("Open"), "", 5)] if opens else []),
        *([Hint("S", _("One talk"), "settle(True)", 1)] if one.maybe else []),
        *([Hint("D", _("Two talks"), "settle(False)", 2)] if is_asked(one) else []),
        Hint("F9", _("Hide"), "app.hide", 0),
    )
