# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What contact persons wrote down: moments of contact, tasks, and briefs for who takes over."""

from collections.abc import Iterator
from datetime import datetime, time

import msgspec

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Path
from tbp_backend.office.form.base import text_of
from tbp_backend.office.form.story import TaskRow
from tbp_backend.office.plan.items import Item, Rank, speaks_on
from tbp_casefile.model import dialogue, work
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import AMSTERDAM


def talks(file: CaseFile) -> Iterator[Item]:
    """The reply to a concern takes the place of the concern alone, by the same contact person."""
    for number, row in enumerate(file.talks):
        path: Path = ("talks", number)
        key, writer = f"talk/{row.id}", speaks_on(file, row.on)
        log = ScopeType.DESK if row.desk else ScopeType.CASE
        body = dialogue.ContactMoment(
            kind=row.kind,
            text=row.text.as_text(),
            who=text_of(row.who),
            minutes=row.minutes,
            outcome=row.outcome,
            party=row.party,
        )
        yield Item(key, row.on, Rank.TALK, "contact_moment", body, path, log, writer)
        if row.reply is not None and row.replied is not None:
            replied = msgspec.structs.replace(body, reply=row.reply.as_text(), replied=row.replied)
            yield Item(
                f"{key}/reply", row.replied, Rank.TALK, "contact_moment", replied, path, log,
                writer, replaces=key, about_day=row.on,
            )  # fmt: skip


def tasks(file: CaseFile) -> Iterator[Item]:
    """Each as it was set, and from the day on which it was done as done."""
    for number, row in enumerate(file.tasks):
        path: Path = ("tasks", number)
        key, body = f"task/{row.id}", _task(row)
        about = f"talk/{row.after}" if row.after else ""
        yield Item(
            key, row.on, Rank.TASK, "task", body, path, ScopeType.DESK, speaks_on(file, row.on), about=about
        )
        if row.done is not None:
            done = msgspec.structs.replace(body, state="done")
            writer = speaks_on(file, row.done)
            yield Item(
                f"{key}/done", row.done, Rank.TASK, "task", done, path, ScopeType.DESK, writer, key, about
            )


def _task(row: TaskRow) -> work.Task:
    at = None
    if row.due and row.hour:
        at = datetime.combine(row.due, time.fromisoformat(row.hour), AMSTERDAM)
    return work.Task(
        text=row.text.as_text(), due_on=None if at else row.due, due_at=at, owner=row.owner or ""
    )


def briefs(file: CaseFile) -> Iterator[Item]:
    """Each by who spoke on its day."""
    for number, row in enumerate(file.briefs):
        body = work.HandoverBrief(
            agreements=text_of(row.agreements) or "",
            works=text_of(row.works) or "",
            avoid=text_of(row.avoid) or "",
            to=row.to or "",
            from_=row.from_,
            until=row.until,
        )
        path: Path = ("briefs", number)
        writer = speaks_on(file, row.on)
        yield Item(f"brief/{row.on}", row.on, Rank.TASK, "handover_brief", body, path, ScopeType.DESK, writer)
