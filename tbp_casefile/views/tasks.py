# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What staff still have to do, in the logs that only they read."""

from dataclasses import dataclass
from datetime import date, datetime

from tbp_casefile.model.work import Task
from tbp_casefile.times import local_date
from tbp_casefile.views.shelf import Delivery, Held, Shelf
from tbp_casefile.wire.envelope import Ref

KINDS = ("task",)


@dataclass(frozen=True)
class TaskLine:
    """One task as it stands now.

    `late`: its moment has passed; `today`: that moment is today. `owner`: a member, or nobody for the team.
    `about`: the contact that it came from. `beside`: other forms of it that were written at the same time.
    """

    id: str
    ref: Ref
    entity: str
    task: Task
    set_on: date
    by: str
    late: bool
    today: bool
    mine: bool
    about: Ref | None
    delivery: Delivery
    beside: tuple[str, ...]


def tasks(shelf: Shelf, member: str, now: datetime) -> tuple[TaskLine, ...]:
    """Open ones; what is late first, then by moment, and what has none last."""
    lines = [
        _line(shelf, held, held.body, member, now)
        for held in shelf.current("task")
        if isinstance(held.body, Task) and held.body.state == "open"
    ]
    return tuple(sorted(lines, key=_moment))


def _moment(line: TaskLine) -> tuple[bool, float, str]:
    due = line.task.due
    return due is None, due.timestamp() if due else 0.0, line.id


def _line(shelf: Shelf, held: Held, task: Task, member: str, now: datetime) -> TaskLine:
    return TaskLine(
        id=held.record.id,
        ref=held.ref,
        entity=held.record.entity,
        task=task,
        set_on=held.day,
        by=held.member,
        late=task.due is not None and task.due < now,
        today=task.due is not None and local_date(task.due) == local_date(now),
        mine=task.owner == member,
        about=held.record.about,
        delivery=held.delivery,
        beside=shelf.beside(held),
    )
