# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One answer, signed and stored durably: from the key to "saved"."""

import time
from collections.abc import Iterator

from bench.devices import Device
from bench.figures import Figure, percentile
from bench.stage import Stage
from tbp_casefile.wire.envelope import Ref

ROUNDS = 300
BOUND = 0.020


def measure(stage: Stage) -> Iterator[Figure]:
    """The 95th of a hundred."""
    device = stage.device(stage.small.office, "writer")
    device.pull()
    about = device.package()
    times = [_write(device, about) for _ in range(ROUNDS)]
    yield Figure('write to "saved", p95', percentile(times, 0.95), BOUND)


def _write(device: Device, about: Ref) -> float:
    started = time.perf_counter()
    device.answer(about)
    return time.perf_counter() - started
