# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What staff still have to do, over all their cases: late first. K says at once that it is done."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tbp_tui.i18n import _
from tbp_tui.plain import capital, staff
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.door import CaseTask
from tbp_tui.screens.opened import Opened
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words.dates import clean, text


class TasksScreen(Opened):
    """All of them by moment."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("k", "done", show=False)]

    def title_words(self) -> str:
        """In the header."""
        return _("tasks")

    def blocks(self) -> Sequence[Block]:
        """Late ones first."""
        tasks = self.session.staff.tasks(self.now)
        if not tasks:
            return (Say(_("There is nothing to do that was written down here.")),)
        return (
            Say(_("Enter opens one. K says that it is done.")),
            Gap(),
            *(_row(task) for task in tasks),
        )

    def chosen(self, key: str) -> None:
        """Open one."""
        from tbp_tui.screens.task import TaskScreen

        self.app.push_screen(TaskScreen(key.removeprefix("task:")))

    def action_done(self) -> None:
        """The one on which the mark stands is done."""
        task = find(self, (self.page.key or "").removeprefix("task:"))
        if task is not None:
            self.session.staff.finish(task.line, self.now, hold_seconds=HOLD_SECONDS)
            self.redraw()

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


def _row(task: CaseTask) -> Row:
    line = task.line
    state = (_("late") if line.late else "", staff.task_due(line), staff.whose(line))
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
