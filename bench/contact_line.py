# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How well lines about a contact are read: the lines that the parser was made with, and those held back."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, Unit, percentile
from bench.stage import Stage
from tbp_tui.services.contact_line import read_line
from tests.vectors import contact_lines
from tests.vectors.contact_lines.score import moment, score

LINES = Path(contact_lines.__path__[0])
RIGHT, SECONDS = 0.95, 0.050


def measure(stage: Stage) -> Iterator[Figure]:
    """Right is when every field is; silently wrong, when the reader did not ask about one that is not."""
    for name, what in (("work", "lines of the work set"), ("held", "lines held back")):
        found = score(LINES / f"{name}.jsonl")
        least = RIGHT * found.total
        yield Figure(f"contact line, {what} read right", found.right, least, unit=Unit.COUNT, at_least=True)
        yield Figure("the same, silently wrong", len(found.silently_wrong), 0, unit=Unit.COUNT)
    yield Figure("to read one of them, p95", percentile(_times(), 0.95), SECONDS)


def _times() -> Iterator[float]:
    for line in (LINES / "work.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        started = time.perf_counter()
        read_line(entry["line"], moment(entry["now"]), entry["lang"])
        yield time.perf_counter() - started
