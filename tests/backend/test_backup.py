# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`backup` and `restore` as the operator types them: what they keep, what they refuse and say (T48)."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tbp_backend.cli import main
from tbp_backend.home import Home
from tests.backend.conftest import CASE, CASE_FILE


def tbp(home: Path, *arguments: str) -> int:
    """One command of the operator, in this process."""
    return main(["--home", str(home), "--lang", "en", *arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with case H1 in it."""
    home = tmp_path_factory.mktemp("made") / "home"
    assert tbp(home, "case", "import", str(CASE_FILE)) == 0
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(made, tmp_path / "home"))


@pytest.fixture
def copy(home: Path, tmp_path: Path) -> Path:
    """A backup of it."""
    assert tbp(home, "backup", str(tmp_path / "copy")) == 0
    return tmp_path / "copy"


def rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    """What a database says."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()


def test_a_backup_holds_every_entry_and_is_private(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    assert tbp(home, "backup", str(copy)) == 0
    every = "SELECT * FROM entries ORDER BY scope, seq"
    assert rows(copy, every) == rows(home / "backend.db", every)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in copy.parent.iterdir()) == ["copy", "home"]
    said = capsys.readouterr().out
    assert f"{len(rows(copy, every))} entries" in said
    assert "no keys" in said


def test_no_key_of_any_kind_lies_in_it(home: Path, copy: Path) -> None:
    files = [file for folder in ("keys", "authority") for file in (home / folder).glob("*.key")]
    of_tokens = rows(home / "backend.db", "SELECT value FROM meta WHERE name LIKE '%key'")
    secrets = [file.read_bytes() for file in files] + [value for (value,) in of_tokens]
    assert len(secrets) >= 7
    content = copy.read_bytes()
    assert [secret for secret in secrets if secret in content] == []


def test_nothing_is_overwritten(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter").write_text("mine")
    assert tbp(home, "backup", str(tmp_path / "letter")) == 2
    assert (tmp_path / "letter").read_text() == "mine"
    assert "there already" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said(home: Path, tmp_path: Path) -> None:
    assert tbp(home, "backup", str(tmp_path / "nowhere" / "copy")) == 2


def test_every_log_goes_on_in_the_next_epoch_and_the_old_database_is_kept(home: Path, copy: Path) -> None:
    before = (home / "backend.db").read_bytes()
    places = rows(copy, "SELECT scope, epoch, seq FROM logs ORDER BY scope")
    assert tbp(home, "restore", str(copy)) == 0
    after = rows(home / "backend.db", "SELECT scope, epoch, seq FROM logs ORDER BY scope")
    assert after == [(scope, 2, seq + 1) for scope, _, seq in places]
    (kept,) = home.glob("backend.db.before-*Z")
    assert kept.read_bytes() == before
    assert (home / "backend.db").stat().st_mode & 0o777 == 0o600


def test_no_epoch_is_used_twice_even_when_the_database_is_lost(home: Path, copy: Path) -> None:
    for epoch in (2, 3):
        assert tbp(home, "restore", str(copy)) == 0
        assert set(rows(home / "backend.db", "SELECT epoch FROM logs")) == {(epoch,)}
        for file in home.glob("backend.db*"):
            file.unlink()


def test_a_damaged_database_makes_room_too(home: Path, copy: Path) -> None:
    (home / "backend.db").write_bytes(b"not a database at all" * 1000)
    assert tbp(home, "restore", str(copy)) == 0


def test_what_was_signed_with_the_old_secrets_is_worth_nothing(home: Path, copy: Path) -> None:
    secrets = "SELECT name, value FROM meta WHERE name IN ('nonce_key', 'token_key') ORDER BY name"
    before = rows(home / "backend.db", secrets)
    assert tbp(home, "restore", str(copy)) == 0
    after = rows(home / "backend.db", secrets)
    assert [name for name, _ in after] == ["nonce_key", "token_key"]
    assert not {value for _, value in before} & {value for _, value in after}


def test_tickets_that_nobody_had_used_are_closed(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Home(home).settings()
    Home(home).keep(type(settings)(issuer=settings.issuer, port=4433))
    assert tbp(home, "ticket", "issue", "--case", CASE, "--member", "person") == 0
    assert tbp(home, "backup", str(tmp_path / "copy")) == 0
    assert tbp(home, "restore", str(tmp_path / "copy")) == 0
    assert rows(home / "backend.db", "SELECT count(*) FROM enrolments") == [(0,)]
    assert "1 ticket that nobody had used is closed" in capsys.readouterr().out


def refusal(home: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said when a restore does not happen; everything stays as it was."""
    files = [path for path in home.rglob("*") if path.is_file() and "-" not in path.suffix]
    before = {path: path.read_bytes() for path in files}
    assert tbp(home, "restore", str(file)) == 2
    assert {path: path.read_bytes() for path in before} == before
    assert not list(home.glob("*restoring*"))
    return capsys.readouterr().err


def test_a_backup_of_another_backend_is_refused(
    home: Path, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tbp(tmp_path / "other", "migrate") == 2
    shutil.copytree(home, tmp_path / "other")
    (tmp_path / "other" / "authority" / "root.key").write_bytes(bytes(32))
    assert "another backend" in refusal(tmp_path / "other", copy, capsys)


@pytest.mark.parametrize("keep", [0, 100, 5000, 30_000])
def test_a_file_that_is_no_whole_backup_is_refused(
    keep: int, home: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.write_bytes(copy.read_bytes()[:keep])
    assert "not a whole backup" in refusal(home, copy, capsys)


def test_a_backup_that_is_not_there_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "cannot be read" in refusal(home, home / "nothing", capsys)


def test_while_the_backend_is_in_use_nothing_is_put_back(
    home: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Home(home).in_use():
        assert "Stop it first" in refusal(home, copy, capsys)
    assert tbp(home, "restore", str(copy)) == 0


def test_without_the_keys_of_the_authority_nothing_is_put_back(
    home: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.move(home / "authority", home.parent / "elsewhere")
    assert "authority/" in refusal(home, copy, capsys)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_another_engine_has_programs_of_its_own_for_this(
    command: str, home: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Home(home).settings()
    Home(home).keep(type(settings)(issuer=settings.issuer, database="postgresql+asyncpg://localhost/tbp"))
    assert tbp(home, command, str(copy.with_name("another"))) == 2
    assert "postgresql" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_in_an_empty_folder_there_is_nothing_to_do(command: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert tbp(tmp_path / "empty", command, str(tmp_path / "copy")) == 2
    assert list((tmp_path / "empty").iterdir()) == []
