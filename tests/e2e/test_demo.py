# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp demo` on an empty home folder: prints or opens the case, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.e2e.programs import clean_environment

_LONG = 60


def demo(folder: Path, *arguments: str, **more: str) -> "subprocess.Popen[str]":
    """Start the demo as `make demo` does, without a terminal."""
    return subprocess.Popen(
        [sys.executable, "-m", "tbp_tui", "demo", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**clean_environment(folder), **more},
    )


def left_behind(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


SAID = {
    "nl": ["Wie beslist", "Uw pakket: versie 4.1", "Gestart: Chauffeur", "Reden:", "Volgende herziening"],
    "en": ["Who decides", "Your package: version 4.1", "Started: Driver", "Reason:", "Next review"],
}


@pytest.mark.parametrize("language", SAID)
def test_the_demo_prints_everything_as_numbered_lines_and_leaves_nothing(
    tmp_path: Path, language: str
) -> None:
    process = demo(tmp_path, "--lang", language, "--plain")
    out, err = process.communicate(timeout=_LONG)
    assert process.returncode == 0, err
    lines = out.splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == [str(n) for n in range(1, len(lines) + 1)]
    assert [words for words in (*SAID[language], "Bas Olthof") if words not in out] == []
    assert left_behind(tmp_path) == []
    assert backends_of(tmp_path) == []


OF_A_SUPPORTER = {
    "nl": ["4 zaken:", "Beuk: 1 taak te laat", "Iep:", "Linde: 1 taak vandaag", "Wilg:"],
    "en": ["4 cases:", "Beech: 1 task late", "Elm:", "Lime tree: 1 task today", "Willow:"],
}


@pytest.mark.parametrize("language", OF_A_SUPPORTER)
def test_a_supporter_has_four_cases_in_which_something_was_written(tmp_path: Path, language: str) -> None:
    process = demo(tmp_path, "--as", "supporter", "--lang", language, "--plain")
    out, err = process.communicate(timeout=_LONG)
    assert process.returncode == 0, err
    assert [words for words in OF_A_SUPPORTER[language] if words not in out] == []
    assert left_behind(tmp_path) == []
    assert backends_of(tmp_path) == []


def test_without_a_terminal_the_demo_is_the_plain_overview(tmp_path: Path) -> None:
    process = demo(tmp_path, TERM="dumb")
    out, err = process.communicate(timeout=_LONG)
    assert (process.returncode, out.startswith("1 ")) == (0, True), err


def backends_of(folder: Path) -> list[psutil.Process]:
    """Backends whose home lies in this folder."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(folder) in word for word in process.info["cmdline"] or [])
    ]


def wait_until_gone(folder: Path) -> None:
    """Until no process and no file of the demo is left; a limit against hanging stands around it."""
    end = time.monotonic() + _LONG
    while backends_of(folder) or left_behind(folder):
        assert time.monotonic() < end, (backends_of(folder), left_behind(folder))
        os.sched_yield()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_killed_demo_leaves_no_process_and_no_file(tmp_path: Path, number: signal.Signals) -> None:
    process = demo(tmp_path)
    while not backends_of(tmp_path):
        assert process.poll() is None
    process.send_signal(number)
    process.communicate(timeout=_LONG)
    wait_until_gone(tmp_path)


def test_a_case_that_is_not_there_yet_gets_a_sentence(tmp_path: Path) -> None:
    process = demo(tmp_path, "--case", "9")
    out, err = process.communicate(timeout=_LONG)
    assert (process.returncode, out) == (2, "")
    assert "nog geen schermen" in err
    wait_until_gone(tmp_path)
