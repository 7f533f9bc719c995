# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The offer as JSON: package, changes, reviews, obligations, expectations."""

from collections.abc import Iterator
from datetime import datetime

from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.views.package import MeasureLine
from tbp_casefile.views.reviews import InputLine
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show.items import Item, answer, item, moment, words
from tbp_tui.words.dates import text_in


def package(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """The version, its measures, what it covers, the steps of phasing out, the answers to it."""
    current = case.package(now)
    if current is None:
        return []
    view = current.package
    reason = text_in(view.reason, language)
    state = "ended" if current.ended else "incomplete" if current.incomplete else "current"
    head = item(
        view.ref.id, "package", reason, state, reason=reason, first=view.valid_from, last=view.next_review,
        kind=view.kind, ended=moment(current.ended),
    )  # fmt: skip
    covered = [item(view.ref.id, line.area, None, line.how) for line in case.coverage(now)]
    steps = [
        item(
            line.id, "phase_out_step", text_in(line.step.title, language),
            "done" if line.step.done else "planned", reason=text_in(line.step.text, language),
            first=line.due, last=line.step.done, layer="government",
        )
        for line in case.steps(now)
    ]  # fmt: skip
    given = [answer(line, language) for line in case.answers(view.ref)]
    return [head, *(_whole(line, language) for line in view.measures), *covered, *steps, *given]


def _measure(line: MeasureLine, language: str) -> Item:
    return item(
        line.id,
        line.code,
        text_in(line.title, language),
        line.state,
        reason=text_in(line.note or line.detail, language),
        first=line.start,
        last=line.end,
        layer=line.layer,
    )


def _whole(line: MeasureLine, language: str) -> Item:
    """A measure with what the person notices and does, and what to do when it does not work."""
    return _measure(line, language) | {
        "notice": text_in(line.notice, language) or None,
        "do": text_in(line.do, language) or None,
        "call": text_in(line.call, language) or None,
        "provider": text_in(line.provider, language) or None,
        "covers": list(line.covers),
    }


def changes(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """What started, changed, stopped and stayed, with the reason."""
    view = case.changes(now)
    lines = view.lines if view else ()
    return [
        {
            **_measure(line.measure, language),
            "state": line.change,
            "reason": words(line.reason, line.text, language),
        }
        for line in lines
    ]


def reviews(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Reviews, newest first, then how the person looked back."""
    looked_at = [
        item(
            line.id,
            line.review.kind,
            text_in(line.review.text, language),
            "overdue" if line.overdue else line.review.state,
            reason=line.review.outcome,
            first=line.on,
            layer="government",
            inputs=[_written(said, language) for said in line.inputs],
        )
        for line in case.reviews(now)
    ]
    looked_back = [
        item(
            line.id, "evaluation", text_in(line.evaluation.text, language), "given", first=line.on,
            layer="person", scores=line.evaluation.scores, shared=line.evaluation.share,
        )
        for line in case.evaluations()
    ]  # fmt: skip
    return [*looked_at, *looked_back]


def _written(line: InputLine, language: str) -> Item:
    """What was written for a review."""
    return item(
        line.id,
        "review_input",
        text_in(line.text, language),
        "given",
        first=line.at,
        layer=line.role.value,
        delivery=line.delivery.value,
    )


def obligations(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """What is asked; `next` is the next moment, `page` of the letter, `confirmed` when it was.

    `talk`: the day on which was talked about how it goes now.
    """
    return [_obligation(line, language) for line in case.obligations(now)]


def _obligation(line: ObligationLine, language: str) -> Item:
    body = line.obligation
    last = line.events[-1].text if line.events else body.detail
    return item(
        line.id,
        body.code,
        text_in(body.title, language),
        line.state,
        reason=text_in(last, language),
        first=body.start,
        last=body.end,
        layer="person",
        next=moment(line.next),
        page=line.page or None,
        confirmed=moment(line.confirmed),
        talk=moment(line.events[-1].talk) if line.events else None,
        answers=[answer(given, language) for given in line.answers],
    )


def expectations(case: OpenCase, now: datetime, language: str) -> list[Item]:
    """Three sides by `layer`: rules for everybody, then what this case adds; `page` of the letter."""
    view = case.expectations(now)
    rules = [
        item(rule.id, rule.topic, text_in(rule.text, language), None, layer=rule.side, page=rule.page)
        for rule in view.rules
    ]
    asked = [_obligation(line, language) for line in view.obligations]
    return [*rules, *asked, *_duties(case, now, language)]


def _duties(case: OpenCase, now: datetime, language: str) -> Iterator[Item]:
    for line in case.duties(now):
        yield item(
            line.id,
            line.duty.part,
            text_in(line.duty.title, language),
            line.state,
            reason=text_in(line.text or line.duty.text, language),
            first=line.duty.asked,
            last=line.duty.due,
            layer="employer",
            page=line.page,
            on=moment(line.on),
        )
