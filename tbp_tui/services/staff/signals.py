# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How it goes with what is asked, noted by a contact person: never without the talk about it (DOMAIN E1).

The record names the day of that talk alone: most talks stand in a log that its readers may not know of.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.model.dialogue import TalkKind
from tbp_casefile.model.duties import ObligationState
from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.views.talks import TalkLine
from tbp_casefile.wire.envelope import Ref
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.errors import NoTalk, NothingToSay
from tbp_tui.services.staff.contacts import check_length
from tbp_tui.services.staff.drafts import Drafts
from tbp_tui.vault.store import Vault

MOST_SIGNAL = 1000
"""Characters: what is the matter and what happens next, not a report."""

SignalState = Literal["needs_attention", "not_met", "recovered"]
STATES: tuple[SignalState, ...] = ("needs_attention", "not_met", "recovered")
"""What a contact person sees. That something is not asked any more is decided with a package."""

TALKS: frozenset[TalkKind] = frozenset({"talk", "call", "visit"})
"""Contacts in which two people heard each other."""


class Signal(msgspec.Struct, frozen=True):
    """What is noted; `talk` the id of the contact in which it was talked about."""

    text: str = ""
    state: SignalState = "needs_attention"
    talk: str = ""


class Signals(Drafts[Signal]):
    """What the owner of this vault notes of obligations in the open case. `talks`: newest first."""

    def __init__(
        self,
        vault: Vault,
        random: Random,
        *,
        of_case: Callable[[], CaseLogs],
        talks: Callable[[], Sequence[TalkLine]],
    ) -> None:
        super().__init__(vault, random, "obligation_state", Signal(), of_case=of_case)
        self._talks = talks

    def may_about(self, line: ObligationLine) -> bool:
        """Whether the owner of this device notes how it goes with this one: as long as it is asked."""
        return self.may(line.ref) and line.state != "lapsed"

    def talks(self) -> tuple[TalkLine, ...]:
        """The talks among the contacts of this case, newest first."""
        return tuple(line for line in self._talks() if _is_talk(line))

    def talk_of(self, signal: Signal) -> TalkLine | None:
        """The one that was chosen, as long as it is there."""
        return next((line for line in self.talks() if line.id == signal.talk), None)

    def body(self, signal: Signal) -> ObligationState:
        """As a record has it."""
        talk = self.talk_of(signal)
        return ObligationState(state=signal.state, text=signal.text.strip(), talk=talk.on if talk else None)

    def send(self, about: Ref, draft: Signal, now: datetime, *, hold_seconds: int = 0) -> str:
        """Sign it; its id. Raises NoTalk, NothingToSay, TooLong, NotForThisRole."""
        body = self.body(draft)
        if body.talk is None:
            raise NoTalk()
        if not body.text:
            raise NothingToSay(reason="answer")
        check_length(str(body.text), MOST_SIGNAL)
        return self.sign(about, body, now, hold_seconds=hold_seconds)


def _is_talk(line: TalkLine) -> bool:
    return line.talk.kind in TALKS and line.talk.outcome == "reached"
