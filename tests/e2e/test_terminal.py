# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""In a real terminal: the main job in both languages, and nothing of the case left behind at any end."""

import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.programs import App, clean_environment
from tests.e2e.tmux import HAS_TMUX, Tmux
from tests.screens.program import CANARY

pytestmark = [pytest.mark.real, pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")]

CASE_WORDS = (
    "NCTV",
    "Olthof",
    "088-",
    "alarm",
    "Bouman",
    "werkgever",
    "employer",
    "versie 4",
    "version 4",
)

WORDS = {
    "nl": {
        "home": "Wie beslist",
        "package": "Besloten door",
        "changes": "GEWIJZIGD",
        "why": "Reden:",
        "say": "Wat wilt u laten weten?",
        "held": "Op dit apparaat",
        "received": "Ontvangen",
        "lock": "Typ uw wachtzin",
    },
    "en": {
        "home": "Who decides",
        "package": "Decided by",
        "changes": "CHANGED",
        "why": "Reason:",
        "say": "What do you want to say?",
        "held": "On this device",
        "received": "Received",
        "lock": "Type your passphrase",
    },
}


def case_words_on(tmux: Tmux) -> list[str]:
    """What of the case can be read on the terminal, also by scrolling back."""
    everything = tmux.everything
    return [word for word in (*CASE_WORDS, CANARY) if word.lower() in everything.lower()]


@pytest.mark.parametrize("language", WORDS)
def test_the_whole_way_with_the_real_backend_and_vault(tmux: Tmux, tmp_path: Path, language: str) -> None:
    words = WORDS[language]
    command = [sys.executable, "-m", "tbp_tui", "demo", "--lang", language]
    tmux.start(command, clean_environment(tmp_path / "user", language))

    tmux.wait_for(words["home"], "NCTV")
    assert tmux.title == "Notities"
    tmux.press("1")
    tmux.wait_for(words["package"])
    tmux.press("Escape")
    tmux.wait_for(words["home"])
    tmux.press("2")
    tmux.wait_for(words["changes"], words["why"])

    tmux.press("1")
    tmux.wait_for(words["package"])
    tmux.press("End", "Up", "Up", "Up", "Up")
    tmux.wait_for(words["say"])
    tmux.press("Enter")
    tmux.wait_for(words["held"])
    tmux.wait_for(words["received"])  # after ten seconds it is sent

    tmux.press("F9")
    locked = tmux.wait_for(words["lock"], "Demo:")
    assert case_words_on(tmux) == []
    passphrase = next(line.partition("Demo: ")[2] for line in locked.splitlines() if "Demo: " in line)
    tmux.press("-l", passphrase.strip())
    tmux.press("Enter")
    tmux.wait_for(words["home"], "NCTV")

    tmux.press("C-q")
    tmux.wait_for("ended with 0")
    assert case_words_on(tmux) == []


# --- the small case, which can be made to fail ------------------------------------------------------------


@pytest.fixture
def opened(tmux: Tmux, tmp_path: Path) -> Tmux:
    """The app on its first page, in Dutch, with a sync that hangs."""
    environment = {**clean_environment(tmp_path / "user"), "PYTHONPATH": str(Path(__file__).parents[2])}
    tmux.start([sys.executable, "-m", "tests.screens.program"], environment)
    tmux.wait_for("Wie beslist", "NCTV")
    return tmux


def test_a_crash_leaves_a_code_and_nothing_of_the_case(opened: Tmux) -> None:
    opened.press("3")
    left = opened.wait_for("ended with 1")
    assert case_words_on(opened) == []
    assert "Het programma moest stoppen. Code: program-" in left
    assert "Uw gegevens zijn bewaard." in left
    assert "contactpersoon" in left
    assert "Traceback" not in opened.everything


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_leaves_nothing_of_the_case(opened: Tmux, number: signal.Signals) -> None:
    opened.press("1")
    opened.wait_for("Besloten door")
    opened.signal(number, "tests.screens.program")
    opened.wait_for("ended with 0")
    assert case_words_on(opened) == []


@pytest.mark.parametrize("key", ["F9", "C-l"])
def test_hiding_from_a_text_field_becomes_another_program_with_an_empty_terminal(
    opened: Tmux, key: str
) -> None:
    opened.press("1")
    opened.wait_for("Besloten door")
    opened.press("End", "Up", "Up", "Enter")
    opened.wait_for("Wat wilt u vragen?")
    opened.press("-l", "werkgever")
    opened.wait_for("werkgever")
    opened.press(key)
    opened.wait_for("another program now")
    assert case_words_on(opened) == []


def test_closing_gives_the_terminal_back_as_it_was(opened: Tmux) -> None:
    assert opened.title == "Notities"
    opened.press("C-q")
    opened.wait_for("ended with 0")
    assert opened.title != "Notities"
    opened.press("-l", "typed after")
    opened.press("Enter")
    assert opened.wait_for("typed after").count("typed after") >= 1
    assert case_words_on(opened) == []


def test_a_stopped_program_comes_back_locked(opened: Tmux) -> None:
    opened.signal(signal.SIGTSTP, "tests.screens.program")
    opened.wait_until_stopped("tests.screens.program")
    assert case_words_on(opened) == []
    opened.signal(signal.SIGCONT, "tests.screens.program")
    opened.wait_for("another program now")
    assert case_words_on(opened) == []


def test_no_dump_and_no_other_program_of_this_account_gets_at_its_memory(tmux: Tmux, paired: App) -> None:
    command = [sys.executable, "-m", "tbp_tui", "--key-file", str(paired.folder / "second.key")]
    tmux.start(command, paired.environment)
    tmux.wait_for("Typ uw wachtzin")
    folder = Path(f"/proc/{tmux.program('tbp_tui')}")
    limits = folder.joinpath("limits").read_text()
    assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)
    assert folder.joinpath("mem").stat().st_uid == 0  # proc(5): not dumpable, so it belongs to root


def test_a_terminal_that_goes_without_a_signal_ends_the_program(paired: App) -> None:
    """As when it was started in a session of its own: nobody tells it, and its input ends for ever."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tbp_tui", "--key-file", str(paired.folder / "second.key")]
    environment = {**paired.environment, "TERM": "xterm-256color"}
    program = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    try:
        seen = b""
        while b"wachtzin" not in seen:
            seen += os.read(ours, 65536)
    finally:
        os.close(ours)
    assert program.wait(30) == 0
