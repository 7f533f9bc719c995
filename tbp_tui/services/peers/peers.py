# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From a proposal to a talk, and from a talk to the coordinator: what takes both a log and a room."""

from collections.abc import Callable
from datetime import datetime

from tbp_casefile.views.matching import ProposalLine
from tbp_casefile.views.shelf import Shelf
from tbp_casefile.wire.envelope import Ref
from tbp_tui.services.cases import CaseLogs
from tbp_tui.services.errors import NoSuchRecord
from tbp_tui.services.peers.asking import Asking
from tbp_tui.services.peers.talks import TalkLine, Talks
from tbp_tui.vault.store import Vault
from tbp_tui.world import World


class Peers:
    """All around talks: `asking` with the coordinator, `talks` with the other."""

    def __init__(
        self,
        vault: Vault,
        world: World,
        *,
        of_case: Callable[[], CaseLogs],
        shelf: Callable[..., Shelf],
    ) -> None:
        self._vault = vault
        self.asking = Asking(vault, world.random, of_case=of_case, shelf=shelf)
        self.talks = Talks(vault, world)

    def join(self, proposal: ProposalLine, now: datetime) -> str:
        """Make a room for a talk that can begin; its next sync comes in. Raises NoSuchRecord."""
        if proposal.state != "linked" or not proposal.proposal.ticket:
            raise NoSuchRecord(kind="peer_proposal")
        body = proposal.proposal
        return self.talks.begin(body.ticket, body.alias, now, proposal=proposal.entity)

    def lines(self, now: datetime) -> tuple[TalkLine, ...]:
        """Every talk, the newest first; one that can begin since both said yes, begins."""
        for proposal in self.asking.proposals(now):
            if proposal.state == "linked" and proposal.entity not in self.talks.joined:
                self.join(proposal, now)
        return self.talks.lines(now)

    # --- what is being typed -------------------------------------------------------------------------------

    def unfinished(self, name: str) -> str:
        """What was being typed under this name."""
        return self._vault.unfinished.text(f"peers:{name}")

    def keep_unfinished(self, name: str, text: str, now_ms: int) -> None:
        """Keep it; nothing leaves nothing."""
        self._vault.unfinished.keep(f"peers:{name}", text, now_ms)

    def end(self, room: str, now: datetime) -> None:
        """Stop a talk at once, and drop what was being typed for it. Raises NoSuchTalk."""
        self.talks.end(room, now)
        self._vault.unfinished.forget(f"peers:say:{room}")

    # --- to the coordinator --------------------------------------------------------------------------------

    def concern(self, text: str, now: datetime, *, room: str = "", known: bool = True) -> str:
        """Tell the coordinator a worry; as a rule the other reads the same words in the talk.

        In a grave case, with `known` false, they do not. Nothing else of the talk goes along.
        """
        line = next((one for one in self.talks.lines(now) if one.room == room), None)
        if known and line is not None and not line.ended:
            self.talks.talk(room).say(text, now)
        return self.asking.concern(text, now, known=known, about=self._about(line, now))

    def _about(self, line: TalkLine | None, now: datetime) -> Ref | None:
        """The proposal from which a talk came, in the coordinator's own log."""
        if line is None or not line.proposal:
            return None
        return self.asking.find(line.proposal, now).ref
