# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What processes on one PostgreSQL tell each other: which log moved, never what was written into it.

NOTIFY is a hint that may get lost; whoever listens looks from time to time as well, and more often while it
cannot listen. Nobody who writes waits for it: it has a transaction of its own, after the one that wrote.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import SystemRandom
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tbp_backend.store.rings import LOOK_SECONDS, Rings

CHANNEL = "tbp_moved"
LISTENING_SECONDS = 5.0
"""How often it is looked all the same while the line is up."""
GATHER_SECONDS = 0.05
ALIVE_SECONDS, ANSWER_SECONDS = 30.0, 5.0
LONGEST_SECONDS = 15.0
_LAST_WORD_SECONDS = 2

log = structlog.get_logger("tbp_backend")

# One row for each log; what is lost of it in a crash was a hint, so nobody waits for the disk.
_TELL = text(
    "SELECT set_config('synchronous_commit', 'off', true), pg_notify(:channel, scope) "
    "FROM unnest(CAST(:scopes AS text[])) AS scope"
)


def patience(tries: int) -> float:
    """Seconds until the line is tried once more; with chance in it, so that not everybody comes at once."""
    return SystemRandom().uniform(0.5, 1) * min(2.0 ** min(tries, 10), LONGEST_SECONDS)


def _say(what: str, error: Exception) -> None:
    """For the operator; that nobody can read it ends nothing."""
    with contextlib.suppress(ValueError, OSError):
        log.error(what, result=type(error).__name__)


@dataclass
class Telling:
    """Says which logs moved, in batches: what moves while one is under way goes with the next."""

    engine: AsyncEngine
    _untold: set[str] = field(default_factory=set)
    _task: "asyncio.Task[None] | None" = None

    def tell(self, scopes: Iterable[str]) -> None:
        """Soon, without waiting for it."""
        self._untold.update(scopes)
        if self._untold and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._tell_all())

    async def _tell_all(self) -> None:
        while self._untold:
            scopes, self._untold = sorted(self._untold), set()
            try:
                async with self.engine.connect() as connection:
                    await connection.execute(_TELL, {"channel": CHANNEL, "scopes": scopes})
            except Exception as error:  # noqa: BLE001  # whoever listens looks by itself too
                _say("tell", error)
            await asyncio.sleep(GATHER_SECONDS)

    async def close(self) -> None:
        """Say the last of it."""
        if self._task is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._task, _LAST_WORD_SECONDS)


class Listening(Rings):
    """Rings when somebody told something; and each few seconds, or each second while there is no line.

    The line is a connection of its own, made again whenever it is lost; `engine` keeps none.
    """

    def __init__(self, engine: AsyncEngine, patience: Callable[[int], float] = patience) -> None:
        self.is_up = False
        self._engine, self._patience = engine, patience
        self._rung = asyncio.Event()
        self._rung.set()
        self._keeping = asyncio.create_task(self._keep_up())

    async def wait(self) -> None:
        """Until somebody told something, or it is time to look."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LISTENING_SECONDS if self.is_up else LOOK_SECONDS):
                await self._rung.wait()
        self._rung.clear()

    def again(self) -> None:
        """Ring at once."""
        self._rung.set()

    async def close(self) -> None:
        """Hang up."""
        self._keeping.cancel()
        await asyncio.gather(self._keeping, return_exceptions=True)

    # --- the line

    async def _keep_up(self) -> None:
        tries = 0
        while True:
            try:
                await self._listen()
            except Exception as error:  # noqa: BLE001  # whatever it was: it is tried again
                tries = 0 if self.is_up else tries + 1
                self.is_up = False
                self._rung.set()
                if tries < 2:
                    _say("listen", error)
            await asyncio.sleep(self._patience(tries))

    async def _listen(self) -> None:
        async with self._engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection  # asyncpg has no types
            try:
                await self._hear(driver)
            finally:  # without a word: the other end may be gone, and would be waited for
                driver.terminate()
                await connection.invalidate()

    async def _hear(self, driver: Any) -> None:
        """Until the line is lost, which raises. It rings once: what was told before nobody heard."""
        lost = asyncio.Event()
        driver.add_termination_listener(lambda _: lost.set())
        await driver.add_listener(CHANNEL, lambda *_: self._rung.set())
        self.is_up = True
        self._rung.set()
        while not lost.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ALIVE_SECONDS):
                    await lost.wait()
            if not lost.is_set():  # a line that is cut somewhere in between ends by itself only after hours
                await driver.execute("SELECT 1", timeout=ANSWER_SECONDS)
        raise ConnectionError
