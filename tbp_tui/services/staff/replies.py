# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Answers to requests: a contact person drafts one on this device alone, and signs it when it is ready.

The kind table lets a contact person answer (DESIGN section 4). An answer never changes the package: the
authority decides about that (DOMAIN section 0, truths 1 and 7).
"""

from datetime import date, datetime
from typing import get_args

import msgspec

from tbp_casefile.model.dialogue import Answer, AnswerKind, AnswerReason
from tbp_casefile.times import local_date
from tbp_casefile.wire.envelope import Ref
from tbp_tui.services.errors import NoDayOfAnswer, NothingToSay
from tbp_tui.services.staff.contacts import check_length
from tbp_tui.services.staff.drafts import Drafts

MOST_ANSWER = 4000
"""Characters of an answer, as in a case file."""

ANSWERS: tuple[AnswerKind | None, ...] = (None, *get_args(AnswerKind))
"""What can be said; first that an answer comes."""
REASONS: tuple[AnswerReason | None, ...] = (None, *get_args(AnswerReason))
_WITHOUT_REASON = frozenset({None, "possible", "withdrawn"})


class Reply(msgspec.Struct, frozen=True):
    """An answer as it is drafted. Without `answer` it says that an answer comes by `due`."""

    text: str = ""
    answer: AnswerKind | None = None
    reason: AnswerReason | None = None
    due: date | None = None

    @property
    def can_have_reason(self) -> bool:
        """Only what is not possible, or not as it was asked."""
        return self.answer not in _WITHOUT_REASON

    def body(self) -> Answer:
        """As a record has it; what does not go with the answer is left out."""
        reason = self.reason if self.can_have_reason else None
        due = self.due if self.answer is None else None
        return Answer(text=self.text.strip(), answer=self.answer, reason=reason, due=due)


class Replies(Drafts[Reply]):
    """Answers of the owner of this vault in the open case."""

    def send(self, about: Ref, draft: Reply, now: datetime, *, hold_seconds: int = 0) -> str:
        """Sign it; its id. Raises NothingToSay, TooLong, NoDayOfAnswer, NotForThisRole."""
        check(draft, local_date(now))
        return self.sign(about, draft.body(), now, hold_seconds=hold_seconds)


def check(reply: Reply, today: date) -> None:
    """Raises NothingToSay, TooLong, NoDayOfAnswer."""
    text = reply.text.strip()
    if not text:
        raise NothingToSay(reason="answer")
    check_length(text, MOST_ANSWER)
    if reply.answer is None and (reply.due is None or reply.due < today):
        raise NoDayOfAnswer()
