# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What opens the vault, changed from the command line: real derivation, real files, separate processes."""

import sys

import pytest

from tests.e2e.programs import PASSPHRASE, App
from tests.e2e.tmux import HAS_TMUX, Tmux

NEW = "kano molen trein appel lamp"


def test_another_passphrase_through_pipes(paired: App) -> None:
    changed = paired.run("passphrase", "-", stdin=f"{NEW}\n")
    assert (changed.code, "Vanaf nu opent de nieuwe wachtzin" in changed.out) == (0, True), changed.err
    assert NEW not in changed.out + changed.err
    old = paired.run("show", "status", passphrase=PASSPHRASE)
    assert (old.code, "Met deze wachtzin gaat het niet open" in old.err) == (1, True), old.err
    assert paired.run("show", "status", passphrase=NEW).code == 0


def test_a_weak_or_wrong_one_changes_nothing(paired: App) -> None:
    weak = paired.run("passphrase", "-", stdin="te kort\n")
    assert (weak.code, "12 tekens" in weak.err) == (2, True), weak.err
    wrong = paired.run("passphrase", "-", stdin=f"{NEW}\n", passphrase="niet de goede zin")
    assert wrong.code == 1, wrong.err
    assert paired.run("show", "status").code == 0


def test_the_wait_after_wrong_ones_outlives_the_program(paired: App) -> None:
    assert paired.run("show", "status", passphrase="niet de goede zin").code == 1
    counted = paired.home / "notes.wait"
    counted.write_text(counted.read_text().replace('"count": 1', '"count": 12'))
    told = paired.run("show", "status")
    assert (told.code, "seconden en probeer het opnieuw" in told.err) == (1, True), told.err
    counted.write_text(counted.read_text().replace('"count": 12', '"count": 1'))
    assert paired.run("show", "status").code == 0
    assert not counted.exists()


@pytest.mark.real
@pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")
def test_another_passphrase_at_a_terminal_is_typed_twice_and_never_shown(paired: App, tmux: Tmux) -> None:
    command = [sys.executable, "-m", "tbp_tui", "--key-file", str(paired.folder / "second.key")]
    tmux.start([*command, "passphrase"], paired.environment)
    tmux.wait_for("Wachtzin:")
    tmux.press("-l", PASSPHRASE)
    tmux.press("Enter")
    tmux.wait_for("Wachtzin (12 tekens of meer):")
    tmux.press("-l", NEW)
    tmux.press("Enter")
    tmux.wait_for("Nog een keer:")
    assert NEW not in tmux.screen
    tmux.press("-l", NEW)
    tmux.press("Enter")
    tmux.wait_for("Vanaf nu opent de nieuwe wachtzin")
    assert paired.run("show", "status", passphrase=NEW).code == 0
