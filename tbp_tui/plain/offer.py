# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The offer as lines: package, changes, reviews, what is asked, what may be expected."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tbp_casefile.tables import Role
from tbp_casefile.times import local_date
from tbp_casefile.views.changes import ChangeLine, ChangesView
from tbp_casefile.views.coverage import CoverageLine
from tbp_casefile.views.employer import DutyLine
from tbp_casefile.views.expectations import SIDES, ExpectationsView
from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.views.package import CurrentPackage, MeasureLine
from tbp_casefile.views.phase_out import StepLine
from tbp_casefile.views.reviews import ReviewLine
from tbp_casefile.views.talks import EvaluationLine
from tbp_tui.i18n import _, ngettext
from tbp_tui.plain import capital, incomplete, remaining_risk, sentence
from tbp_tui.plain.answers import answers
from tbp_tui.words.answers import by_family
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import from_now, full_day, full_moment, month_day, text
from tbp_tui.words.terms import delivery, term


def package(current: CurrentPackage | None) -> Iterator[str]:
    """The package that holds now, with why, and each measure on a line."""
    if current is None:
        yield _("Your package: nothing has been published yet.")
        return
    view = current.package
    yield _("Your package: version {version} ({kind}), since {day}.").format(
        version=clean(view.version), kind=term("package", view.kind), day=full_day(view.valid_from)
    )
    if current.ended:
        yield ended(current)
    if current.incomplete:
        yield incomplete(current.incomplete)
    yield sentence(_("Why: {reason}").format(reason=text(view.reason)))
    if view.based_on:
        yield sentence(_("Based on: {source}").format(source=text(view.based_on)))
    if view.next_review:
        yield sentence(_("Review: {day}").format(day=full_day(view.next_review)))
    count = len(view.measures)
    yield ngettext("{n} measure:", "{n} measures:", count).format(n=count)
    yield from (measure(line) for line in view.measures)
    yield remaining_risk()
    if view.residual:
        yield text(view.residual)


def ended(current: CurrentPackage) -> str:
    """Protection has ended; what is shown was the last version."""
    assert current.ended is not None
    return _("This ended on {day}. You see the last version.").format(day=month_day(current.ended))


def covered(lines: Sequence[CoverageLine]) -> Iterator[str]:
    """What the package has for each part of daily life."""
    for line in lines:
        how = term("coverage", line.how) if line.how else ""
        yield sentence(f"{capital(term('area', line.area))}: {how}")


def measure(line: MeasureLine) -> str:
    """One measure: title, who takes care of it, from when, and what is special about it."""
    start = _("since {day}").format(day=month_day(line.start))
    end = _("until {day}").format(day=month_day(line.end)) if line.end else ""
    period = f"{start}, {end}" if end else start
    who = _("by: {layer}").format(layer=term("layer", line.layer))
    state = "" if line.state == "active" else capital(term("state", line.state))
    return sentence(
        f"{text(line.title)}, {who}, {period}", state, text(line.note), text(line.detail), *_in_use(line)
    )


def _in_use(line: MeasureLine) -> Iterator[str]:
    """What the person notices and does, and what to do when it does not work."""
    if line.notice:
        yield f"{_('What you notice')}: {text(line.notice)}"
    if line.do:
        yield f"{_('What you do')}: {text(line.do)}"
    if line.call:
        yield f"{_('Does it not work?')} {text(line.call)}"
    if line.provider:
        yield f"{_('Carried out by')}: {text(line.provider)}"


def step(line: StepLine) -> str:
    """One step of phasing out."""
    if line.step.done:
        word = _("done on {day}").format(day=month_day(line.step.done))
        late = _("later than promised: {day}").format(day=month_day(line.due)) if line.later else ""
    else:
        word = _("planned for {day}").format(day=month_day(line.due))
        late = _("this day has passed") if line.overdue else ""
    return sentence(
        _("Phase-out: {step}").format(step=text(line.step.title)), capital(word), capital(late),
        text(line.step.text),
    )  # fmt: skip


