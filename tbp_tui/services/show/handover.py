# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The page for whoever takes over a case, as JSON."""

from collections.abc import Iterator
from datetime import datetime

from tbp_casefile.tables import STAFF, Role
from tbp_casefile.views.handover import HandoverView
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show.items import Item, item
from tbp_tui.words.dates import text_in


def handover(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Texts of briefs, last contacts, tasks, what is open, what comes, whose case it is.

    Nothing for anybody but staff.
    """
    if case.role not in STAFF:
        return []
    view = case.handover(case.staff.member, now)
    return [
        *_briefs(view, language),
        *_work(view, language),
        *_open(view, language),
        *_coming(view, case.role),
    ]


def _briefs(view: HandoverView, language: str) -> Iterator[Item]:
    for line in view.briefs:
        body = line.body
        yield item(
            line.id, "brief", None, "over" if line.over else "current",
            first=body.from_, last=body.until, delivery=line.delivery.value, by=line.by, to=body.to or None,
        )  # fmt: skip
    for one in view.told:
        yield item(None, one.part, text_in(one.text, language), "current", first=one.on, by=one.by)


def _work(view: HandoverView, language: str) -> Iterator[Item]:
    for talk in (line for one in view.talks for line in one.lines):
        body = talk.talk
        yield item(
            talk.id, body.kind, text_in(body.text, language), body.outcome,
            first=talk.at, delivery=talk.delivery.value, by=talk.member,
        )  # fmt: skip
    for task in view.tasks:
        yield item(
            task.id, "task", text_in(task.task.text, language), "late" if task.late else "open",
            first=task.set_on, last=task.task.due, delivery=task.delivery.value, to=task.task.owner or None,
        )  # fmt: skip


def _open(view: HandoverView, language: str) -> Iterator[Item]:
    for asked in view.promised:
        title = text_in(asked.request.title, language)
        yield item(
            asked.id, "request", title, "overdue" if asked.overdue else "open", first=asked.on, last=asked.due
        )
    for line in view.asked:
        yield item(
            line.id, "obligation", text_in(line.obligation.title, language), line.state, first=line.since
        )


def _coming(view: HandoverView, role: Role) -> Iterator[Item]:
    if view.review:
        yield item(view.review.id, "review", None, view.review.review.state, first=view.review.on)
    if view.next_moment:
        yield item(None, "moment", None, "coming", first=view.next_moment)
    for one in view.people:
        state = "current" if one.now else "coming"
        yield item(one.id, role.value, one.name, state, first=one.first, last=one.last)
