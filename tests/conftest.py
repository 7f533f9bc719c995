# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What every test gets: a home folder and an environment of its own, and no way to be skipped unseen.

With `TBP_REQUIRE_REAL` set, as in `.ci/run`, a skipped test is a failed one: every real part is there.
"""

import fcntl
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# No time limit per example: a machine with two cores is sometimes busy, and time is measured in bench/.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

# What a developer's shell may hold and a test must not see.
PRIVATE_PREFIXES = ("TBP_", "TEXTUAL", "XDG_CONFIG", "XDG_DATA", "XDG_STATE", "XDG_CACHE", "LC_")
PRIVATE_NAMES = ("LANG", "LANGUAGE", "NO_COLOR", "PYTHONPATH", "TMUX")
HANDED_OVER = ("TBP_REQUIRE_REAL", "TBP_TEST_SMALL_DISK")


@pytest.fixture(autouse=True)
def own_environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder and nothing of the developer's settings; the session bus stays reachable."""
    for name in os.environ:
        if name in PRIVATE_NAMES or (name.startswith(PRIVATE_PREFIXES) and name not in HANDED_OVER):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LANG", "C.UTF-8")
    return home


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of a few megabytes that a test may fill: for one test at a time, empty before and after."""
    named = os.environ.get("TBP_TEST_SMALL_DISK")
    if named is None:
        pytest.skip("TBP_TEST_SMALL_DISK names no small disk")
    folder = os.open(named, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield Path(named)
    finally:
        for left in Path(named).iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        os.close(folder)


def fail_instead_of_skipping(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure that says what is absent; an expected failure stays what it is."""
    if not os.environ.get("TBP_REQUIRE_REAL") or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"TBP_REQUIRE_REAL is set, so nothing may be skipped. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tests that skip themselves, by a mark or while they run."""
    report = yield
    fail_instead_of_skipping(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Files that skip themselves while they are imported."""
    report = yield
    fail_instead_of_skipping(report)
    return report
