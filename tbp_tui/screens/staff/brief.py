# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a brief: for whom, from and until when, three texts. What was changed is kept at once."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from tbp_casefile.errors import TbpError
from tbp_casefile.model.work import HandoverBrief
from tbp_casefile.views.briefs import PARTS
from tbp_tui.i18n import _, language
from tbp_tui.plain import handover, people
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words import errors
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_day


class BriefScreen(Opened):
    """A row for each thing, and one that writes it."""

    def __init__(self) -> None:
        super().__init__()
        self._brief: HandoverBrief | None = None
        self._wrong = ""

    @property
    def brief(self) -> HandoverBrief:
        """What was left here the last time, else what is known already."""
        if self._brief is None:
            self._brief = self.session.staff.brief_begun(self.now, language())
        return self._brief

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header."""
        return _("a brief")

    def blocks(self) -> Sequence[Block]:
        """For whom and when, then the texts, then writing."""
        return tuple(self._rows(self.brief))

    def _rows(self, brief: HandoverBrief) -> Iterator[Block]:
        to = people.who(brief.to, "", self.session.people()) if brief.to else _("nobody yet")
        yield Row("to", _("For: {who}").format(who=to))
        yield Row("from", _("From: {day}").format(day=_day(brief.from_)))
        yield Row("until", _("Until: {day}").format(day=_day(brief.until)))
        for part in PARTS:
            yield Row(part, handover.part_name(part), under=(self._text(str(getattr(brief, part))),))
        yield Gap()
        if self._wrong:
            yield Say(self._wrong)
        yield Row("write", _("Write it"), side=_("your colleagues of this case read it"))
        yield Row("forget", _("Let go of what was not written yet"))
        yield Say(handover.by_the_office(self.session.role), "quiet")

    def _text(self, words: str) -> Say:
        return Say(clean(words) if words.strip() else _("nothing yet"), "quiet", 2)

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Enter changes a line. What you change is kept on this device at once."),
            _("Without a last day it is for a handover. With one it is for an absence, and ends by itself."),
            _("What you write for the same person takes the place of what you wrote before."),
            handover.readers(self.session.role),
        )

    def hints(self) -> Sequence[Hint]:
        """Change, or back."""
        return (
            Hint("F1", _("Help"), "explain", 3),
            Hint("Esc", _("Back"), "back", 2),
            Hint("Enter", _("Change"), "", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    # --- what is done --------------------------------------------------------------------------------------

    def chosen(self, key: str) -> None:
        """Change one thing, write all of it, or let go of it."""
        if key == "write":
            self._write()
        elif key == "forget":
            self.session.staff.forget_brief()
            self.action_back()
        elif key == "to":
            self._to_next_reader()
        else:
            self._type(key)

    def _to_next_reader(self) -> None:
        """Nobody yet, then each colleague in turn."""
        view = self.session.handover(self.session.staff.member, self.now)
        readers = ("", *view.colleagues)
        at = readers.index(self.brief.to) + 1 if self.brief.to in readers else 0
        self.change(to=readers[at % len(readers)])
        if not view.colleagues:
            self._wrong = _("Nobody else carries this case yet.")
            self.redraw()

    def _type(self, key: str) -> None:
        from tbp_tui.screens.staff.brief_part import DayScreen, WordsScreen

        if key in PARTS:
            words = str(getattr(self.brief, key))
            self.app.push_screen(WordsScreen(key, words, lambda typed: self.change(**{key: typed})))
        else:
            field = "from_" if key == "from" else "until"
            self.app.push_screen(DayScreen(key, lambda day: self.change(**{field: day})))

    def change(self, **changed: str | date | None) -> None:
        """Take it over, and keep it."""
        self._brief, self._wrong = msgspec.structs.replace(self.brief, **changed), ""
        self.session.staff.keep_brief(self.brief, self.now)
        self.redraw()

    def _write(self) -> None:
        try:
            self.session.staff.write_brief(self.brief, self.now, hold_seconds=HOLD_SECONDS)
        except TbpError as error:
            self._wrong = errors.sentence(error)
            self.redraw()
        else:
            self.action_back()


def _day(day: date | None) -> str:
    return full_day(day) if day else _("no day")
