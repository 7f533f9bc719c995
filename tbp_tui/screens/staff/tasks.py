# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What staff still have to do, over all their cases: late first. K says at once that it is done."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_tui.i18n import _
from tbp_tui.plain import capital, staff
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.opened import Opened
from tbp_tui.screens.staff.door import CaseTask
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import text


class OfTasks(Opened):
    """A screen of tasks: F7 writes down a contact in the case of the one that is marked, not in another."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f7", "log_contact", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._before = ""

    def marked(self) -> CaseTask | None:
        """The task that is meant."""
        raise NotImplementedError

    def action_log_contact(self) -> None:
        """In its own case; the case that was open is open again afterwards."""
        from tbp_tui.screens.staff.contact import ContactScreen

        task, staff = self.marked(), self.session.staff
        if task is None:
            return
        self._before = staff.case_name
        self.session.open(task.name)
        if staff.may_log:
            self.app.push_screen(ContactScreen())
        else:
            self.session.open(self._before)

    def on_screen_resume(self) -> None:
        """Back in the case in which one was."""
        if self._before:
            self.session.open(self._before)
            self._before = ""


class TasksScreen(OfTasks):
    """All of them by moment."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("k", "done", show=False)]

    def title_words(self) -> str:
        """In the header."""
        return _("tasks")

    def blocks(self) -> Sequence[Block]:
        """Late ones first."""
        tasks = self.session.staff.tasks(self.now)
        if not tasks:
            return (Say(_("There is nothing to do that was written down here.")), Gap(), _weeks())
        return (
            Say(_("Enter opens one. K says that it is done.")),
            Gap(),
            *(_row(task) for task in tasks),
            Gap(),
            _weeks(),
        )

    def chosen(self, key: str) -> None:
        """Open one."""
        from tbp_tui.screens.staff.task import TaskScreen
        from tbp_tui.screens.staff.week import WeekScreen

        if key == "week":
            self.app.push_screen(WeekScreen())
            return
        self.app.push_screen(TaskScreen(key.removeprefix("task:")))

    def action_done(self) -> None:
        """The one on which the mark stands is done."""
        task = self.marked()
        if task is not None:
            self.session.staff.finish(task.line, self.now, hold_seconds=HOLD_SECONDS)
            self.redraw()

    def marked(self) -> CaseTask | None:
        """Where the mark stands."""
        return find(self, (self.page.key or "").removeprefix("task:"))

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("Here stands what has to be done in your cases: what is late first."),
            _("A person under protection does not read this."),
        )

    def hints(self) -> Sequence[Hint]:
        """What can be done with a task."""
        return (
            Hint("F1", _("Help"), "explain", 3),
            Hint("Esc", _("Back"), "back", 2),
            Hint("Enter", _("Open"), "", 4),
            Hint("K", _("Done"), "done", 1),
            Hint("F9", _("Hide"), "app.hide", 0),
        )


def _weeks() -> Row:
    return Row("week", _("Your weeks"), side=_("for you alone"))


def _row(task: CaseTask) -> Row:
    line = task.line
    state = (_("late") if line.late else "", staff.task_due(line), staff.whose(line, task.known))
    return Row(
        f"task:{line.id}",
        text(line.task.text),
        side=clean(task.number),
        under=(Say(capital(", ".join(part for part in state if part)), "quiet"),) if any(state) else (),
    )


def find(screen: Opened, record: str) -> CaseTask | None:
    """One of them, as long as it is there."""
    tasks = screen.session.staff.tasks(screen.now)
    return next((task for task in tasks if task.line.id == record), None)
