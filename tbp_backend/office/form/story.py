# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Rows about what happened: where the case stood, news, employer, requests, talks, answers of the person."""

from datetime import date

import msgspec

from tbp_backend.office.form.base import Both, Name, Row
from tbp_casefile.model import case, dialogue, duties, situation


class StatusRow(Row, frozen=True):
    """Where the case stood from a day on."""

    state: situation.CaseState
    on: date
    text: Both
    until: date | None = None
    duration: situation.Duration | None = None
    asked: tuple[Both, ...] = ()
    due: date | None = None
    stays: Both | None = None
    back: Both | None = None


class BulletinRow(Row, frozen=True):
    """News about the situation, as the authority released it."""

    id: Name
    on: date
    title: Both
    what: Both
    means: Both
    do: tuple[Both, ...]
    weight: situation.Weight = "notice"
    severity: Both | None = None
    likelihood: Both | None = None
    not_shared: Both | None = None
    until: date | None = None
    release: situation.Release = "text"


class DutyStateRow(Row, frozen=True):
    """What the employer said of a duty."""

    on: date
    state: duties.EmployerState
    text: Both | None = None


class DutyRow(Row, frozen=True):
    """One thing asked of the employer."""

    id: Name
    part: duties.EmployerPart
    title: Both
    asked: date
    due: date | None = None
    text: Both | None = None
    states: tuple[DutyStateRow, ...] = ()


class AnswerRow(Row, frozen=True):
    """An answer to a request; without `answer` it says that it was read and when an answer comes."""

    on: date
    text: Both
    answer: dialogue.AnswerKind | None = None
    due: date | None = None
    reason: dialogue.AnswerReason | None = None


class RequestRow(Row, frozen=True):
    """A request or question; `by` a member, `family`: the family reads it and its answers."""

    id: Name
    on: date
    kind: dialogue.RequestKind
    title: Both
    text: Both
    by: Name | None = None
    first: date | None = None
    last: date | None = None
    family: bool = False
    answers: tuple[AnswerRow, ...] = ()


class TalkRow(Row, frozen=True):
    """A talk or another moment of contact; `desk`: for contact persons alone, the person does not read it."""

    id: Name
    on: date
    kind: dialogue.TalkKind
    text: Both
    who: Both | None = None
    minutes: dialogue.Minutes | None = None
    outcome: dialogue.Outcome = "reached"
    party: dialogue.Party = "known"
    desk: bool = False
    reply: Both | None = None
    replied: date | None = None


class TaskRow(Row, frozen=True):
    """Something to do; without `owner` it is of the team. `hour`: by the clock in Amsterdam."""

    id: Name
    on: date
    text: Both
    due: date | None = None
    hour: str = ""
    owner: Name | None = None
    after: Name | None = None
    done: date | None = None


class BriefRow(Row, frozen=True):
    """What whoever takes over, or stands in for a while, must know."""

    on: date
    agreements: Both | None = None
    works: Both | None = None
    avoid: Both | None = None
    to: Name | None = None
    from_: date | None = msgspec.field(default=None, name="from")
    until: date | None = None


class EvaluationRow(Row, frozen=True):
    """How the person looked back."""

    on: date
    scores: dict[dialogue.Topic, int]
    share: bool
    text: Both | None = None


class ResponseRow(Row, frozen=True):
    """What a member answered to `package/3`, `bulletin/B2` or `obligation/V1`, as it stood on that day.

    `said`: the day on which it was said, where it could only be written down later.
    """

    by: Name
    on: date
    to: str
    what: case.AcknowledgementKind
    text: Both | None = None
    said: date | None = None
