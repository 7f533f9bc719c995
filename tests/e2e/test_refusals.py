# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person gets when something is wrong: one clear sentence in their language, and nothing lost."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.programs import App, Backend

WRONG_TICKET = "https://127.0.0.1:1/#" + "0" * 26


def contents(home: Path) -> dict[str, bytes]:
    """Every file of the app; the log of SQLite is emptied on closing, so only what lasts is compared."""
    return {path.name: path.read_bytes() for path in sorted(home.glob("notes.*")) if path.suffix == ".head"}


@pytest.mark.parametrize(("language", "words"), [("nl", "kaartje"), ("en", "ticket")])
def test_a_mistyped_ticket_is_found_before_anything_is_sent_or_made(
    app: App, backend: Backend, language: str, words: str
) -> None:
    app.language = language
    line = backend.ticket()
    mistyped = line[:-3] + ("0" if line[-3] != "0" else "1") + line[-2:]
    result = app.enrol(mistyped)
    assert (result.code, result.out) == (1, "")
    assert len(result.err.strip().splitlines()) == 1
    assert not app.home.exists() or list(app.home.iterdir()) == []
    assert app.enrol(line).code == 0


def test_a_used_ticket_says_that_it_works_once(paired: App, backend: Backend, tmp_path: Path) -> None:
    line = backend.ticket()
    first, second = App(tmp_path / "one"), App(tmp_path / "two")
    assert first.enrol(line).code == 0
    result = second.enrol(line)
    assert (result.code, result.out) == (1, "")
    assert "één keer" in result.err, result.err
    assert not (second.home / "notes.db").exists()


def test_a_ticket_of_nowhere_says_that_there_is_no_connection(app: App) -> None:
    result = app.enrol(WRONG_TICKET)
    assert result.code == 1
    assert len(result.err.strip().splitlines()) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_wrong_passphrase_is_one_neutral_sentence_and_changes_nothing(paired: App, language: str) -> None:
    paired.language = language
    before = contents(paired.home)
    result = paired.run("show", "package", passphrase="something else entirely")
    assert (result.code, result.out) == (1, "")
    assert len(result.err.strip().splitlines()) == 1
    assert contents(paired.home) == before
    assert paired.run("show", "package").code == 0


def test_without_keyring_a_short_passphrase_is_refused_and_a_long_one_is_enough(
    backend: Backend, tmp_path: Path
) -> None:
    app = App(
        tmp_path / "bare", key_file=False, extra={"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    )
    ticket = backend.ticket()
    short = app.run("enrol", "-", stdin=f"{ticket}\n", passphrase="lamp kano brug")
    assert short.code == 2
    assert "zes woorden" in short.err, short.err
    long = app.run("enrol", "-", stdin=f"{ticket}\n")
    assert long.code == 0, long.err


def test_a_missing_key_file_is_named_and_the_vault_is_left_alone(paired: App) -> None:
    (paired.folder / "second.key").rename(paired.folder / "elsewhere.key")
    result = paired.run("show", "package")
    assert result.code == 1
    assert "--key-file" in result.err
    (paired.folder / "elsewhere.key").rename(paired.folder / "second.key")
    assert paired.run("show", "package").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder; CI runs as an ordinary user")
def test_an_unreadable_folder_is_said_and_left_alone(paired: App) -> None:
    paired.home.chmod(0o000)
    try:
        result = paired.run("show", "package")
    finally:
        paired.home.chmod(0o700)
    assert result.code == 2
    assert len(result.err.strip().splitlines()) == 1
    assert paired.run("show", "package").code == 0


def test_a_port_in_use_is_said_and_the_first_backend_goes_on(backend: Backend) -> None:
    second = backend.command("serve", "--port", backend.address.rpartition(":")[2])
    assert second.returncode == 1
    assert len(second.stderr.strip().splitlines()) == 1
    assert backend.ticket().startswith(backend.address)


def test_nothing_set_up_yet_names_the_first_step(app: App) -> None:
    result = app.run("show", "package")
    assert result.code == 2
    assert "tbp enrol" in result.err


def test_a_vault_that_is_there_already_is_not_paired_again(paired: App, backend: Backend) -> None:
    result = paired.enrol(backend.ticket())
    assert result.code == 2
    assert paired.run("show", "package").code == 0


def test_t23_a_plain_apsw_beside_us_is_noticed_before_anything_is_opened_or_written(
    paired: App, tmp_path: Path
) -> None:
    beside = tmp_path / "beside"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(beside), "apsw"]
    installed = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert installed.returncode == 0, installed.stderr
    fresh = App(tmp_path / "fresh", extra={"PYTHONPATH": str(beside)})
    shutil.copytree(paired.home, fresh.home)
    shutil.copy2(paired.folder / "second.key", fresh.folder / "second.key")
    before = {path.name: path.read_bytes() for path in fresh.home.iterdir()}
    result = fresh.run("show", "package")
    assert (result.code, result.out) == (2, "")
    assert "apsw" in result.err
    assert {path.name: path.read_bytes() for path in fresh.home.iterdir()} == before