def changes(view: ChangesView | None) -> Iterator[str]:
    """What started, changed and stopped, each with its reason."""
    if view is None:
        yield _("What changed: nothing has been published yet.")
        return
    if view.older is None:
        yield _("What changed: this is the first version, since {day}.").format(day=full_day(view.since))
    else:
        yield _("What changed from version {older} to version {newer}, on {day}:").format(
            older=clean(view.older), newer=clean(view.newer), day=full_day(view.since)
        )
    yield from (change(line) for line in view.lines if line.change != "unchanged")
    same = view.only("unchanged")
    yield ngettext("Unchanged: {n} measure.", "Unchanged: {n} measures.", len(same)).format(n=len(same))
    if same:
        yield sentence("; ".join(text(line.measure.title) for line in same))


def change(line: ChangeLine) -> str:
    """One change with its reason."""
    reason = _("Reason: {reason}").format(reason=term("reason", line.reason)) if line.reason else ""
    word = capital(term("change", line.change))
    return sentence(f"{word}: {text(line.measure.title)}", reason, text(line.text))


def next_review(line: ReviewLine | None, now: datetime) -> str:
    """The next review, with its date in full and how far away it is."""
    if line is None:
        return _("Next review: no date is known yet. Your contact person can tell you more.")
    distance = from_now(line.on, local_date(now))
    state = _("This date has passed. Ask your contact person what is next.") if line.overdue else ""
    return sentence(
        _("Next review: {day} ({distance})").format(day=full_day(line.on), distance=distance),
        state,
        text(line.review.text),
    )


def review(line: ReviewLine, reader: Role) -> Iterator[str]:
    """One review in the list of all, and what was written for it."""
    word = term("review", line.review.state)
    outcome = (
        _("Outcome: {outcome}").format(outcome=term("outcome", line.review.outcome))
        if line.review.outcome
        else ""
    )
    yield sentence(f"{full_day(line.on)}: {word}", outcome, text(line.review.text))
    for said in line.inputs:
        received = full_moment(said.received) if said.received else ""
        yield sentence(
            _("Written for this review, {moment}: {text}").format(
                moment=full_moment(said.at), text=text(said.text)
            ),
            by_family(said.role, reader),
            capital(delivery(said.delivery, received)),
        )


def evaluation(line: EvaluationLine) -> str:
    """How the person looked back."""
    scores = "; ".join(
        _("{topic}: {score} of 5").format(topic=term("topic", topic), score=score)
        for topic, score in line.evaluation.scores.items()
    )
    return sentence(
        _("You looked back on {day}").format(day=month_day(line.on)), capital(scores),
        text(line.evaluation.text),
    )  # fmt: skip


def obligations(lines: Sequence[ObligationLine], reader: Role) -> Iterator[str]:
    """What is asked, why, how it goes, the next moment, and what was answered to it."""
    count = len(lines)
    if not lines:
        yield _("What we ask of you: nothing at this moment.")
        return
    yield ngettext("What we ask of you: {n} thing.", "What we ask of you: {n} things.", count).format(n=count)
    for line in lines:
        yield obligation(line)
        yield from answers(line.answers, reader)


def obligation(line: ObligationLine) -> str:
    """One obligation."""
    body = line.obligation
    state = _("{state}, since {day}").format(
        state=capital(term("obligation", line.state)), day=month_day(line.since)
    )
    upcoming = _("Next moment: {moment}").format(moment=full_moment(line.next)) if line.next else ""
    last = line.events[-1] if line.events else None
    event = text(last.text) if last else ""
    talk = _("Talk: {day}").format(day=full_day(last.talk)) if last and last.talk else ""
    return sentence(
        text(body.title), state, event, talk, text(body.ask), text(body.detail), text(body.why), upcoming
    )


def duty(line: DutyLine) -> str:
    """One thing asked of the employer."""
    state = _("{state}, since {day}").format(
        state=capital(term("employer", line.state)), day=month_day(line.on)
    )
    late = _("later than agreed") if line.later else ""
    if line.duty.due and line.state != "done":
        late = _("Agreed for {day}").format(day=month_day(line.duty.due))
    page = _("Letter, page {page}").format(page=line.page)
    return sentence(text(line.duty.title), state, capital(late), text(line.text), text(line.duty.text), page)


def expectations(view: ExpectationsView) -> Iterator[str]:
    """Three sides, each with the rules for everybody and what this case adds."""
    for side in SIDES:
        yield _("What you may expect, {side}:").format(side=term("side", side))
        for rule in view.of(side):
            yield sentence(text(rule.text), _("Letter, page {page}").format(page=rule.page))
        if side == "person":
            yield from (obligation(line) for line in view.obligations)
        if side == "employer":
            yield from (duty(line) for line in view.duties)
