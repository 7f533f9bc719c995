# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is said to the coordinator, and by them: a wish or a profile, proposals, answers, and worries.

A person or relative says it in `matching`, an expert in `expert`; both logs are sealed.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.model.peers import Concern, Debrief, PeerAnswer, PeerProfile, PeerReply, PeerRequest
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import to_ms
from tbp_casefile.views import matching
from tbp_casefile.views.matching import ProposalLine, Said
from tbp_casefile.views.shelf import Shelf
from tbp_casefile.wire.envelope import Ref
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.errors import NoRoomToAsk, NoSuchRecord, NotForThisRole, NothingWritten, TooLong
from tbp_tui.sync import outbox
from tbp_tui.vault.store import Vault

MOST_TEXT = 2000
MOST_ALIAS = 40

_PLACE = {ScopeType.MATCHING, ScopeType.EXPERT}


class Asking:
    """All between the owner of this device and the coordinator. `shelf`: what is here of some kinds."""

    def __init__(
        self,
        vault: Vault,
        random: Random,
        *,
        of_case: Callable[[], CaseLogs],
        shelf: Callable[..., Shelf],
    ) -> None:
        self._vault, self._random = vault, random
        self._of_case, self._shelf = of_case, shelf

    # --- reading -------------------------------------------------------------------------------------------

    @property
    def can_ask(self) -> bool:
        """Whether there is a place to ask or to offer in."""
        return bool(self._scope())

    @property
    def is_expert(self) -> bool:
        """Whether the owner of this device offers talks."""
        return self._of_case().role is Role.EXPERT

    def wish(self) -> Said | None:
        """What the owner wishes now."""
        return matching.wish(self._shelf(*matching.KINDS))

    def profile(self) -> Said | None:
        """How the owner offers talks now."""
        return matching.profile(self._shelf(*matching.KINDS))

    def proposals(self, now: datetime) -> tuple[ProposalLine, ...]:
        """Who was proposed, what asks for an answer first."""
        return matching.proposals(self._shelf(*matching.KINDS), now)

    def told(self) -> tuple[Said, ...]:
        """Concerns and debriefs of the owner, newest first."""
        return matching.told(self._shelf(*matching.KINDS))

    def find(self, proposal: str, now: datetime) -> ProposalLine:
        """The proposal with this id, in whichever form; raises NoSuchRecord."""
        found = [line for line in self.proposals(now) if proposal in {line.id, line.entity}]
        if not found:
            raise NoSuchRecord(kind="peer_proposal")
        return found[0]

    def _scope(self) -> str:
        return next((scope for scope, log in self._of_case().logs if log in _PLACE), "")

    # --- writing -------------------------------------------------------------------------------------------

    def ask(self, wish: PeerRequest, now: datetime, *, hold_seconds: int = 0) -> str:
        """Ask for a talk, or change the wish. Raises NoRoomToAsk, NothingWritten, TooLong, NotForThisRole."""
        if self.is_expert:
            raise NotForThisRole()
        _check(wish.alias, wish.text)
        return self._instead(self.wish(), "peer_request", wish, now, hold_seconds)

    def withdraw(self, now: datetime) -> str:
        """Take the wish back; raises NoSuchRecord when there is none."""
        said = self.wish()
        if said is None or not isinstance(said.body, PeerRequest):
            raise NoSuchRecord(kind="peer_request")
        back = msgspec.structs.replace(said.body, withdrawn=True)
        return self._instead(said, "peer_request", back, now, 0)

    def offer(self, profile: PeerProfile, now: datetime, *, hold_seconds: int = 0) -> str:
        """Say how one offers talks. Raises as `ask` does."""
        self._check_expert()
        _check(profile.alias)
        return self._instead(self.profile(), "peer_profile", profile, now, hold_seconds)

    def pause(self, on: bool, now: datetime) -> str:
        """Take a pause, or end it; raises NoSuchRecord as long as there is no profile."""
        said = self.profile()
        if said is None or not isinstance(said.body, PeerProfile):
            raise NoSuchRecord(kind="peer_profile")
        return self.offer(msgspec.structs.replace(said.body, pause=on), now)

    def reply(self, proposal: ProposalLine, what: PeerAnswer, now: datetime, *, hold_seconds: int = 0) -> str:
        """Yes or no, without a reason; raises NoSuchRecord where no answer is asked any more."""
        if not proposal.waits:
            raise NoSuchRecord(kind="peer_proposal")
        return self._write("peer_reply", PeerReply(what), now, about=proposal.ref, hold_seconds=hold_seconds)

    def concern(self, text: str, now: datetime, *, known: bool, about: Ref | None = None) -> str:
        """Tell a worry: only these words, nothing of a talk. Raises NothingWritten, TooLong, NoRoomToAsk."""
        _check(text, text)
        return self._write("concern", Concern(text.strip(), known), now, about=about)

    def debrief(self, said: Debrief, now: datetime) -> str:
        """Look back on a heavy talk; raises TooLong, NotForThisRole."""
        self._check_expert()
        _check("-", said.text)
        return self._write("debrief", said, now)

    def take_back(self, record: str, now: datetime) -> bool:
        """Take it out of the outbox; not when it may have gone already."""
        with self._vault.transaction():
            return outbox.take_back(self._vault, record, to_ms(now)) is not None

    def _check_expert(self) -> None:
        if not self.is_expert:
            raise NotForThisRole()

    def _instead(
        self, before: Said | None, kind: str, body: msgspec.Struct, now: datetime, hold_seconds: int
    ) -> str:
        """The same thing anew, in the place of what was said before."""
        if before is None:
            return self._write(kind, body, now, hold_seconds=hold_seconds)
        return self._write(
            kind, body, now, entity=before.entity, replaces=(before.id,), hold_seconds=hold_seconds
        )

    def _write(
        self,
        kind: str,
        body: msgspec.Struct,
        now: datetime,
        *,
        about: Ref | None = None,
        entity: str | None = None,
        replaces: tuple[str, ...] = (),
        hold_seconds: int = 0,
    ) -> str:
        scope = self._scope()
        if not scope:
            raise NoRoomToAsk()
        return outbox.write(
            self._vault,
            scope=scope,
            kind=kind,
            body=body,
            at=now,
            now=now,
            random=self._random,
            about=about,
            entity=entity,
            replaces=replaces,
            hold_seconds=hold_seconds,
        ).id


def _check(must: str, text: object = "") -> None:
    """Something was written, and no more than others have room for."""
    if not must.strip():
        raise NothingWritten()
    for words, most in ((must, MOST_ALIAS if must != text else MOST_TEXT), (text, MOST_TEXT)):
        if isinstance(words, str) and len(words) > most:
            raise TooLong(most=most, has=len(words))
