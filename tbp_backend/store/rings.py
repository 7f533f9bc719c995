# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""When to look whether a log moved, which ones did, and up to where a device may know of that.

The one who watches looks at how the logs stand: a sign that was missed or came twice changes nothing.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, Select, and_, func, select

from tbp_backend.store.tables import ACCESS, DEVICES, LOGS

LOOK_SECONDS = 1.0
RECENT_MS = 60_000
"""How far before a moment counts as since: more than clocks of processes differ, or a commit takes."""

_AT_ONCE = 500


class Rings(ABC):
    """Says when it is worth looking, never what moved; one per process that has doorbells open.

    A new one says it soon, whatever happened before.
    """

    @abstractmethod
    async def wait(self) -> None:
        """Until somebody may have written. May return for nothing; raises DatabaseAway."""

    @abstractmethod
    def again(self) -> None:
        """Say it again soon: looking came to nothing."""

    async def close(self) -> None:  # noqa: B027  # most hold nothing
        """Give back what it holds."""


@dataclass
class EachSecond(Rings):
    """Where nobody tells: look each second."""

    seconds: float = LOOK_SECONDS

    async def wait(self) -> None:
        """A second."""
        await asyncio.sleep(self.seconds)

    def again(self) -> None:
        """It does anyway."""


@dataclass
class WhenChanged(Rings):
    """Asks each second for a number that is another one after anybody wrote; at first it says yes."""

    version: Callable[[], int]
    seconds: float = LOOK_SECONDS
    _seen: int | None = None

    async def wait(self) -> None:
        """Until the number is another one."""
        while self._seen == (now := self.version()):  # noqa: ASYNC110  # nobody in this process knows
            await asyncio.sleep(self.seconds)
        self._seen = now

    def again(self) -> None:
        """As if nothing was seen yet."""
        self._seen = None


def moved_lately(connection: Connection, since_ms: int) -> dict[str, int]:
    """Logs that got an entry since, or shortly before, and the seq of their last one."""
    lately = select(LOGS.c.scope, LOGS.c.seq).where(LOGS.c.received >= since_ms - RECENT_MS)
    return {row.scope: row.seq for row in connection.execute(lately)}


class Heard(NamedTuple):
    """A device that listens, and one of the logs that moved, if any is its own, with how far it reads."""

    device: str
    revoked: bool
    scope: str | None
    seq: int | None


def may_hear(connection: Connection, devices: Iterable[str], scopes: Collection[str]) -> list[Heard]:
    """Of these devices those that exist; each with every one of these logs that it reads or read."""
    found: list[Heard] = []
    for some in _portions(devices):
        found += [Heard(*row) for row in connection.execute(_readable(some, scopes))]
    return found


def _readable(devices: Sequence[str], scopes: Collection[str]) -> Select[str, bool, str, int]:
    its_own = and_(ACCESS.c.device == DEVICES.c.device, ACCESS.c.scope.in_(scopes))
    upto = func.coalesce(ACCESS.c.until_seq, LOGS.c.seq)
    return (
        select(DEVICES.c.device, DEVICES.c.revoked, LOGS.c.scope, upto)
        .select_from(DEVICES)
        .outerjoin(ACCESS, its_own)
        .outerjoin(LOGS, LOGS.c.scope == ACCESS.c.scope)
        .where(DEVICES.c.device.in_(devices))
    )


def _portions(devices: Iterable[str]) -> Iterator[list[str]]:
    left = iter(devices)
    while some := list(islice(left, _AT_ONCE)):
        yield some
