# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What happened around the offer: status, news, employer, requests, talks, what members said."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Path
from tbp_backend.office.form.base import text_of
from tbp_backend.office.form.package import StepRow
from tbp_backend.office.form.story import DutyRow, RequestRow, ResponseRow
from tbp_backend.office.plan import contact
from tbp_backend.office.plan.items import Item, Rank, WhenChanged, speaks_on, the_person
from tbp_casefile.model import case, dialogue, duties, situation
from tbp_casefile.tables import Role, ScopeType


def everything(file: CaseFile, offered: Sequence[Item]) -> Iterator[Item]:
    """All of it; `offered` are the packages and obligations that others point at."""
    yield from _status(file)
    yield from _bulletins(file)
    yield from _obligation_events(file, offered)
    yield from _phase_out(file)
    for number, duty in enumerate(file.employer_duties):
        yield from _duty(file, duty, ("employer_duties", number))
    for number, request in enumerate(file.requests):
        yield from _request(file, request, ("requests", number))
    yield from (*contact.talks(file), *contact.tasks(file), *contact.briefs(file))
    yield from _evaluations(file)
    yield from _responses(file, offered)


def _status(file: CaseFile) -> Iterator[Item]:
    before = ""
    for number, row in enumerate(file.status):
        body = situation.CaseStatus(
            case=file.case,
            state=row.state,
            since=row.on,
            text=row.text.as_text(),
            until=row.until,
            duration=row.duration,
            asked=tuple(text.as_text() for text in row.asked),
            due=row.due,
            stays=text_of(row.stays),
            back=text_of(row.back),
        )
        key = f"status/{row.on}/{row.state}"
        path: Path = ("status", number)
        yield Item(
            key, _told_on(file, row.on), Rank.STATUS, "case_status", body, path,
            replaces=before, about_day=row.on,
        )  # fmt: skip
        before = key


def _bulletins(file: CaseFile) -> Iterator[Item]:
    for number, row in enumerate(file.bulletins):
        body = situation.Bulletin(
            title=row.title.as_text(),
            weight=row.weight,
            what=row.what.as_text(),
            means=row.means.as_text(),
            do=tuple(text.as_text() for text in row.do),
            severity=text_of(row.severity),
            likelihood=text_of(row.likelihood),
            not_shared=text_of(row.not_shared),
            until=row.until,
            release=row.release,
        )
        path: Path = ("bulletins", number)
        yield Item(
            f"bulletin/{row.id}", _told_on(file, row.on), Rank.NEWS, "bulletin", body, path, about_day=row.on
        )


def _told_on(file: CaseFile, day: date) -> date:
    """What went before the first authority is told by it, on its first day."""
    return max(day, file.authority[0].from_)


def _obligation_events(file: CaseFile, offered: Sequence[Item]) -> Iterator[Item]:
    """Each about the obligation as it stood, in its log."""
    for number, row in enumerate(file.obligation_events):
        target = standing_on(offered, f"obligation/{row.code}/", row.on)
        body = duties.ObligationState(state=row.state, text=row.text.as_text(), talk=row.talk)
        key = f"obligation-event/{row.code}/{row.on}/{row.state}"
        path: Path = ("obligation_events", number)
        log, about = (target.log, target.key) if target else (ScopeType.CASE, "")
        writer = speaks_on(file, row.on)
        yield Item(key, row.on, Rank.EVENT, "obligation_state", body, path, log, writer, about=about)


def standing_on(offered: Sequence[Item], prefix: str, day: date) -> Item | None:
    """The newest record of a thing on a day."""
    found = [item for item in offered if item.key.startswith(prefix) and item.day <= day]
    return max(found, key=lambda item: item.day) if found else None


def _phase_out(file: CaseFile) -> Iterator[Item]:
    """Told with the version that phases out; what came of it on the day it was done."""
    phasing = [version.from_ for version in file.versions if version.kind == "phase_out"]
    for number, row in enumerate(file.phase_out):
        path: Path = ("phase_out", number)
        told = row.announced or (phasing[0] if phasing else row.due)
        text = text_of(row.text)
        step = situation.PhaseOutStep(title=row.title.as_text(), due=row.due, measure=row.measure)
        first = step if row.done else msgspec.structs.replace(step, text=text)
        key, changed = f"step/{row.id}", _when_changed(row)
        yield Item(key, told, Rank.EVENT, "phase_out_step", first, path, changed=changed)
        if row.done is not None:
            done = msgspec.structs.replace(step, done=row.done, text=text)
            yield Item(f"{key}/done", row.done, Rank.EVENT, "phase_out_step", done, path, replaces=key)


