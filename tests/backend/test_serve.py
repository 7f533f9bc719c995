# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`serve` on a folder: made on first use, the same address next time, without the authority's keys."""

import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tbp_backend.home import Home
from tbp_backend.keys import anchor_of
from tbp_casefile.crypto.tickets import Ticket
from tests.backend.conftest import CASE, CASE_FILE, Office, ready, run, start, stop
from tests.backend.device import TestDevice, connect


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "office"


def serve_once(home: Path, *arguments: str) -> dict[str, str]:
    """Start, read the line, stop."""
    process = start(home, "serve", *arguments)
    line = ready(process)
    assert stop(process) == 0
    return line


def test_an_empty_folder_becomes_a_backend_and_keeps_its_address(home: Path) -> None:
    first = serve_once(home, "--port", "0")
    assert first["address"].startswith("https://127.0.0.1:")
    assert len(first["fingerprint"]) == 64
    assert serve_once(home) == first
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    for path in home.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_it_serves_without_the_authority_and_the_operator_is_told(home: Path) -> None:
    first = serve_once(home)
    assert run(home, "case", "import", str(CASE_FILE)).returncode == 0
    ticket = Ticket.parse(run(home, "ticket", "issue", "--case", CASE, "--member", "person").stdout.strip())
    away = home.with_name("another machine")
    (home / "authority").rename(away)
    process = start(home, "serve")
    assert ready(process) == first
    person = TestDevice(ticket, connect(ticket.base_url, anchor_of(Home(home).tls))).enrol()
    assert person.pull(person.case).status_code == 200
    for command in (
        ("case", "import", str(CASE_FILE)),
        ("ticket", "issue", "--case", CASE, "--member", "person"),
    ):
        refused = run(home, *command)
        assert refused.returncode == 2
        assert "keys in authority/" in refused.stderr
    assert not (home / "authority").exists()
    assert stop(process) == 0
    away.rename(home / "authority")
    assert run(home, "case", "import", str(CASE_FILE)).returncode == 0


def test_a_port_in_use_is_said_and_nothing_is_lost(home: Path) -> None:
    first = serve_once(home)
    port = int(first["address"].rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)):
        refused = run(home, "serve")
        assert refused.returncode == 1
        assert f"Port {port} on 127.0.0.1 cannot be used" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert serve_once(home) == first


def test_a_first_use_that_finds_its_port_taken_is_not_lost(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(home, "serve", "--port", port).returncode == 1
    assert serve_once(home, "--port", port)["address"].endswith(port)


def test_another_public_address_gets_a_certificate_under_the_same_anchor(home: Path) -> None:
    first = serve_once(home)
    url = "https://backend.example:8443"
    second = serve_once(home, "--public-url", url)
    assert (second["address"], second["fingerprint"]) == (url, first["fingerprint"])
    assert serve_once(home)["address"] == url
    shutil.rmtree(home / "authority")
    refused = run(home, "serve", "--public-url", "https://another.example")
    assert refused.returncode == 2
    assert "another.example" in refused.stderr


@pytest.mark.parametrize(
    "url", ["http://a.example", "https://a.example/path", "https://a.example/", "a.example"]
)
def test_a_public_address_is_https_and_nothing_behind_it(home: Path, url: str) -> None:
    refused = run(home, "serve", "--public-url", url)
    assert refused.returncode == 2
    assert not home.exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    refused = run(tmp_path, "serve")
    assert refused.returncode == 2
    assert "This folder holds other files" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert run(tmp_path / "letter.txt", "serve").returncode == 2


def test_a_first_use_that_was_interrupted_is_done_again(home: Path) -> None:
    serve_once(home)
    (home / "settings.json").unlink()
    with sqlite3.connect(home / "backend.db") as database:
        before = database.execute("SELECT count(*) FROM entries").fetchone()
    serve_once(home)
    with sqlite3.connect(home / "backend.db") as database:
        assert database.execute("SELECT count(*) FROM entries").fetchone() == before


def test_another_database_is_kept_for_the_commands_that_follow(home: Path, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'elsewhere.db'}"
    serve_once(home, "--database", url)
    assert run(home, "case", "import", str(CASE_FILE)).returncode == 0
    assert not (home / "backend.db").exists()
    for url in ("mysql://localhost/tbp", "nonsense"):
        refused = run(tmp_path / "third", "serve", "--database", url)
        assert refused.returncode == 2
        assert "cannot use that database" in refused.stderr


def test_a_database_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    refused = run(tmp_path / "third", "serve", "--database", "postgresql+asyncpg://localhost:1/tbp")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("The database does not answer now.")


def test_migrate_says_that_there_is_nothing_to_do_or_nothing_here(home: Path) -> None:
    assert run(home, "migrate").returncode == 2
    serve_once(home)
    done = run(home, "migrate")
    assert (done.returncode, done.stdout.strip()) == (0, "The database is of this version.")


def test_the_log_has_action_object_and_result_and_no_content(office: Office, person: TestDevice) -> None:
    person.pull(person.case)
    person.call("GET", "/v1/logs/not-a-scope-Mirthe/entries")
    log = office.home.path.with_name("home.log").read_text()
    assert '"event":"read_entries"' in log.replace('": "', '":"')
    assert person.case in log
    assert person.id in log
    for secret in (person.token, person.ticket.code.text, "Mirthe", "Bas Olthof", "eyJ"):
        assert secret not in log


@pytest.fixture
def bad_settings(home: Path) -> Path:
    serve_once(home)
    (home / "settings.json").write_text("{")
    return home


def test_damaged_settings_are_said_calmly(bad_settings: Path) -> None:
    refused = run(bad_settings, "serve")
    assert refused.returncode == 2
    assert "settings.json" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_dutch_is_spoken_when_the_environment_asks_for_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tbp_backend", "--home", str(tmp_path), "migrate"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert "In deze map is nog geen backend" in said.stderr


def test_a_case_file_can_be_held_against_the_letter_without_a_backend() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tbp_backend", "--lang", "en", "case", "lint", str(CASE_FILE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(": no findings.\n")


def test_everything_else_asks_where_the_backend_lives() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tbp_backend", "--lang", "nl", "migrate"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "zeg met --home DIR waar deze backend staat" in done.stderr
    assert "usage" not in done.stderr
