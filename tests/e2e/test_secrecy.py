# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""T1: no word of the case stands readable in a file of the app, in the temporary folder, or in a log."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tbp_tui.vault.device_secret import KeyFileSecret
from tbp_tui.vault.kdf import argon2id
from tbp_tui.vault.opening import open_vault
from tests.e2e.planted import plant
from tests.e2e.programs import PASSPHRASE, App, Backend
from tests.e2e.tmux import HAS_TMUX, Tmux
from tests.markers import MARKERS, copy_without_a_key, readable_below

OWN_WORDS = "mijn eigen woorden qzxvbnmwrtkp"


@pytest.fixture
def used(tmp_path: Path) -> App:
    """An app that received fifty planted words, showed them, was written in, and was killed while open."""
    backend = Backend(tmp_path / "office").serve()
    plant(MARKERS, tmp_path / "case.yaml")
    imported = backend.command("case", "import", str(tmp_path / "case.yaml"))
    assert imported.returncode == 0, imported.stderr
    app = App(tmp_path)
    ticket = backend.ticket()
    assert app.enrol(ticket).code == 0
    assert app.run("ack", "package", "question", "--text", "-", stdin=OWN_WORDS).code == 0
    kill_while_open(app, tmp_path)
    assert app.run("sync").code == 0
    shown = app.run("show", "package").out
    assert any(word in shown for word in MARKERS)
    backend.kill()
    return app


def kill_while_open(app: App, tmp_path: Path) -> None:
    """Open the screen, look at the package, and take the power away."""
    window = Tmux(tmp_path)
    key_file = str(app.folder / "second.key")
    try:
        window.start([sys.executable, "-m", "tbp_tui", "--key-file", key_file], app.environment)
        window.wait_for("wachtzin")
        window.press("-l", PASSPHRASE)
        window.press("Enter")
        window.wait_for("Wie beslist")
        window.press("1")
        window.wait_for("4.1")
        window.signal(signal.SIGKILL, "tbp_tui")
        window.wait_for("ended with")
    finally:
        window.close()


def copy_of(app: App, target: Path) -> None:
    """The same vault, made on purpose without a key."""
    with open_vault(
        app.home,
        PASSPHRASE,
        secret_store_for=lambda mode: KeyFileSecret(app.folder / "second.key"),
        kdf=argon2id,
        random=os.urandom,
    ) as vault:
        copy_without_a_key(vault, target)


@pytest.mark.real
@pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")
def test_t1_fifty_planted_words_stand_in_no_file_and_the_same_search_finds_them_without_a_key(
    used: App, tmp_path: Path
) -> None:
    app = used
    hidden = (*MARKERS, "qzxvbnmwrtkp", "Olthof", PASSPHRASE)
    logs = tmp_path / "logs"
    logs.mkdir()
    (tmp_path / "backend.log").rename(logs / "backend.log")
    assert readable_below(app.home, tmp_path / "user", tmp_path / "operator", logs, words=hidden) == {}

    control = tmp_path / "control"
    control.mkdir()
    copy_of(app, control / "plain.db")
    assert set().union(*readable_below(control).values()) == set(MARKERS)
