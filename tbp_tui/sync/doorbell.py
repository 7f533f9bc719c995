# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The doorbell: hears that something moved, and says "look now". Nothing that it hears is believed or kept.

Without it everything works, five minutes later. So it never insists: a line that breaks, lies or brings
nothing is tried again ever more seldom.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tbp_casefile.crypto.seals import Random
from tbp_tui.sync.errors import SlowDown, SyncError
from tbp_tui.sync.line import Line
from tbp_tui.sync.session import Session
from tbp_tui.sync.tokens import Clock

DOORBELL = "/v1/doorbell"
GOOD = timedelta(seconds=60)
SHORTEST, LONGEST = 2.0, 300.0


@dataclass(frozen=True)
class Patience:
    """How long to leave it alone. A value: `after` gives the next one.

    A line that lived for a minute was a good one, however it ended: the next wait is short. Every other makes
    it twice as long, up to five minutes, with chance in it so that a thousand devices spread out.
    """

    in_vain: int = 0
    at_least: float = 0.0

    def after(self, lived: timedelta, trouble: SyncError | None) -> "Patience":
        """The next one, after a line that gave signs for so long."""
        at_least = float(trouble.retry_after) if isinstance(trouble, SlowDown) else 0.0
        return Patience(0 if lived >= GOOD else self.in_vain + 1, at_least)

    def seconds(self, random: Random) -> float:
        """The wait, from half of it to the whole."""
        longest = min(SHORTEST * 2.0 ** min(self.in_vain, 16), LONGEST)
        return max(longest * (0.5 + random(1)[0] / 510), self.at_least)


class Doorbell:
    """Listens in one thread until another closes it; calls `rang` for every ring, and when a line opens."""

    def __init__(
        self, begin: Callable[[], Session], rang: Callable[[], None], *, clock: Clock, random: Random
    ) -> None:
        self._begin, self._rang = begin, rang
        self._clock, self._random = clock, random
        self._closed = threading.Event()
        self._line: Line | None = None

    def close(self) -> None:
        """Listen no more. Waits for nothing: an open line is cut, and the thread finds its own end."""
        self._closed.set()
        if (line := self._line) is not None:
            line.hang_up()

    def listen(self) -> None:
        """In a conversation of its own, line after line, until closed; then forget the token."""
        session, patience = self._begin(), Patience()
        try:
            while not self._closed.is_set():
                patience = patience.after(*self._once(session))
                self._closed.wait(patience.seconds(self._random))
        finally:
            session.close()

    def _once(self, session: Session) -> tuple[timedelta, SyncError | None]:
        """One line to its end: how long it gave signs, and what was wrong with it."""
        heard: list[datetime] = []
        try:
            line = self._line = session.listen(DOORBELL)
            try:
                self._hear(line, heard)
            finally:
                self._line = None
                line.close()
        except SyncError as trouble:
            return _lived(heard), trouble
        return _lived(heard), None

    def _hear(self, line: Line, heard: list[datetime]) -> None:
        """Notes in `heard` the moments of the first and of the last sign."""
        if self._closed.is_set():
            return
        for rings in line.signs(self._clock):
            if self._closed.is_set():
                return
            if rings or not heard:  # at first: what moved while nobody listened
                self._rang()
            heard[1:] = [self._clock()]


def _lived(heard: list[datetime]) -> timedelta:
    return heard[-1] - heard[0] if heard else timedelta(0)
