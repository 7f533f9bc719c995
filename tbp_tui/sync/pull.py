# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Down: every log of this device that moved, page by page, verified before anything of it is kept (DESIGN 8).

What the backend merely says changes a standing and nothing else: nothing is deleted here, on nobody's word.
"""

import re
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from tbp_casefile.errors import Malformed, PageRefused, TbpError, UnknownHeadKey
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import Head, read_head
from tbp_casefile.logstate import LogState
from tbp_casefile.verify import VerifiedPage, verify_page
from tbp_casefile.wire.api import Logs, MovedLog, Page
from tbp_casefile.wire.envelope import check_uuid
from tbp_tui.sync import http, standing
from tbp_tui.sync.applying import apply_page
from tbp_tui.sync.epochs import check_statement, where_they_part
from tbp_tui.sync.errors import BadAnswer, DeviceRevoked, NotAMember, OtherEpoch, RequestRefused
from tbp_tui.sync.http import Answer
from tbp_tui.sync.identity import enrolled, record_key
from tbp_tui.sync.known import Known
from tbp_tui.sync.pages import pages
from tbp_tui.sync.session import Session
from tbp_tui.sync.states import OVER, Standing
from tbp_tui.sync.telling import told_again
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault

MOST_TOGETHER = 5_000
"""Entries of `system` that are verified as one page at most, when their heads are signed with a newer key."""

_LOGS = msgspec.json.Decoder(Logs)


@dataclass
class Pulled:
    """What a pull brought. `refused` says of every log that was not taken over what was wrong."""

    entries: int = 0
    delivered: int = 0
    adopted: int = 0
    refused: dict[str, TbpError] = field(default_factory=dict)


def pull(vault: Vault, session: Session, now: datetime) -> Pulled:
    """Bring every log up to its head; raises SyncError when the backend cannot be spoken with.

    (1) which logs moved  (2) `system` first: it has the keys  (3) every other, each by itself
    (4) logs that it no longer names  (5) the cursor, only now that all of them stand
    """
    try:
        return _Pull(vault, session, now).run()
    except DeviceRevoked as revoked:
        standing.degrade_all(vault, Standing.UNCONFIRMED, revoked.code)
        raise


class _Pull:
    """One run of `pull`; the keys of `system` may grow while it goes on."""

    def __init__(self, vault: Vault, session: Session, now: datetime) -> None:
        self._vault, self._session, self._now = vault, session, now
        self._system = enrolled(vault).system
        self._keys = SystemKeys(enrolled(vault).root_key)
        self._device = record_key(vault).device_id
        self._shown = b""
        self._settled = True
        self._done = Pulled()

    def run(self) -> Pulled:
        told = standing.cursor(self._vault)
        answer = self._ask_which(told)  # (1)
        if answer.status == 304:
            return self._done
        logs = _checked(http.read_as(answer, _LOGS))
        told_again(self._vault, standing.place_of(self._vault, self._system), self._keys)
        for moved in sorted(logs.logs, key=lambda log: log.scope != self._system):  # (2) (3)
            self._take_over(moved)
        if not told:
            self._note_missing({moved.scope for moved in logs.logs})  # (4)
        if self._settled:
            standing.keep_cursor(self._vault, logs.cursor, answer.headers.get("ETag", ""))  # (5)
        return self._done

    def _ask_which(self, told: str) -> Answer:
        if not told:
            return self._session.get("/v1/logs")
        answer = self._session.get(f"/v1/logs?since={told}", etag=standing.etag(self._vault))
        if answer.status == 400:  # it no longer reads its own cursor: from the beginning
            standing.keep_cursor(self._vault, "", "")
            return self._session.get("/v1/logs")
        return answer

    def _note_missing(self, named: set[str]) -> None:
        for place in self._vault.scopes():
            if place.scope not in named and place.state not in OVER:
                self._not_confirmed(place.scope, NotAMember())

    def _not_confirmed(self, scope: str, wrong: TbpError) -> None:
        self._settled = False
        self._done.refused[scope] = wrong
        standing.degrade(self._vault, scope, Standing.UNCONFIRMED, wrong.code)

    def _take_over(self, moved: MovedLog) -> None:
        """One log; what is wrong with it is noted there, and the others go on."""
        try:
            self._follow(standing.place_of(self._vault, moved.scope), moved)
        except (PageRefused, BadAnswer, RequestRefused, OtherEpoch) as wrong:
            self._settled = False
            self._done.refused[moved.scope] = wrong
            standing.refuse(self._vault, moved.scope, wrong, self._shown, self._now)
        except (NotAMember, DeviceRevoked) as wrong:
            self._not_confirmed(moved.scope, wrong)

    def _follow(self, place: ScopeRow, moved: MovedLog) -> None:
        """From our last entry to the head. The type that the backend names is not used: entry 1 says it."""
        self._shown = moved.head.encode("utf-8", "replace")
        head = _read(moved.head)
        if place.state == Standing.SHREDDED:
            if head.seq <= place.seq:
                return
            place = standing.before_all(place)
        known = Known(self._vault, place)
        start = self._start(place, known, head)
        if start != place:
            known = Known(self._vault, start)
        # what `system` granted after a cut is granted no more; of the others the keys stay as they are
        keys = SystemKeys(self._keys.root) if place.scope == self._system else self._keys
        state = told_again(self._vault, start, keys)
        if start == place and head.seq <= place.seq:
            self._compare(place, state, known, head, moved.head)
            return
        reached = self._bring_in(place, start, state, keys, known, head)
        if reached is not None and reached.seq < head.seq:
            self._settled = False  # it promised more than it gave: ask again

    def _start(self, place: ScopeRow, known: Known, head: Head) -> ScopeRow:
        """Where to go on from: our last entry, or in a new epoch the last one that is in both histories."""
        if head.epoch <= place.epoch or not place.seq:
            return place
        common = where_they_part(self._session, place, known, head)
        if common == place.seq:
            return place
        return place._replace(seq=common, hash=known.hash_at(common) or b"")

    def _bring_in(
        self,
        place: ScopeRow,
        start: ScopeRow,
        state: LogState,
        keys: SystemKeys,
        known: Known,
        head: Head,
    ) -> ScopeRow | None:
        """Every page after `start`; None when another process was here first."""
        cut_to, before = (start if start != place else None), Page((), "")
        with closing(pages(self._session, place.scope, after=start.seq, epoch=head.epoch)) as to_come:
            for shown in to_come:
                self._shown = shown.raw
                page = msgspec.structs.replace(shown.page, entries=before.entries + shown.page.entries)
                try:
                    verified = verify_page(state, keys, page, known.hash_at, known.id_taken)
                except UnknownHeadKey:
                    if not (page.more and place.scope == self._system and len(page.entries) < MOST_TOGETHER):
                        raise
                    before = page  # a later page may grant the key behind this head: believe both or none
                    continue
                before = Page((), "")
                if cut_to is not None:
                    check_statement(verified, place)
                taken = self._keep(place, verified, shown.page.head, cut_to)
                if taken is None:
                    return None
                known.grow(verified)
                place, state, keys, cut_to = taken, verified.state, verified.keys, None
        return place

    def _compare(self, place: ScopeRow, state: LogState, known: Known, head: Head, jws: str) -> None:
        """A head that we have passed must be ours of then; one below our last entry: wait, and say so."""
        if head.seq < place.seq:
            state.seq, state.hash = head.seq, known.hash_at(head.seq) or b""
        verified = verify_page(state, self._keys, Page((), jws), known.hash_at)
        if head.seq < place.seq:
            self._settled = False
            standing.degrade(self._vault, place.scope, Standing.BEHIND, "sync.behind")
        else:
            self._keep(place, verified, jws)

    def _keep(
        self, place: ScopeRow, verified: VerifiedPage, head_jws: str, cut_to: ScopeRow | None = None
    ) -> ScopeRow | None:
        """One transaction; None when another process was here first, who will go on with this log."""
        applied = apply_page(self._vault, place, verified, head_jws, self._device, cut_to=cut_to)
        if applied is None:
            self._settled = False
            return None
        self._keys = verified.keys
        self._done.entries += applied.entries
        self._done.delivered += applied.delivered
        self._done.adopted += applied.adopted
        return applied.place


def _checked(logs: Logs) -> Logs:
    """Names that go into addresses and into the vault must be names; raises BadAnswer."""
    try:
        for moved in logs.logs:
            check_uuid(moved.scope)
    except Malformed as wrong:
        raise BadAnswer(reason="scope") from wrong
    if not re.fullmatch(r"[\w.~-]{0,16384}", logs.cursor, re.ASCII):
        raise BadAnswer(reason="cursor")
    return logs


def _read(jws: str) -> Head:
    try:
        return read_head(jws)[0]
    except Malformed:
        raise PageRefused(reason="head") from None
