# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How `make bench` judges: a ratio at its bound, a plain time at twice its bound (DESIGN section 11)."""

from importlib import import_module

import pytest

from bench.__main__ import NAMES
from bench.figures import Figure, Unit, Verdict, percentile, table


def test_a_ratio_falls_short_as_soon_as_it_misses_its_bound() -> None:
    assert Figure("sync", 1.6, 1.6, floor=1.0).verdict is Verdict.OK
    assert Figure("sync", 1.61, 1.6, floor=1.0).verdict is Verdict.FALLS_SHORT


def test_a_ratio_that_must_be_reached_falls_short_below_its_bound() -> None:
    pages = Figure("pages", 400, 0.4, floor=1000, unit=Unit.PER_SECOND, at_least=True)
    assert pages.verdict is Verdict.OK
    slower = Figure("pages", 390, 0.4, floor=1000, unit=Unit.PER_SECOND, at_least=True)
    assert slower.verdict is Verdict.FALLS_SHORT


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [(0.5, Verdict.OK), (0.51, Verdict.OVER), (1.0, Verdict.OVER), (1.01, Verdict.FALLS_SHORT)],
)
def test_a_time_falls_short_beyond_twice_its_bound(seconds: float, verdict: Verdict) -> None:
    assert Figure("pull", seconds, 0.5).verdict is verdict


def test_a_count_has_no_grace() -> None:
    assert Figure("requests", 2, 1, unit=Unit.COUNT).verdict is Verdict.FALLS_SHORT


def test_a_reference_is_not_judged() -> None:
    assert Figure("hello", 9.0).verdict is Verdict.REFERENCE


def test_the_table_is_aligned_and_says_both_sides_of_a_ratio() -> None:
    lines = table([Figure("a", 0.3, 1.3, floor=0.2), Figure("longer", 0.004, 0.002)]).splitlines()
    assert [line.rstrip() for line in lines] == lines
    assert "300.0 ms  200.0 ms   1.50    <= 1.30  FALLS SHORT" in lines[1]
    assert lines[2].index("4.0 ms") + len("4.0 ms") == lines[1].index("300.0 ms") + len("300.0 ms")


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([4, 1, 3, 2], 0.95) == 4
    assert percentile(range(1, 101), 0.95) == 95


@pytest.mark.parametrize("name", ["reference", *NAMES])
def test_every_benchmark_has_a_file_of_its_own(name: str) -> None:
    assert callable(import_module(f"bench.{name}").measure)