def _when_changed(row: StepRow) -> WhenChanged:
    """A step that is still to come can be moved."""
    return "keep" if row.done else "replace"


def _duty(file: CaseFile, row: DutyRow, path: Path) -> Iterator[Item]:
    log, key = ScopeType.EMPLOYER, f"duty/{row.id}"
    body = duties.EmployerDuty(
        part=row.part, title=row.title.as_text(), asked=row.asked, due=row.due, text=text_of(row.text)
    )
    yield Item(key, row.asked, Rank.REQUEST, "employer_duty", body, path, log, speaks_on(file, row.asked))
    employer = next((m for m, member in file.members.items() if member.role is Role.EMPLOYER), "")
    for number, state in enumerate(row.states):
        said = duties.DutyState(state=state.state, on=state.on, text=text_of(state.text))
        name = f"{key}/{state.on}/{state.state}"
        place: Path = (*path, "states", number)
        yield Item(name, state.on, Rank.ANSWER, "duty_state", said, place, log, employer, about=key)


def _request(file: CaseFile, row: RequestRow, path: Path) -> Iterator[Item]:
    asks = row.by or the_person(file)
    in_family = row.family or file.members[asks].role is Role.RELATIVE
    log, key = ScopeType.FAMILY if in_family else ScopeType.CASE, f"request/{row.id}"
    body = dialogue.Request(
        kind=row.kind, title=row.title.as_text(), text=row.text.as_text(), first=row.first, last=row.last
    )
    yield Item(key, row.on, Rank.REQUEST, "request", body, path, log, asks)
    for number, answer in enumerate(row.answers, start=1):
        said = dialogue.Answer(
            text=answer.text.as_text(), answer=answer.answer, due=answer.due, reason=answer.reason
        )
        name, writer = f"answer/{row.id}/{number}", speaks_on(file, answer.on)
        place: Path = (*path, "answers", number - 1)
        yield Item(name, answer.on, Rank.ANSWER, "answer", said, place, log, writer, about=key)


def _evaluations(file: CaseFile) -> Iterator[Item]:
    for number, row in enumerate(file.evaluations):
        body = dialogue.Evaluation(scores=row.scores, share=row.share, text=text_of(row.text) or "")
        key = f"evaluation/{row.on}"
        path: Path = ("evaluations", number)
        yield Item(key, row.on, Rank.RESPONSE, "evaluation", body, path, writer=the_person(file))


def _responses(file: CaseFile, offered: Sequence[Item]) -> Iterator[Item]:
    """What members answered, in the log of what they answered."""
    for number, row in enumerate(file.responses):
        path: Path = ("responses", number)
        text = text_of(row.text) or ""
        body: msgspec.Struct = case.Acknowledgement(row.what, text)
        kind = "acknowledgement"
        if row.to.startswith("obligation/"):
            body, kind = duties.Confirmation(row.what, text), "confirmation"
        log, about = answered(file, offered, row)
        key = f"response/{row.by}/{row.to}/{row.on}/{row.what}"
        yield Item(key, row.on, Rank.RESPONSE, kind, body, path, log, row.by, about=about, about_day=row.said)


def answered(file: CaseFile, offered: Sequence[Item], row: ResponseRow) -> tuple[str, str]:
    """The log and the key of what a response answers; an empty key when there was nothing of that name."""
    if row.to.startswith("obligation/"):
        target = standing_on(offered, f"{row.to}/", row.on)
    elif row.to.startswith("package/"):
        relative = row.by in file.members and file.members[row.by].role is Role.RELATIVE
        key = f"{row.to}@family" if relative else row.to
        target = next((item for item in offered if item.key == key and item.day <= row.on), None)
    else:
        there = any(f"bulletin/{news.id}" == row.to and news.on <= row.on for news in file.bulletins)
        return ScopeType.CASE, row.to if there else ""
    return (target.log, target.key) if target else (ScopeType.CASE, "")
