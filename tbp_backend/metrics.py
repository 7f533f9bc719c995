# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the operator can measure: how many calls, how long, which records were refused. Nothing of anybody.

Names of calls and codes only: no log, no device, no member. Shown on this machine alone, without TLS, in the
text format of Prometheus.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    start_http_server,
)

from tbp_backend.errors import AddressUnusable
from tbp_casefile.wire.api import PushedRecord

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._calls = Histogram(
            "tbp_call_seconds",
            "Calls by name, and the seconds until they were answered",
            ("call",),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._answers = Counter(
            "tbp_answers",
            "Answers by call, status and result",
            ("call", "status", "result"),
            registry=self.registry,
        )
        self._records = Counter(
            "tbp_records",
            "Records that were offered: stored, or why not",
            ("result",),
            registry=self.registry,
        )
        self.doorbells = Gauge("tbp_doorbells", "Doorbells that are open now", registry=self.registry)

    def answered(self, call: str, status: int, result: str, seconds: float) -> None:
        """Count one call; `result` is a code of ours."""
        self._calls.labels(call).observe(seconds)
        self._answers.labels(call, str(status), result.partition(" ")[0]).inc()

    def offered(self, results: Iterable[PushedRecord]) -> None:
        """Count what became of records."""
        for one in results:
            self._records.labels(one.code or one.status).inc()


@contextmanager
def shown(metrics: Metrics, port: int | None) -> Iterator[Metrics]:
    """Show them on a port of this machine alone, by a thread, until this ends; raises AddressUnusable."""
    if port is None:
        yield metrics
        return
    try:
        server, thread = start_http_server(port, addr="127.0.0.1", registry=metrics.registry)
    except (OSError, OverflowError) as wrong:
        raise AddressUnusable(host="127.0.0.1", port=port) from wrong
    try:
        yield metrics
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
