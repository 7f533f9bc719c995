# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""All cases of somebody who has more than one: where each stands, what is next; Enter reads one.

S and V step through orders and views, F filters by what is typed; the program keeps how it was left.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tbp_tui.i18n import _
from tbp_tui.plain import staff
from tbp_tui.screens.staff import case_words
from tbp_tui.screens.staff.case_list import CaseList
from tbp_tui.screens.staff.door import CaseLine
from tbp_tui.services.staff import looking
from tbp_tui.services.staff.looking import Looking
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Say
from tbp_tui.widgets.field import Field
from tbp_tui.widgets.page import Page


class CasesScreen(CaseList):
    """The first page of a contact person."""

    CSS_PATH = "cases.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "write_brief", show=False),
        Binding("s", "order", show=False),
        Binding("v", "view", show=False),
        Binding("f,slash", "type('filter')", show=False),
        Binding("w", "type('name')", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[CaseLine] = ()
        self._looking = Looking()
        self._types: Literal["filter", "name", ""] = ""

    def compose_body(self) -> ComposeResult:
        """A field that is there when it is needed, the list, and the case on which the mark stands."""
        yield Field(id="words", max_length=40, select_on_focus=False)
        with Horizontal(id="body"):
            yield Page(id="page")
            yield Page(id="detail")

    def on_mount(self) -> None:
        """As it was left."""
        self._looking = self.session.staff.looking()

    # --- words ---------------------------------------------------------------------------------------------

    def title_words(self) -> str:
        """In the header."""
        return {"filter": _("filter"), "name": _("name of this view")}.get(self._types, _("my cases"))

    def redraw(self) -> None:
        """The cases as they are now; while one types, those of a moment ago will do."""
        self._lines = self.session.staff.caseload(self.now)
        super().redraw()

    def blocks(self) -> Sequence[Block]:
        """Those that were asked for, in the order that was asked for."""
        shown = looking.chosen(self._lines, self._looking.now, self.now, self._text)
        rows: list[Block] = [case_words.row(line, self.now) for line in shown]
        none = Say(_("No case is like this. V shows others, F changes the words."))
        return (
            Say(case_words.head(self._looking.now, len(shown), len(self._lines))),
            Gap(),
            *(rows or [none]),
        )

    def _text(self, line: CaseLine) -> str:
        return staff.one_case(line.number, line.summary, self.now)

    def detail(self, key: str) -> Sequence[Block]:
        """The case on which the mark stands, with its last contacts."""
        line = next((line for line in self._lines if key == f"case:{line.name}"), None)
        return tuple(case_words.in_full(line, self.session.staff.recent(line.name), self.now)) if line else ()

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("These are your cases. Enter opens one as the person sees it."),
            _("F7, N or B writes down a contact in the case on which the mark stands. T shows your tasks."),
            _("H shows the page for a handover of that case. E writes a brief for a colleague."),
            _("S changes the order. V shows other cases: late, package not yet seen, review within 30 days."),
            _("F3 searches all your cases."),
            _("F filters: type a number, or words such as late. W gives what you see a name for V."),
        )

    def hints(self) -> Sequence[Hint]:
        """There is no way back from here but closing; out of the field there is."""
        if self._types:
            return (
                Hint("F1", _("Help"), "explain", 3),
                Hint("Esc", _("Back"), "back", 2),
                Hint("Enter", _("Take it"), "", 1),
                Hint("F9", _("Hide"), "app.hide", 0),
            )
        return (
            Hint("F1", _("Help"), "explain", 1),
            Hint("Enter", _("Open"), "", 6),
            Hint("F7", _("Contact"), "log_contact", 2),
            Hint("T", _("Tasks"), "app.tasks", 3),
            Hint("S", _("Order"), "order", 5),
            Hint("V", _("View"), "view", 4),
            Hint("F", _("Filter"), "type('filter')", 7),
            Hint("Ctrl+Q", _("Close"), "app.quit", 8),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    # --- how it is looked at -------------------------------------------------------------------------------

    def _look(self, how: Looking) -> None:
        self._looking = how
        self.session.staff.keep_looking(how)
        self.redraw_body()

    def action_order(self) -> None:
        """The next one."""
        self._look(self._looking.next_order())

    def action_view(self) -> None:
        """The next one."""
        self._look(self._looking.next_view())

    def action_type(self, what: Literal["filter", "name"]) -> None:
        """Words to filter by, or a name for what is in sight."""
        self._types = what
        field = self.query_one("#words", Field)
        with self.prevent(Field.Changed):
            field.value = self._looking.now.words if what == "filter" else self._looking.now.name
        field.add_class("-used")
        field.focus()
        super().redraw()

    def on_input_changed(self, event: Field.Changed) -> None:
        """Filter at once."""
        if self._types == "filter":
            self._looking = self._looking.with_look(words=event.value)
            self.redraw_body()

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Keep it."""
        if self._types == "name" and event.value.strip():
            self._looking = self._looking.keep_as(event.value.strip())
        self._leave_field()

    def _leave_field(self) -> None:
        self._types = ""
        self.query_one("#words", Field).remove_class("-used")
        self.page.focus()
        self._look(self._looking)
        super().redraw()

    def action_back(self) -> None:
        """Out of the field, without its words; behind the first page there is nothing but the lock."""
        if self._types == "filter":
            self._looking = self._looking.with_look(words="")
        if self._types:
            self._leave_field()

    # --- a case --------------------------------------------------------------------------------------------

    def action_write_brief(self) -> None:
        """A brief beside that page."""
        from tbp_tui.screens.staff.brief import BriefScreen

        if self.opened_marked():
            self.app.push_screen(BriefScreen())
