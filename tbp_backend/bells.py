# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Doorbells that are open in this process, and the one who watches the logs for all of them.

A bell rings when a log moved in the part that its device may read: asked anew for every ring, in the same
snapshot as whether the device was revoked. Rings that nobody took yet fall together.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from random import SystemRandom

import structlog
from sqlalchemy import Connection

from tbp_backend.errors import CallRefused, DeviceRevoked
from tbp_backend.store.rings import LOOK_SECONDS, Heard, may_hear, moved_lately
from tbp_backend.store.store import Store

PER_DEVICE = 3
MOST = 5_000
HEARTBEAT_SECONDS = (15.0, 25.0)
GAP_SECONDS = 0.2
"""What moved within this time is told together, however fast the database tells."""

log = structlog.get_logger("tbp_backend")


def heartbeat() -> float:
    """Seconds until the next sign of life; with chance in it, so that the lines do not beat together."""
    return SystemRandom().uniform(*HEARTBEAT_SECONDS)


@dataclass(eq=False)
class Bell:
    """One that is open: what its device knows of, by log the seq, and what it must be told."""

    device: str
    heard: dict[str, int] = field(default_factory=dict)
    due: set[str] = field(default_factory=set)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    over: bool = False

    def ring(self, scope: str, seq: int) -> None:
        """This log now reaches to there; nothing happens when that was told before."""
        if seq > self.heard.get(scope, 0):
            self.heard[scope] = seq
            self.due.add(scope)
            self.stirred.set()

    def taken(self) -> list[str]:
        """All that must be told now, once."""
        told = sorted(self.due)
        self.due.clear()
        self.stirred.clear()
        return told

    def end(self) -> None:
        """No further ring."""
        self.over = True
        self.due.clear()
        self.stirred.set()


@dataclass(frozen=True)
class _Look:
    """How the logs stood that had moved lately, at a moment."""

    standing: dict[str, int]
    at_ms: int


@dataclass
class Bells:
    """All that are open here. A device has few: one more ends its oldest, which may hang on a dead line."""

    store: Store
    heartbeat: Callable[[], float] = heartbeat
    most: int = MOST
    per_device: int = PER_DEVICE
    _open: dict[str, list[Bell]] = field(default_factory=dict)
    _watching: "asyncio.Task[None] | None" = None

    def __len__(self) -> int:
        return sum(map(len, self._open.values()))

    async def hang(self, device: str) -> Bell:
        """A new one; raises DeviceRevoked or SignInAgain, and CallRefused where there are too many."""
        if len(self) >= self.most:
            raise CallRefused()
        bell = Bell(device)
        self._open.setdefault(device, []).append(bell)
        try:
            who = await self.store.device(device)
            if who is not None and who.revoked:
                raise DeviceRevoked()
            for known in await self.store.logs(device):  # after it hangs, so that nothing falls between
                bell.heard.setdefault(known.place.scope, known.place.seq)
        except BaseException:
            self.take_down(bell)
            raise
        for oldest in self._open.get(device, [])[: -self.per_device]:
            oldest.end()
        self._watch()
        return bell

    def take_down(self, bell: Bell) -> None:
        """Its connection is gone."""
        bell.end()
        others = [one for one in self._open.pop(bell.device, []) if one is not bell]
        if others:
            self._open[bell.device] = others

    def close(self) -> None:
        """End all of them, and stop watching."""
        for bells in self._open.values():
            for bell in bells:
                bell.end()
        if self._watching is not None:
            self._watching.cancel()

    # --- watching, as long as there is one to ring

    def _watch(self) -> None:
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._look_when_told())

    async def _look_when_told(self) -> None:
        rings, seen = self.store.database.rings(), _Look({}, self.store.now_ms())
        try:
            while self._open:
                try:
                    await rings.wait()
                    seen = await self._look(seen)
                    await asyncio.sleep(GAP_SECONDS)
                except Exception as error:  # noqa: BLE001  # whatever it was: who watches for all goes on
                    log.error("watch", result=type(error).__name__)
                    rings.again()
                    await asyncio.sleep(LOOK_SECONDS)
        finally:
            await rings.close()

    async def _look(self, before: _Look) -> _Look:
        """Ring whoever may know of what moved since the look before, however long ago that was."""
        now_ms, devices = self.store.now_ms(), list(self._open)

        def work(connection: Connection) -> tuple[dict[str, int], list[Heard]]:
            standing = moved_lately(connection, min(before.at_ms, now_ms))
            moved = [scope for scope, seq in standing.items() if before.standing.get(scope) != seq]
            return standing, may_hear(connection, devices, moved) if moved else []

        standing, heard = await self.store.database.read(work)
        for one in heard:
            self._tell(one, standing)
        return _Look(standing, now_ms)

    def _tell(self, one: Heard, standing: dict[str, int]) -> None:
        for bell in self._open.get(one.device, []):
            if one.revoked:
                bell.end()
                continue
            if self.store.system in standing:
                bell.ring(self.store.system, standing[self.store.system])
            if one.scope is not None and one.seq is not None:
                bell.ring(one.scope, one.seq)
