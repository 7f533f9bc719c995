# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a task: done, put off, dropped, taken over. Each is a new form of it; the history stays."""

from dataclasses import dataclass, field
from datetime import date, datetime

import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.model.work import Task, TaskState
from tbp_casefile.views.people import People
from tbp_casefile.views.tasks import TaskLine
from tbp_tui.services.staff.contacts import MOST_TASK, check_length
from tbp_tui.sync import outbox
from tbp_tui.vault.store import Vault


@dataclass(frozen=True)
class CaseTask:
    """A task among those of all cases; `known`: who works there, where it is of somebody else."""

    name: str
    number: str
    line: TaskLine
    known: People = field(default_factory=dict)


def settled(task: Task, state: TaskState, reason: str = "") -> Task:
    """Done, or dropped for a reason; open again undoes both."""
    check_length(reason, MOST_TASK)
    return msgspec.structs.replace(task, state=state, reason=reason)


def put_off(task: Task, due: datetime | date, reason: str) -> Task:
    """To be done later, and why."""
    check_length(reason, MOST_TASK)
    at = due if isinstance(due, datetime) else None
    return msgspec.structs.replace(task, due_at=at, due_on=None if at else due, reason=reason)


def given_to(task: Task, owner: str) -> Task:
    """Of this member from now on; nobody: of the team."""
    return msgspec.structs.replace(task, owner=owner)


def rewrite(
    vault: Vault, line: TaskLine, task: Task, *, now: datetime, random: Random, hold_seconds: int
) -> str:
    """Write the new form in the place of every form that is on the screen; its id."""
    row = outbox.write(
        vault,
        scope=line.ref.scope,
        kind="task",
        body=task,
        at=now,
        now=now,
        random=random,
        entity=line.entity,
        replaces=(line.id, *line.beside),
        about=line.about,
        hold_seconds=hold_seconds,
    )
    return row.id
