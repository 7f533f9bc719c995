# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Is somebody still there? Told by keys, by the time since the last one, and by the sleep of the machine."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Literal, NamedTuple

WARNED_SECONDS = 20
"""So long before it locks, it says so (UX R5)."""

_SLEEP_SECONDS = 2.0
"""Two clocks that differ by less were only read at two moments."""


class Uptime(NamedTuple):
    """Seconds since the machine started: all of them, and those in which it did not sleep."""

    all: float
    awake: float


def uptime() -> Uptime:
    """Of this machine; where the system does not tell, it never slept."""
    awake = time.monotonic()
    boot_clock = getattr(time, "CLOCK_BOOTTIME", None)  # Linux
    return Uptime(time.clock_gettime(boot_clock) if boot_clock is not None else awake, awake)


class Idling:
    """How long nobody has touched anything. Work in the background is no touch."""

    def __init__(self, now: Callable[[], datetime], uptime: Callable[[], Uptime]) -> None:
        self._now, self._uptime = now, uptime
        self.touch()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched, self._at = self._now(), self._uptime()

    def state(self, after: int) -> Literal["there", "warn", "lock"]:
        """After so many seconds it locks; at once when the machine has slept, whoever woke it."""
        up, passed = self._uptime(), (self._now() - self._touched).total_seconds()
        if passed < 0:  # the clock was set back
            self._touched = self._now()
        idle = max(up.all - self._at.all, passed)
        slept = (up.all - up.awake) - (self._at.all - self._at.awake)
        if slept >= _SLEEP_SECONDS or idle >= after:
            return "lock"
        return "warn" if idle >= after - WARNED_SECONDS else "there"
