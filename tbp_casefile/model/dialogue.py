# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of what person and contact person say to each other: requests, answers, talks, evaluations.

A request is answered; it never changes the package by itself (DOMAIN section 0, truth 1).
"""

from datetime import date
from typing import Annotated, Literal

import msgspec

from tbp_casefile.model.texts import Text

RequestKind = Literal["work", "private", "family", "explanation", "support"]
AnswerKind = Literal["possible", "with_changes", "not_now", "at_review", "for_employer", "withdrawn"]
AnswerReason = Literal["safety", "capacity", "not_covered", "confidential"]
TalkKind = Literal["talk", "call", "message", "visit", "failure", "concern"]
Outcome = Literal["reached", "not_reached", "left_message"]
Party = Literal["known", "anonymous", "on_behalf"]
Minutes = Annotated[int, msgspec.Meta(ge=0, le=24 * 60)]
Topic = Literal["information", "explanation", "contact", "work", "private_life", "support", "peer", "whole"]


class Request(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A wish or a question; work goes before private, so each says which it is (DOMAIN G25)."""

    kind: RequestKind
    title: Text
    text: Text
    first: date | None = None
    last: date | None = None


class Answer(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """The answer to the request that `about` names; without `answer`: read, and an answer comes by `due`."""

    text: Text
    answer: AnswerKind | None = None
    due: date | None = None
    reason: AnswerReason | None = None


class TalkLink(msgspec.Struct, frozen=True, rename="camel", order=True):
    """What the writer of a talk says of another one, in whatever form that is: it is the same, or it is not.

    `entity` names it in its log, the `scope`. Only in a log whose readers all read that one as well.
    """

    scope: str
    entity: str
    same: bool


class ContactMoment(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A talk or another moment of contact; a concern gets a `reply` and the day of it (DOMAIN F14).

    Trying and not reaching somebody is a contact as well: `outcome`. `party`: whether the other one gave no
    name, or spoke for somebody else (ECOSYSTEM B2 26). `links`: where its writer settled something; unset,
    so that a talk of which nothing was settled has the bytes that it always had.
    """

    kind: TalkKind
    text: Text
    who: Text | None = None
    minutes: Minutes | None = None
    outcome: Outcome = "reached"
    party: Party = "known"
    reply: Text | None = None
    replied: date | None = None
    links: tuple[TalkLink, ...] | msgspec.UnsetType = msgspec.UNSET


class ReviewInput(msgspec.Struct, frozen=True, rename="camel"):
    """What a person or relative wants to be weighed at the review that `about` names (DOMAIN G23)."""

    text: Text


class Evaluation(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """How a person looks back, 1 to 5 by topic; `share`: it may count, without a name (DOMAIN G34)."""

    scores: dict[Topic, Annotated[int, msgspec.Meta(ge=1, le=5)]]
    share: bool
    text: Text = ""
