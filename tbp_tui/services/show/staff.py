# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What staff carry as JSON: what is to be done in all their cases."""

from datetime import datetime

from tbp_casefile.views.tasks import TaskLine
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show.items import Item, item
from tbp_tui.words.dates import text_in


def tasks(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Every task of every case, what is late first; `reason` is why it was put off."""
    case.check_role()
    return [
        item(
            one.line.id,
            "task",
            text_in(one.line.task.text, language),
            "late" if one.line.late else "open",
            reason=text_in(one.line.task.reason, language),
            first=one.line.set_on,
            last=one.line.task.due_at or one.line.task.due_on,
            delivery=one.line.delivery.value,
            case=one.number,
            owner=_owner(one.line),
            about=one.line.about.id if one.line.about else None,
        )
        for one in case.staff.tasks(now)
    ]


def _owner(line: TaskLine) -> str:
    if line.mine:
        return "own"
    return "colleague" if line.task.owner else "team"
