# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""F3: a word, and everything in which it stands. What is typed here is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tbp_casefile.errors import TbpError
from tbp_casefile.model.system import PolicyText
from tbp_casefile.model.work import Task
from tbp_tui.i18n import _, language
from tbp_tui.screens import places
from tbp_tui.screens.framed import Framed
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import FooterLine, Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page
from tbp_tui.words import errors
from tbp_tui.words.dates import month_day, text
from tbp_tui.words.terms import term

if TYPE_CHECKING:
    from tbp_tui.services.searching import Found

_MOST_SHOWN = 50
_LONGEST = 120
"""Of what was found stands no more than this many characters in the list: some records are one long text."""

_PLACES = {
    "package": "package",
    "measure": "package",
    "phase_out_step": "package",
    "acknowledgement": "package",
    "review": "reviews",
    "review_input": "reviews",
    "evaluation": "reviews",
    "obligation": "obligations",
    "obligation_state": "obligations",
    "confirmation": "obligations",
    "employer_duty": "expectations",
    "duty_state": "expectations",
    "request": "requests",
    "answer": "requests",
    "contact": "help",
    "help_contact": "help",
    "contact_moment": "talks",
    "task": "tasks",
    "handover_brief": "talks",
    "support_offer": "talks",
    "support_response": "talks",
    "case_status": "standing",
    "authority_change": "standing",
    "bulletin": "bulletins",
    "policy_text": "rules",
    "news": "news",
}
"""Where each kind stands among others of its kind."""


class Results(Page):
    """What was found; the arrows lead out of it, back into the field."""

    @property
    def _part_of_more(self) -> bool:
        return True


class SearchScreen(Opened):
    """A field, and below it what was found so far."""

    CSS_PATH = "search.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f3,slash", "type", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Found] = ()
        self._wrong = ""

    def compose_body(self) -> ComposeResult:
        """The field is there first."""
        with Vertical(id="body"):
            yield Field(id="words", max_length=100, select_on_focus=False)
            yield Results(id="page")

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header."""
        return _("search")

    def redraw_body(self) -> None:
        """Search again: the words, the language or what is here may have changed."""
        self._look()
        super().redraw_body()

    def _look(self) -> None:
        self._found, self._wrong = (), ""
        try:
            self._found = self.found(self._field.value)
        except TbpError as error:
            self._wrong = errors.sentence(error)

    def found(self, words: str) -> Sequence[Found]:
        """In the open case."""
        return self.session.search(words, language())

    def where(self, one: Found) -> str:
        """Where it was found, if that is to be said."""
        return ""

    def where_it_looks(self) -> str:
        """Before the first letter."""
        if self.session.may_answer:
            return _("Type a word. Everything on this device is searched, also without a connection.")
        return _("Type a word. Everything in this case is searched, also without a connection.")

    def blocks(self) -> Sequence[Block]:
        """What was found, or a sentence that says what to do."""
        if self._wrong:
            return (Say(self._wrong),)
        if self._found:
            return tuple(self._results())
        if self._field.value.strip():
            return (
                Say(_("Nothing was found with these words.")),
                Gap(),
                Say(_("Try another word, or only the beginning of it. Not there? Ask your contact person.")),
            )
        return (Say(self.where_it_looks()),)

    def _results(self) -> Iterator[Block]:
        yield from (_row(one, self.where(one)) for one in self._found)
        if len(self._found) >= _MOST_SHOWN:
            yield Gap()
            yield Say(_("There may be more. Add a word to find less."), "quiet")

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Type a word or the beginning of one. A day, a name or a telephone number is good as well."),
            _("With more words you find only what has all of them."),
            _("The arrows and Tab lead to what was found, Enter opens it, and F3 leads back to the field."),
            _("Only this device is searched. Nobody can see what you look for, and it is not kept."),
        )

    def hints(self) -> Sequence[Hint]:
        """From the field to the results, from there onwards."""
        first, back, *rest = super().hints()
        if self._field.has_focus and self.page.key:
            rest = [Hint("Tab", _("To what was found"), "", 4), *rest[1:]]
        return (first, back, *rest)

    # --- what the person does ------------------------------------------------------------------------------

    @property
    def _field(self) -> Field:
        return self.query_one("#words", Field)

    def on_input_changed(self) -> None:
        """Other words: what they find, from the top."""
        self.redraw()
        self.page.action_edge(-1)

    def on_input_submitted(self) -> None:
        """Enter in the field leads to what was found, where Enter opens it."""
        if self.page.key:
            self.page.focus()

    def on_descendant_focus(self) -> None:
        """The footer says what holds where the person is."""
        self.query_one(FooterLine).show(self.hints())

    def action_type(self) -> None:
        """Back to the field."""
        self._field.focus()

    def chosen(self, key: str) -> None:
        """Open what was found."""
        for one in self._found:
            if key == _key(one):
                self.open(one)
                return

    def open(self, one: Found) -> None:
        """Where it stands."""
        self.app.push_screen(self._screen_of(one))

    def _screen_of(self, one: Found) -> Framed:
        """The screen of the thing itself as long as there is one, else its place among others."""
        match one.kind:
            case "measure":
                return self._measure(one) or places.screen_of(_PLACES[one.kind])
            case "obligation":
                return self._obligation(one) or places.screen_of(_PLACES[one.kind])
            case "bulletin":
                from tbp_tui.screens.bulletin import BulletinScreen

                return BulletinScreen(one.id)
            case "task" if isinstance(one.body, Task):
                return self._of_task(one, one.body)
            case "policy_text" if isinstance(one.body, PolicyText):
                from tbp_tui.screens.policy import PolicyScreen

                return PolicyScreen(one.body)
            case _:
                return places.screen_of(_PLACES[one.kind])

    def _of_task(self, one: Found, task: Task) -> Framed:
        """To do something with as long as it is open; else to read."""
        from tbp_tui.screens.reader import ReaderScreen
        from tbp_tui.screens.staff.task import TaskScreen

        if any(known.line.id == one.id for known in self.session.staff.tasks(self.now)):
            return TaskScreen(one.id)
        return ReaderScreen(
            lambda: _("task"), lambda: (Say(text(task.text), "head"), Gap(), Say(_became(task)))
        )

    def _measure(self, one: Found) -> Framed | None:
        """As the version of now has it."""
        from tbp_tui.screens.measure import MeasureScreen

        current = self.session.package(self.now)
        lines = current.package.measures if current else ()
        return next((MeasureScreen(line) for line in lines if line.entity == one.entity), None)

    def _obligation(self, one: Found) -> Framed | None:
        """As long as the version of now asks it."""
        from tbp_tui.screens.obligation import ObligationScreen

        lines = self.session.obligations(self.now)
        return next((ObligationScreen(line.id) for line in lines if line.id == one.id), None)


def _key(one: Found) -> str:
    return f"found:{one.id}"


def _row(one: Found, where: str) -> Row:
    """What it says, what it is, its day, and where it was found if that is to be said."""
    side = (where, term("found", one.kind), month_day(one.day))
    return Row(_key(one), _begin_of(text(one.title)), side=", ".join(part for part in side if part))


def _begin_of(words: str) -> str:
    """One line or two; cut between words."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"


def _became(task: Task) -> str:
    """What came of one that is not open."""
    match task.state:
        case "done":
            return _("This is done.")
        case "dropped":
            return _("This was not needed any more.")
        case _:
            return _("This is done or not needed any more.")
