# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Syncing an open vault: a connection of its own, and one conversation kept from sync to sync."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from tbp_casefile.times import to_ms
from tbp_tui.services import searching
from tbp_tui.sync import identity
from tbp_tui.sync.engine import POLL, SyncLoop, SyncReport, sync_once
from tbp_tui.sync.errors import Offline
from tbp_tui.sync.session import Session
from tbp_tui.sync.states import SETTLED
from tbp_tui.vault.process import this_process
from tbp_tui.vault.store import Vault
from tbp_tui.world import World

T = TypeVar("T")

_LOOK_AGAIN_SECONDS = 0.2


class Syncing:
    """One at a time, by one thread; `due`, `troubles` and `offline` may be asked by another.

    `rang` is set by whoever hears the doorbell; `poll` is how long to wait when nobody rings.
    """

    def __init__(self, vault: Vault, world: World) -> None:
        self._vault = vault
        self._world = world
        self._own: Vault | None = None
        self._session: Session | None = None
        self._loop = SyncLoop()
        self._trusted: tuple[str, ...] = ()
        self._last = SyncReport()
        self._closed = threading.Event()
        self._under_way = threading.Lock()
        self.rang = threading.Event()
        self.poll = POLL

    def close(self) -> None:
        """Begin nothing more, and close; a sync under way is not waited for, it closes behind itself."""
        self._closed.set()
        self._let_go()

    def _let_go(self) -> None:
        """Forget the token, close connection and conversation, unless a sync uses them."""
        if not self._under_way.acquire(blocking=False):
            return
        try:
            if self._session is not None:
                self._session.close()
            if self._own is not None:
                self._own.close()
        finally:
            self._under_way.release()

    def once(self, now: datetime, *, patience: float = 0.0) -> SyncReport:
        """Sync; while another process does so wait for at most `patience` seconds, then report `busy`."""
        try:
            with self._under_way:
                return self._last if self._closed.is_set() else self._once(now, patience)
        finally:
            if self._closed.is_set():
                self._let_go()

    def _once(self, now: datetime, patience: float) -> SyncReport:
        rang = self.rang.is_set()
        self.rang.clear()  # before looking: what rings from now on may be newer
        report = self._try(now)
        started = self._world.now()
        while report.busy and self._world.now() - started < timedelta(seconds=patience):
            if self._closed.wait(_LOOK_AGAIN_SECONDS):
                break
            report = self._try(self._world.now())
        self._loop = self._loop.after(report, now, self._world.random, rang=rang)
        self._last = report
        self._index()
        return report

    def _index(self) -> None:
        """What came in can be searched at once; by batches, so that closing never waits for long."""
        assert self._own is not None
        try:
            while not self._closed.is_set() and searching.catch_up(self._own, searching.BATCH):
                pass
        except Exception:  # noqa: BLE001  # the sync was done; whoever searches indexes the rest
            return

    def alone(self, work: Callable[[Vault, Session], T]) -> T:
        """Do something else with vault and backend, while no sync is under way here; blocks."""
        try:
            with self._under_way:
                if self._closed.is_set():
                    raise Offline(reason="closed")
                return work(*self._opened())
        finally:
            if self._closed.is_set():
                self._let_go()

    def _try(self, now: datetime) -> SyncReport:
        return sync_once(*self._opened(), now=now, process=this_process())

    def _opened(self) -> tuple[Vault, Session]:
        if self._own is None:
            self._own = self._vault.another()
        trusted = identity.anchors(self._own)
        if self._session is not None and self._trusted not in ((), trusted):
            self._session.close()
            self._session = None
        if self._session is None:
            self._trusted = trusted
            proxy = self._world.environment.get("TBP_PROXY")
            self._session = identity.open_session(
                self._own, clock=self._world.now, random=self._world.random, proxy=proxy
            )
        return self._own, self._session

    def due(self, now: datetime) -> bool:
        """Whether to sync now; a record that is held back for Ctrl+Z does not count yet."""
        waiting = bool(self._vault.outbox.waiting(to_ms(now), 1) or self._vault.aside.scopes())
        return self._loop.due(now, outbox_waiting=waiting, rang=self.rang.is_set(), poll=self.poll)

    @property
    def offline(self) -> bool:
        """Whether the last sync found nobody there."""
        return self._last.trouble is not None and self._last.trouble.code == "sync.offline"

    def troubles(self) -> tuple[str, ...]:
        """Codes of everything that is not in order, each once: logs, the last sync, a restore, the clock."""
        logs = [place.code or "page-refused" for place in self._vault.scopes() if place.state not in SETTLED]
        last = [self._last.trouble.code] if self._last.trouble else []
        clock = ["sync.clock"] if self._last.clock_off is not None else []
        again = ["sync.offering-again"] if self._last.offering or self._vault.aside.scopes() else []
        again += ["sync.not-back"] if self._last.not_back else []
        return tuple(dict.fromkeys([*last, *logs, *again, *clock]))
