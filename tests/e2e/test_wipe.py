# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Wiping as a person does it, on the command line and on the screen; a killed one is finished by the next."""

import sys

import pytest

from tests.e2e.programs import PASSPHRASE, App, Backend
from tests.e2e.tmux import HAS_TMUX, Tmux

GONE = "Alles van dit programma op dit apparaat is gewist."
NOTE = "qzxvb mag niemand lezen"


def test_the_command_says_what_is_lost_and_wipes(paired: App, backend: Backend) -> None:
    assert paired.run("notes", "-", stdin=f"{NOTE}\n").code == 0
    backend.kill()
    assert paired.run("ack", "package", "talk", "--text", "-", stdin="nog niet weg\n").code in {0, 1}
    asked = paired.run("wipe")
    assert asked.code == 2
    assert "1 ding dat u schreef, is nog niet aangekomen." in asked.out
    assert "1 notitie staat alleen op dit apparaat." in asked.out
    assert paired.show("status")
    wrong = paired.run("wipe", "--yes", passphrase="lantaarn olijf tram wolken kano")
    assert wrong.code != 0
    assert paired.show("status")
    done = paired.run("wipe", "--yes")
    assert (done.code, GONE in done.out) == (0, True), done.err
    assert not paired.home.exists()
    assert not (paired.folder / "second.key").exists()
    assert paired.run("show", "package").code == 2


def test_what_waits_is_delivered_first(paired: App, backend: Backend) -> None:
    backend.kill()
    assert paired.run("ack", "package", "talk", "--text", "-", stdin="nog niet weg\n").code in {0, 1}
    waiting = [item for item in paired.show("status")["items"] if item["delivery"] == "device"]
    assert [item["code"] for item in waiting] == ["acknowledgement"]
    backend.serve()
    done = paired.run("wipe", "--yes")
    assert (done.code, "niet aangekomen" in done.out) == (0, False), done.err


def test_what_a_killed_one_left_is_finished_by_whatever_is_started_next(paired: App) -> None:
    (paired.home / "notes.wiping").touch()
    opened = paired.run("show", "package")
    assert opened.code == 2
    assert not paired.home.exists()
    assert not (paired.folder / "second.key").exists()


@pytest.mark.real
@pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")
def test_the_screen_asks_for_the_passphrase_and_leaves_an_empty_terminal(paired: App, tmux: Tmux) -> None:
    key_file = str(paired.folder / "second.key")
    tmux.start([sys.executable, "-m", "tbp_tui", "--key-file", key_file], paired.environment)
    tmux.wait_for("wachtzin")
    tmux.press("-l", PASSPHRASE)
    tmux.press("Enter")
    tmux.wait_for("Wie beslist")
    tmux.press("0")
    tmux.wait_for("Privacy en apparaten")
    tmux.choose("Privacy en apparaten")
    tmux.press("Enter")
    tmux.wait_for("Alles op dit apparaat wissen")
    tmux.choose("Alles op dit apparaat wissen")
    tmux.press("Enter")
    tmux.wait_for("Dit is uw enige apparaat", "Niet wissen, terug")
    tmux.press("-l", "verkeerde woorden hier")
    tmux.press("Enter")
    tmux.wait_for("Met deze wachtzin gaat het niet open")
    assert paired.home.exists()
    tmux.press("-l", PASSPHRASE)
    tmux.press("Enter")
    tmux.wait_for(GONE, "ended with 0")
    assert "Uw pakket" not in tmux.everything
    assert not paired.home.exists()
