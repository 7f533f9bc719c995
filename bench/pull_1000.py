# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A thousand records that others wrote, received, verified and stored by a device that was up to date."""

import time
from collections.abc import Iterator
from statistics import median

from bench.figures import Figure
from bench.stage import Stage

RECORDS = 1_000
ROUNDS = 3
BOUND = 0.5


def measure(stage: Stage) -> Iterator[Figure]:
    """The median of a few."""
    reader = stage.device(stage.small.office, "reader")
    reader.pull()
    times = []
    for _ in range(ROUNDS):
        stage.small.grow(RECORDS)
        started = time.perf_counter()
        entries = reader.pull()
        times.append(time.perf_counter() - started)
        assert entries == RECORDS, entries
    yield Figure(f"pull {RECORDS:,} records", median(times), BOUND)
