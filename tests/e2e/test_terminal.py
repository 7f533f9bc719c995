# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The demo in a real terminal of 80 by 24: screens, hide, unlock, answer, quit; and nothing left on it."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.programs import clean_environment
from tests.e2e.terminal import Terminal

WORDS = {
    "nl": {
        "home": "Nu doen",
        "decides": "Wie beslist",
        "package": "uw pakket",
        "changes": "wat er is veranderd",
        "lock": "Typ uw wachtzin",
        "seen": "Ik heb het gezien",
        "kept": "Op dit apparaat",
        "own": ["Olthof", "werkgever", "pakket", "NCTV"],
    },
    "en": {
        "home": "To do now",
        "decides": "Who decides",
        "package": "your package",
        "changes": "what changed",
        "lock": "Type your passphrase",
        "seen": "I have seen it",
        "kept": "On this device",
        "own": ["Olthof", "employer", "package", "NCTV"],
    },
}


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def terminal(tmp_path: Path, language: str) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path / "tmux", clean_environment(tmp_path / "user"))
    yield terminal
    terminal.close()


def opened(terminal: Terminal, language: str, *command: str) -> Terminal:
    terminal.open(*(command or ("-m", "tbp_tui", "demo", "--lang", language)))
    terminal.wait_for(str(WORDS[language]["decides"]))
    return terminal


def without_command_line(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "ENDED" not in line)


def assert_nothing_of_the_case(terminal: Terminal, language: str) -> None:
    left = terminal.everything
    assert [word for word in WORDS[language]["own"] if word in left] == [], left


def test_home_package_changes_answer_hide_unlock_and_quit(terminal: Terminal, language: str) -> None:
    words = WORDS[language]
    opened(terminal, language)
    assert terminal.title == "Notities"
    terminal.press("1")
    terminal.wait_for(f"Notities · {words['package']}")
    terminal.wait_for("4.1")
    terminal.press("Escape")
    terminal.wait_for(str(words["decides"]))
    terminal.press("2")
    terminal.wait_for(f"Notities · {words['changes']}")
    terminal.press("Escape")
    terminal.wait_for(str(words["decides"]))
    terminal.press("1")
    terminal.wait_for(f"Notities · {words['package']}")
    terminal.press("Enter")
    terminal.wait_for(str(words["seen"]))
    terminal.press("Enter")
    terminal.wait_for(str(words["kept"]))
    terminal.press("F9")
    locked = terminal.wait_for(str(words["lock"]))
    assert_nothing_of_the_case(terminal, language)
    passphrase = re.search(r"Demo: (.+)", locked)
    assert passphrase is not None
    terminal.type(passphrase[1].strip())
    terminal.press("Enter")
    terminal.wait_for(str(words["decides"]))
    terminal.press("C-q")
    terminal.wait_for("ENDED 0")
    assert_nothing_of_the_case(terminal, language)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_word_of_the_case_on_the_terminal(
    terminal: Terminal, language: str, number: signal.Signals
) -> None:
    opened(terminal, language)
    os.kill(terminal.program, number)
    terminal.wait_for("ENDED")
    assert_nothing_of_the_case(terminal, language)


CRASH = """
import sys
from tbp_tui.screens.package import PackageScreen

def crash(self):
    canary = "CANARY-" + "of-this-person"
    raise ZeroDivisionError(canary)

PackageScreen.blocks = crash
from tbp_tui.cli import main
sys.exit(main(["demo", "--lang", sys.argv[1]]))
"""


def test_t11_a_crash_shows_a_calm_screen_and_no_word_of_the_case(
    terminal: Terminal, language: str, tmp_path: Path
) -> None:
    script = tmp_path / "crash.py"
    script.write_text(CRASH)
    opened(terminal, language, str(script), language)
    terminal.press("1")
    screen = terminal.wait_for("ENDED 1")
    assert "CANARY" not in terminal.everything
    assert "Traceback" not in terminal.everything
    assert len(without_command_line(screen).split()) > 5, "a crash must say something"
    own = [word for word in ("Olthof", "NCTV") if word in terminal.everything]
    assert own == []
