# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One task: what, where it came from, and what becomes of it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from tbp_casefile.errors import TbpError
from tbp_casefile.times import local_date
from tbp_tui.i18n import _
from tbp_tui.plain import capital, staff
from tbp_tui.screens.answering import HOLD_SECONDS
from tbp_tui.screens.staff import tasks
from tbp_tui.screens.staff.door import CaseTask
from tbp_tui.widgets.blocks import Block, Gap, Row, Say
from tbp_tui.words import errors
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_day, month_day, text

PUT_OFF = (1, 7)
"""Days by which a task is put off with one key."""


class TaskScreen(tasks.OfTasks):
    """Its text and the ways on."""

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record
        self._wrong = ""

    def title_words(self) -> str:
        """In the header."""
        return _("task")

    def marked(self) -> CaseTask | None:
        """This one."""
        return tasks.find(self, self._record)

    def blocks(self) -> Sequence[Block]:
        """What can be done stands below what it is."""
        task = self.marked()
        if task is None:
            return (Say(_("This is not here any more.")),)
        return (*_in_full(task), Gap(), *([Say(self._wrong)] if self._wrong else []), *self._ways(task))

    def _ways(self, task: CaseTask) -> Iterator[Row]:
        yield Row("done", _("It is done"))
        for days in PUT_OFF:
            day = local_date(self.now) + timedelta(days=days)
            yield Row(f"later:{days}", _("Put off to {day}").format(day=month_day(day)))
        if not task.line.mine:
            yield Row("take", _("I take it"))
        yield Row("drop", _("It is not needed any more"))

    def chosen(self, key: str) -> None:
        """Do it, and go back to the list."""
        task = self.marked()
        if task is None:
            self.action_back()
            return
        try:
            self._do(task, key)
        except TbpError as error:
            self._wrong = errors.sentence(error)
            self.redraw()
        else:
            self.action_back()

    def _do(self, task: CaseTask, key: str) -> None:
        work, now = self.session.staff, self.now
        match key.partition(":"):
            case "done", _, _:
                work.finish(task.line, now, hold_seconds=HOLD_SECONDS)
            case "take", _, _:
                work.take(task.line, now, hold_seconds=HOLD_SECONDS)
            case "drop", _, _:
                work.drop(task.line, "", now, hold_seconds=HOLD_SECONDS)
            case "later", _, days:
                day = local_date(now) + timedelta(days=int(days))
                work.put_off(task.line, day, "", now, hold_seconds=HOLD_SECONDS)

    def explanation(self) -> Sequence[str]:
        """What this screen is for."""
        return (
            _("What you choose is kept on this device at once, also without a connection."),
            _("How a task was before is kept. Your colleagues of this case can see it."),
        )


def _in_full(task: CaseTask) -> Iterator[Block]:
    line = task.line
    yield Say(text(line.task.text), "head")
    late, whose = _("late") if line.late else "", staff.whose(line, task.known)
    state = (clean(task.number), late, staff.task_due(line), whose)
    yield Say(capital(", ".join(part for part in state if part)), "quiet")
    yield Say(_("Set on {day}.").format(day=full_day(line.set_on)), "quiet")
    if line.task.reason:
        yield Say(_("Why it was put off: {reason}").format(reason=text(line.task.reason)), "quiet")
    if line.beside:
        yield Say(_("Somebody else wrote about this at the same time. What you choose settles it."))
