# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A thousand signed records out of the outbox, until the backend has stored every one."""

import time
from collections.abc import Iterator
from statistics import median

from bench.figures import Figure
from bench.office import clock
from bench.stage import Stage
from tbp_tui.sync.push import push

RECORDS = 1_000
ROUNDS = 3
BOUND = 1.0


def measure(stage: Stage) -> Iterator[Figure]:
    """Each time from a new device, because a device has a limit for each day."""
    times = [_push(stage, number) for number in range(ROUNDS)]
    yield Figure(f"push {RECORDS:,} records", median(times), BOUND)


def _push(stage: Stage, number: int) -> float:
    device = stage.device(stage.small.office, f"pushing-{number}")
    device.pull()
    about = device.package()
    with device.vault.transaction():
        for _ in range(RECORDS):
            device.answer(about)
    started = time.perf_counter()
    done = push(device.vault, device.session, clock())
    seconds = time.perf_counter() - started
    assert done.stored == RECORDS, done
    return seconds
