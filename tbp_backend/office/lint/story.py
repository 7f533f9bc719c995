# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about what happened: where the case stood, news, employer, requests, and what members answered."""

from itertools import pairwise

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Findings, Path
from tbp_backend.office.form.story import DutyRow, RequestRow, StatusRow
from tbp_backend.office.lint.people import check_unique, is_clock
from tbp_casefile.tables import WRITTEN_FOR, Role


def check(findings: Findings, file: CaseFile) -> None:
    """Everything that is told beside the offer."""
    _check_ids(findings, file)
    _check_status(findings, file)
    for number, news in enumerate(file.bulletins):
        if news.until and news.until < news.on:
            findings.add(("bulletins", number), "ends-before-start")
        if news.release == "text" and not news.do:
            findings.add(("bulletins", number), "nothing-to-do", page=9)
    for number, duty in enumerate(file.employer_duties):
        _check_duty(findings, ("employer_duties", number), file, duty)
    for number, request in enumerate(file.requests):
        _check_request(findings, ("requests", number), file, request)
    for number, talk in enumerate(file.talks):
        if (talk.reply is None) != (talk.replied is None) or (talk.replied and talk.replied < talk.on):
            findings.add(("talks", number), "reply-and-day")
    _check_tasks(findings, file)
    for number, looked_back in enumerate(file.evaluations):
        if not all(1 <= score <= 5 for score in looked_back.scores.values()):
            findings.add(("evaluations", number, "scores"), "bad-score")
    for number, response in enumerate(file.responses):
        if response.said and response.said > response.on:
            findings.add(("responses", number, "said"), "not-in-time-order")
    for number, step in enumerate(file.phase_out):
        if step.measure is not None and step.measure not in file.measures:
            findings.add(("phase_out", number), "measure-without-text", name=step.measure)


def _check_ids(findings: Findings, file: CaseFile) -> None:
    check_unique(findings, ("bulletins",), [row.id for row in file.bulletins])
    check_unique(findings, ("employer_duties",), [row.id for row in file.employer_duties])
    check_unique(findings, ("requests",), [row.id for row in file.requests])
    check_unique(findings, ("talks",), [row.id for row in file.talks])
    check_unique(findings, ("tasks",), [row.id for row in file.tasks])
    check_unique(findings, ("briefs",), [row.on for row in file.briefs])
    check_unique(findings, ("phase_out",), [row.id for row in file.phase_out])
    check_unique(findings, ("evaluations",), [row.on for row in file.evaluations])
    check_unique(findings, ("status",), [(row.on, row.state) for row in file.status])
    check_unique(findings, ("responses",), [(row.by, row.on, row.to, row.what) for row in file.responses])
    events = [(row.code, row.on, row.state) for row in file.measure_events]
    check_unique(findings, ("measure_events",), events)
    asked = [(row.code, row.on, row.state) for row in file.obligation_events]
    check_unique(findings, ("obligation_events",), asked)


def _check_tasks(findings: Findings, file: CaseFile) -> None:
    """Somebody who is there does it, after what it came from, and by a day and hour that there are."""
    talks = {row.id: row for row in file.talks}
    for number, row in enumerate(file.tasks):
        path: Path = ("tasks", number)
        owner = file.members.get(row.owner or "")
        if row.owner and (owner is None or owner.role is not Role.CONTACT_PERSON):
            findings.add((*path, "owner"), "not-at-the-desk", name=row.owner)
        if row.after and (row.after not in talks or talks[row.after].on > row.on):
            findings.add((*path, "after"), "no-such-talk", name=row.after)
        if row.hour and (row.due is None or not is_clock(row.hour)):
            findings.add((*path, "hour"), "bad-hour")
        if row.done and row.done < row.on:
            findings.add((*path, "done"), "not-in-time-order")


def _check_status(findings: Findings, file: CaseFile) -> None:
    for number, (earlier, later) in enumerate(pairwise(file.status), start=1):
        if later.on < earlier.on:
            findings.add(("status", number, "on"), "not-in-time-order")
    for number, row in enumerate(file.status):
        _check_state(findings, ("status", number), row)


def _check_state(findings: Findings, path: Path, row: StatusRow) -> None:
    """Truth 6: in minimal fulfilment it is said what goes on and how to come back (letter page 9)."""
    if row.until and row.until < row.on:
        findings.add(path, "ends-before-start")
    if row.state == "minimal" and (row.stays is None or row.back is None):
        findings.add(path, "minimal-without-way-back", page=9)
    if bool(row.asked) != (row.due is not None):
        findings.add(path, "asked-and-due", page=2)


def _check_duty(findings: Findings, path: Path, file: CaseFile, duty: DutyRow) -> None:
    if duty.due and duty.due < duty.asked:
        findings.add(path, "ends-before-start")
    days = [duty.asked, *(state.on for state in duty.states)]
    if days != sorted(days):
        findings.add(path, "not-in-time-order")
    if duty.states and all(row.role is not Role.EMPLOYER for row in file.members.values()):
        findings.add((*path, "states"), "nobody-of-the-employer", page=8)
    if any(state.state == "asked" for state in duty.states):
        findings.add((*path, "states"), "asked-twice")


def _check_request(findings: Findings, path: Path, file: CaseFile, request: RequestRow) -> None:
    if request.by is not None:
        row = file.members.get(request.by)
        if row is None or row.role not in WRITTEN_FOR:
            findings.add((*path, "by"), "cannot-ask", name=request.by)
    if request.first and request.last and request.last < request.first:
        findings.add(path, "ends-before-start")
    days = [request.on, *(answer.on for answer in request.answers)]
    if days != sorted(days):
        findings.add((*path, "answers"), "not-in-time-order")
    for number, answer in enumerate(request.answers):
        if (answer.answer is None) == (answer.due is None):
            findings.add((*path, "answers", number), "answer-or-due")
