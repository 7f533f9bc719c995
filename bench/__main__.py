# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m bench [NAME ...]`: measure, print one table, and end with 1 when something falls short."""

import argparse
import importlib
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.figures import Figure, Verdict, table
from bench.stage import Stage

NAMES = (
    "first_paint",
    "hide",
    "unlock",
    "search",
    "caseload",
    "log_contact",
    "contact_line",
    "first_sync",
    "pull_1000",
    "push_1000",
    "idle_sync",
    "durable_write",
    "backend_pages",
    "two_processes",
    "doorbells",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks that were named, or all of them; the references always."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    names = parser.parse_args(arguments).names or NAMES
    if unknown := set(names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    figures = list(measured(("reference", *names)))
    print(table(figures))
    fallen = [figure for figure in figures if figure.verdict is Verdict.FALLS_SHORT]
    print(f"\nbench: {len(figures) - len(fallen)} of {len(figures)} figures hold")
    return 1 if fallen else 0


def measured(names: Sequence[str]) -> Iterator[Figure]:
    """All figures of these benchmarks, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tbp-bench-") as folder, ExitStack() as closing:
        stage = Stage(Path(folder), closing)
        for name in names:
            started = time.perf_counter()
            yield from importlib.import_module(f"bench.{name}").measure(stage)
            print(f"bench: {name}, {time.perf_counter() - started:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
