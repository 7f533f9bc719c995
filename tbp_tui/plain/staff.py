# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What staff carry, as sentences: a case among many, a task, a contact."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tbp_casefile.times import local_date
from tbp_casefile.views.caseload import CaseSummary, LastContact
from tbp_casefile.views.people import People
from tbp_casefile.views.tasks import TaskLine
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, people, sentence
from tbp_tui.plain.talks import NOBODY
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_moment, month_day, text
from tbp_tui.words.terms import term


def one_case(number: str, summary: CaseSummary, now: datetime) -> str:
    """One case of several: where it stands, what presses, and what comes."""
    parts = [standing(summary), *pressing(summary, now), *coming(summary)]
    return sentence(f"{clean(number) or _('a case')}: {'; '.join(part for part in parts if part)}")


def recent(contacts: Iterable[LastContact]) -> Iterator[str]:
    """The last contacts of a case, each with what was written of it."""
    for one in contacts:
        kind, day = term("talk", one.contact.kind), month_day(local_date(one.at))
        yield sentence(f"{day}: {capital(kind)}", text(one.contact.text))


def standing(summary: CaseSummary) -> str:
    """Where it stands, and who decides."""
    parts = []
    if summary.situation:
        body = summary.situation.status
        parts.append(term("situation", body.state))
    if summary.deciding:
        parts.append(_("{name} decides").format(name=text(summary.deciding.short)))
    return ", ".join(parts)


def pressing(summary: CaseSummary, now: datetime) -> Iterator[str]:
    """What asks for something now."""
    late = [task for task in summary.tasks if task.late]
    today = [task for task in summary.tasks if task.today and not task.late]
    if late:
        yield ngettext("{n} task late", "{n} tasks late", len(late)).format(n=len(late))
    if today:
        yield ngettext("{n} task today", "{n} tasks today", len(today)).format(n=len(today))
    if summary.requests:
        count = len(summary.requests)
        waiting = ngettext("{n} open request", "{n} open requests", count).format(n=count)
        passed = _("the day of an answer has passed")
        yield f"{waiting}, {passed}" if any(one.overdue for one in summary.requests) else waiting
    if summary.concerns:
        yield ngettext(
            "{n} concern without an answer", "{n} concerns without an answer", summary.concerns
        ).format(n=summary.concerns)
    if summary.alike:
        yield _("talks that may be one talk")
    if summary.unseen:
        yield _("package of {day} not yet seen").format(day=month_day(summary.unseen))
    if summary.brief:
        yield _("a colleague wrote a brief for you")


def coming(summary: CaseSummary) -> Iterator[str]:
    """The next review, the next fixed moment, and what was last."""
    if summary.review:
        yield _("review {day}").format(day=month_day(summary.review.on))
    if summary.next_moment:
        yield _("next moment {moment}").format(moment=full_moment(summary.next_moment))
    if summary.last:
        kind, day = term("talk", summary.last.contact.kind), month_day(local_date(summary.last.at))
        yield _("last contact {day}, {kind}").format(day=day, kind=kind)


def task_due(line: TaskLine) -> str:
    """By when it is to be done."""
    if line.task.due_at:
        return _("by {moment}").format(moment=full_moment(line.task.due_at))
    return _("by {day}").format(day=month_day(line.task.due_on)) if line.task.due_on else ""


def whose(line: TaskLine, known: People = NOBODY) -> str:
    """Nothing for one's own."""
    if line.mine:
        return ""
    if line.task.owner in known:
        return _("of {who}").format(who=people.called(known[line.task.owner]))
    return _("of a colleague") if line.task.owner else _("of the team")


def task(number: str, line: TaskLine, known: People = NOBODY) -> str:
    """One task: what, of which case, by when, whose."""
    parts = [_("late") if line.late else "", task_due(line), whose(line, known), clean(number)]
    return sentence(f"{text(line.task.text)} ({', '.join(part for part in parts if part)})")
