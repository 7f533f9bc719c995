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
    assert (changed.code, "gaat nu open met de nieuwe wachtzin" in changed.out) == (0, True), changed.err
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
    tmux.wait_for("gaat nu open met de nieuwe")
    assert paired.run("show", "status", passphrase=NEW).code == 0


def test_a_recovery_code_brings_back_who_lost_passphrase_and_second_key(paired: App) -> None:
    assert "Er is geen herstelcode." in paired.run("recovery").out
    made = paired.run("recovery", "make")
    assert made.code == 0, made.err
    code = made.out.split("\n    ")[1].splitlines()[0]
    assert len(code.replace(" ", "")) == 30
    assert "Er is een herstelcode voor dit apparaat." in paired.run("recovery").out
    for file in paired.home.rglob("*"):
        assert not file.is_file() or code.split()[2].encode() not in file.read_bytes()

    (paired.folder / "second.key").unlink()
    lost = paired.run("show", "status")
    assert (lost.code, "herstelcode" in lost.err) == (1, True), lost.err
    mistyped = paired.run("recovery", "use", "-", stdin=f"{code[:-1]}\n{NEW}\n", passphrase=None)
    assert (mistyped.code, "vijf groepjes van zes" in mistyped.err) == (2, True), mistyped.err
    used = paired.run("recovery", "use", "-", stdin=f"{code.lower()}\n{NEW}\n", passphrase=None)
    assert (used.code, "gaat nu open met de nieuwe wachtzin" in used.out) == (0, True), used.err
    assert paired.run("show", "status", passphrase=PASSPHRASE).code == 1
    assert paired.run("show", "status", passphrase=NEW).code == 0

    assert paired.run("recovery", "remove", passphrase=NEW).code == 0
    void = paired.run("recovery", "use", "-", stdin=f"{code}\n{PASSPHRASE}\n", passphrase=None)
    assert void.code == 1, void.out


@pytest.mark.real
@pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")
def test_a_recovery_code_is_offered_on_the_lock_of_a_terminal_after_one_try(paired: App, tmux: Tmux) -> None:
    tmux.start(
        [sys.executable, "-m", "tbp_tui", "--key-file", str(paired.folder / "second.key")], paired.environment
    )
    before = tmux.wait_for("Typ uw wachtzin")
    assert "herstelcode" not in before
    tmux.press("-l", "niet de goede zin")
    tmux.press("Enter")
    tmux.wait_for("Ik gebruik mijn herstelcode")
    tmux.press("Down")  # out of the field
    tmux.choose("Ik gebruik mijn herstelcode")
    tmux.press("Enter")
    tmux.wait_for("De code op uw papier", "Een nieuwe wachtzin")
    tmux.press("Escape")
    tmux.wait_for("Typ uw wachtzin", "Ik gebruik mijn herstelcode")


def test_the_second_key_moves_to_another_stick(paired: App) -> None:
    told = paired.run("secondkey", passphrase=None)
    assert (told.code, "ligt in een bestand" in told.out) == (0, True), told.err
    kept = (paired.folder / "second.key").read_text()
    stick = paired.folder / "stick"
    moved = paired.run("secondkey", "file", str(stick))
    assert (moved.code, "Er is een nieuwe tweede sleutel." in moved.out) == (0, True), moved.err
    assert not (paired.folder / "second.key").exists()
    assert paired.run("show", "status").code == 1
    (paired.folder / "second.key").write_text(kept)  # a copy of the old one, from before
    old = paired.run("show", "status")
    assert (old.code, "sleutelbestand" in old.err) == (1, True), old.err
    stick.replace(paired.folder / "second.key")
    assert paired.run("show", "status").code == 0
    again = paired.run("secondkey", "file", str(paired.folder / "second.key"))
    assert again.code == 2, again.out
    assert paired.run("show", "status").code == 0
