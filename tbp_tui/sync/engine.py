# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One sync, and when the next one is due (DESIGN section 8): it looks at how things are, never at events.

Blocking; the app runs it in a thread with a connection of its own to the vault (`Vault.another`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from tbp_casefile.crypto.seals import Random
from tbp_casefile.errors import TbpError
from tbp_casefile.times import from_ms, to_ms
from tbp_tui.sync import devices, endings, judging, newcomers, scope_keys
from tbp_tui.sync.copies import adopted
from tbp_tui.sync.errors import SlowDown, SyncError
from tbp_tui.sync.pull import Pulled, pull
from tbp_tui.sync.push import offer_again, push
from tbp_tui.sync.session import Session
from tbp_tui.sync.states import KEPT, SETTLED, Standing
from tbp_tui.vault.process import ProcessId
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault

CLOCK_TOLERANCE = timedelta(minutes=10)
POLL = timedelta(minutes=5)
METERED_POLL = timedelta(minutes=30)
LONGEST_WAIT = timedelta(seconds=60)

# What was sealed under a key that is too old goes once more under the newest one, in the same sync.
_ROUNDS = 2


@dataclass(frozen=True)
class Attention:
    """A record of this device that will not count as it is; kept with its text, for the person to decide."""

    id: str
    scope: str
    code: str


@dataclass(frozen=True)
class LogTrouble:
    """A log that is not verified up to its head, or takes nothing from us; all that is held of it stays."""

    scope: str
    standing: Standing
    code: str
    reason: str = ""


@dataclass(frozen=True)
class SyncReport:
    """What a sync did, and how things stand after it.

    `busy`: another process syncs this vault, nothing was done. `trouble`: why it stopped early. `head_at`:
    of which moment everything here is. `clock_off`: minutes by which the local clock is ahead, if it matters.
    `offering`: entries that a restore of the backend cut off, on their way back; `not_back`: those of others
    that it did not take again (our own are in `attention`). A key that another one took the place of is not
    among them: what was sealed under it is, until its writer sealed it again.
    """

    busy: bool = False
    trouble: SyncError | None = None
    pulled: int = 0
    delivered: int = 0
    postponed: int = 0
    waiting: int = 0
    attention: tuple[Attention, ...] = ()
    logs: tuple[LogTrouble, ...] = ()
    adopted: int = 0
    offering: int = 0
    not_back: tuple[Attention, ...] = ()
    head_at: datetime | None = None
    clock_off: int | None = None
    requests: int = 0
    sign_ins: int = 0

    @property
    def all_is_well(self) -> bool:
        """Whether everything was delivered and every log is verified up to its head."""
        undone = self.waiting or self.attention or self.logs or self.offering or self.not_back
        return not (self.busy or self.trouble or undone)


def sync_once(vault: Vault, session: Session, *, now: datetime, process: ProcessId) -> SyncReport:
    """Receive, send, and see that what was sent stands in the log; never raises for what the network does.

    (1) one syncer per vault  (2) by this edition; pull  (3) carry on revocations of own devices, offer again,
    push  (4) pull what was pushed  (5) shred what has ended here and waits for nothing; what was stolen,
    before (3)
    """
    if not vault.lease.take(process, to_ms(now)):  # (1)
        return replace(_state(vault), busy=True)
    try:
        judging.catch_up(vault)  # (2)
        return _sync(vault, session, now)
    finally:
        vault.lease.release(process)


def _sync(vault: Vault, session: Session, now: datetime) -> SyncReport:
    run = _Run(vault, session, now)
    asked, signed_in = session.counts.requests, session.counts.sign_ins
    trouble: SyncError | None = None
    try:
        run.all_steps()
    except SyncError as stopped:
        trouble = stopped
    return replace(
        _state(vault, run.unsent | run.refused),
        trouble=trouble,
        pulled=run.pulled,
        delivered=run.delivered,
        postponed=run.postponed,
        clock_off=_clock_off(vault, session, now),
        requests=session.counts.requests - asked,
        sign_ins=session.counts.sign_ins - signed_in,
    )


class _Run:
    """The steps of one sync and what they brought, also when one of them is cut short."""

    def __init__(self, vault: Vault, session: Session, now: datetime) -> None:
        self._vault, self._session, self._now = vault, session, now
        self.pulled = self.delivered = self.postponed = 0
        self.refused: dict[str, TbpError] = {}
        self.unsent: dict[str, TbpError] = {}

    def all_steps(self) -> None:
        self._pull()  # (2)
        newcomers.note_first(self._vault)
        gone = endings.settle(self._vault, self._now, offered=False)
        if self.pulled:
            devices.finish(self._vault, self._now, self._session.random)
        for _ in range(_ROUNDS):
            offer_again(self._vault)  # (3)
            scope_keys.keep_up(self._vault, now=self._now, random=self._session.random)
            pushed = push(self._vault, self._session, self._now)
            self.postponed = pushed.postponed
            self.unsent = pushed.troubles
            refused = scope_keys.to_mend(self._vault)
            if pushed.stored or gone or refused:
                self._pull()  # (4)
            if not refused:
                break
        if endings.settle(self._vault, self._now, offered=True):  # (5)
            self._pull()  # other logs may have gone with it

    def _pull(self) -> None:
        brought: Pulled = pull(self._vault, self._session, self._now)
        self.pulled += brought.entries
        self.delivered += brought.delivered
        self.refused = brought.refused


def _state(vault: Vault, wrong: Mapping[str, TbpError] = MappingProxyType({})) -> SyncReport:
    """How things stand in the vault, and by log what was wrong just now."""
    queue, places, aside = vault.outbox.all(), vault.scopes(), vault.aside.all()
    own = {row.id for row in queue}
    heads = [place.head_at for place in places if place.head_at]
    return SyncReport(
        waiting=sum(1 for row in queue if row.state != "attention"),
        attention=tuple(
            Attention(row.id, row.scope, row.code)
            for row in queue
            if row.state == "attention" and row.code != KEPT
        ),
        logs=tuple(
            _trouble(place, wrong.get(place.scope))
            for place in places
            if place.scope in wrong or place.state not in SETTLED
        ),
        adopted=adopted(vault),
        offering=sum(1 for row in aside if row.state in {"waiting", "sent"}),
        not_back=tuple(
            Attention(row.id, row.scope, row.code)
            for row in aside
            if row.state == "refused" and row.kind != "scope_key" and row.id not in own
        ),
        head_at=from_ms(max(heads)) if heads else None,
    )


def _trouble(place: ScopeRow, wrong: TbpError | None) -> LogTrouble:
    """What is kept of it, or what was just found; the reason is never text from elsewhere."""
    code = place.code or (wrong.code if wrong else "")
    return LogTrouble(
        place.scope, Standing(place.state), code, str(wrong.values.get("reason", "")) if wrong else ""
    )


def _clock_off(vault: Vault, session: Session, now: datetime) -> int | None:
    """Minutes by which the local clock is ahead of the newest head, when the backend's `Date` agrees.

    A head may be an hour old with every clock right: only what both say is a wrong clock.
    """
    head_at = _state(vault).head_at
    behind = -session.server_ahead
    if head_at is None or abs(now - head_at) <= CLOCK_TOLERANCE or abs(behind) <= CLOCK_TOLERANCE:
        return None
    return round(behind / timedelta(minutes=1))


@dataclass(frozen=True)
class SyncLoop:
    """When the next sync is due. A value: `after` gives the next one; threads and timers are the app's.

    It rang, something waits or five minutes passed: sync. One that did not get everything done is tried again
    after a wait that doubles from two seconds to a minute, with chance in it, so that a thousand devices
    spread out. Who rings again and again for nothing is heard ever more seldom, at least once a minute.
    """

    last: datetime | None = None
    not_before: datetime | None = None
    failed: bool = False
    in_vain: int = 0
    rung_for_nothing: int = 0

    def due(self, now: datetime, *, outbox_waiting: bool, rang: bool = False, poll: timedelta = POLL) -> bool:
        """Whether to sync now; a clock that was set back does not stop it."""
        if self.last is None or now < self.last:
            return True
        if self.not_before is not None and now < self.not_before:
            return False
        passed = now - self.last
        return outbox_waiting or self.failed or passed >= poll or (rang and passed >= self._calm)

    @property
    def _calm(self) -> timedelta:
        """A second as long as rings are worth it; three in a row may be the echo of what we wrote."""
        return min(timedelta(seconds=2 ** min(max(self.rung_for_nothing - 3, 0), 6)), LONGEST_WAIT)

    def after(self, report: SyncReport, now: datetime, random: Random, *, rang: bool = False) -> "SyncLoop":
        """The loop after this sync."""
        nothing = 0 if report.pulled else self.rung_for_nothing + rang
        failed = report.busy or report.trouble is not None
        if not failed and not report.waiting and not report.offering:
            return SyncLoop(last=now, rung_for_nothing=nothing)
        in_vain = self.in_vain + 1
        wait = min(timedelta(seconds=2 ** min(in_vain, 6)), LONGEST_WAIT) * (0.5 + random(1)[0] / 510)
        if isinstance(report.trouble, SlowDown):
            wait = max(wait, timedelta(seconds=report.trouble.retry_after))
        return SyncLoop(now, now + wait, failed, in_vain, nothing)
