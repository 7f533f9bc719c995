# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""In a real terminal, at the real backend: what is new appears on an open page by itself."""

import sys
from pathlib import Path

import pytest

from tests.e2e.programs import CASE_FILE, PASSPHRASE, App, Backend
from tests.e2e.tmux import HAS_TMUX, Tmux

pytestmark = [pytest.mark.real, pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")]

SYSTEM_FILE = CASE_FILE.parent / "system.yaml"

NEWS = """
  - id: just-now
    title: {nl: "Iets van zojuist", en: "Something of just now"}
    text: {nl: "Dit is nieuw.", en: "This is new."}
    dated: 2025-08-01
"""


@pytest.fixture
def opened(tmux: Tmux, paired: App) -> Tmux:
    """The first page, and a doorbell in the background."""
    key_file = str(Path(paired.folder) / "second.key")
    tmux.start([sys.executable, "-m", "tbp_tui", "--key-file", key_file], paired.environment)
    tmux.wait_for("wachtzin")
    tmux.press("-l", PASSPHRASE)
    tmux.press("Enter")
    tmux.wait_for("Wie beslist")
    return tmux


def test_news_of_now_appears_on_the_page_that_is_open(opened: Tmux, backend: Backend, tmp_path: Path) -> None:
    """Far sooner than the five minutes of a poll: the wait for a screen ends after one."""
    opened.press("0")
    opened.wait_for("Nieuws over het stelsel")
    opened.choose("Nieuws over het stelsel")
    opened.press("Enter")
    opened.wait_for("Een brief over nieuwe regels")
    (tmp_path / "system.yaml").write_text(SYSTEM_FILE.read_text(encoding="utf-8") + NEWS)
    imported = backend.command("case", "import", str(tmp_path / "system.yaml"))
    assert imported.returncode == 0, imported.stderr
    opened.wait_for("Iets van zojuist")


def test_saving_data_is_chosen_in_the_program_and_stands_in_the_corner(opened: Tmux) -> None:
    opened.press("0")
    opened.wait_for("Data besparen", "uit: wat nieuw is komt meteen")
    opened.press("End", "Up", "Up", "Up", "Enter")
    opened.wait_for("aan: kijkt elk half uur, of na F5", "data besparen, bijgewerkt")
    opened.press("F5")
    opened.press("C-q")
    opened.wait_for("ended with 0")
