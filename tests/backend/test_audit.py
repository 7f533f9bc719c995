# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`audit verify` finds every change that somebody made in the database behind the back of the backend."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tbp_backend.audit.words import _faults
from tbp_backend.keys import make_signing_key
from tests.backend.conftest import Office, run
from tests.backend.test_backup import made, tbp  # noqa: F401  # a fixture

CASE_LOG = "(SELECT scope FROM logs WHERE type = 'case')"


@pytest.fixture(scope="module")
def whole(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    """A home whose log of the case had a restore as well."""
    home = tmp_path_factory.mktemp("whole") / "home"
    shutil.copytree(made, home)
    assert tbp(home, "backup", str(home.parent / "copy")) == 0
    assert tbp(home, "restore", str(home.parent / "copy")) == 0
    return home


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    """A copy that may be harmed."""
    return Path(shutil.copytree(whole, tmp_path / "home"))


def harm(home: Path, *statements: str) -> int:
    """Change rows as somebody with the file in his hands does; how many."""
    with closing(sqlite3.connect(home / "backend.db")) as database, database:
        return sum(database.execute(statement).rowcount for statement in statements)


def faults(home: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the audit says that does not hold."""
    code = tbp(home, "audit", "verify")
    said = capsys.readouterr().out.splitlines()
    found = [line for line in said if line.startswith("- ")]
    assert code == (1 if found else 0)
    return found


def test_a_sound_database_holds_and_is_not_changed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (home / "backend.db").read_bytes()
    assert tbp(home, "audit", "verify") == 0
    said = capsys.readouterr().out
    assert said.count("everything holds") == 8
    assert "every chain, signature and right to write holds" in said
    assert (home / "backend.db").read_bytes() == before


def changed(column: str, value: str, where: str = "seq = 30") -> str:
    return f"UPDATE entries SET {column} = {value} WHERE scope = {CASE_LOG} AND {where}"


def place(column: str, value: str) -> str:
    return f"UPDATE logs SET {column} = {value} WHERE type = 'case'"


def other(at: int) -> str:
    """The record with another character at this place; below 0 from its end."""
    begin = f"length(jws) + {at}" if at < 0 else str(at)
    character = f"CASE substr(jws, {begin} + 1, 1) WHEN 'A' THEN 'B' ELSE 'A' END"
    return f"substr(jws, 1, {begin}) || {character} || substr(jws, {begin} + 2)"


TWICE = """
    INSERT INTO entries SELECT e.scope, l.seq + 1, '00000000-0000-4000-8000-000000000000', e.kind, l.received,
    e.hash, 0, e.jws FROM entries e JOIN logs l USING (scope) WHERE l.type = 'case' AND e.seq = 30
"""
HARM: dict[str, tuple[str, ...]] = {
    "a character of a record": (changed("jws", other(300)),),
    "a character of a signature": (changed("jws", other(-40)),),
    "a hash": (changed("hash", "zeroblob(32)"),),
    "a moment": (changed("received", "received + 1"),),
    "a moment before the one before": (changed("received", "1"),),
    "an id": (changed("id", "'00000000-0000-4000-8000-000000000000'"),),
    "a kind": (changed("kind", "'news'"),),
    "that it decides": (changed("deciding", "NOT deciding"),),
    "that the newest one decides": (changed("deciding", "0", "kind = 'epoch'"),),
    "an entry gone": (f"DELETE FROM entries WHERE scope = {CASE_LOG} AND seq = 30",),
    "the newest entry gone": (
        f"DELETE FROM entries WHERE scope = {CASE_LOG} AND seq = (SELECT seq FROM logs WHERE type = 'case')",
    ),
    "two entries in each other's place": (
        changed("seq", "9030"),
        changed("seq", "30", "seq = 31"),
        changed("seq", "31", "seq = 9030"),
    ),
    "an entry twice": (
        TWICE,
        place("seq", "seq + 1"),
    ),
    "a log gone": ("DELETE FROM logs WHERE type = 'case'",),
    "a log without entries": (f"DELETE FROM entries WHERE scope = {CASE_LOG}",),
    "the type of a log": (place("type", "'family'"),),
    "its epoch": (place("epoch", "1"),),
    "its seq": (place("seq", "seq - 1"),),
    "its hash": (place("hash", "zeroblob(32)"),),
    "its moment": (place("received", "received + 1"),),
    "what decided last": (place("decided", "decided - 1"),),
    "a reader too many": (f"INSERT INTO access (device, scope) VALUES ('thief', {CASE_LOG})",),
    "a reader's end": ("UPDATE access SET until_seq = 40 WHERE until_seq IS NOT NULL",),
    "a reader gone": ("DELETE FROM access",),
    "the moment of an end": ("UPDATE access SET until_received = 1 WHERE until_seq IS NOT NULL",),
    "a device too many": ("INSERT INTO devices VALUES ('thief', 'person', 'x', 0)",),
    "the root": ("UPDATE meta SET value = zeroblob(32) WHERE name = 'root'",),
    "the system log gone": ("DELETE FROM logs WHERE type = 'system'", "DELETE FROM entries"),
}


@pytest.mark.parametrize("statements", HARM.values(), ids=HARM)
def test_a_change_is_found(
    statements: tuple[str, ...], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert harm(home, *statements) >= len(statements)
    assert faults(home, capsys)


def test_one_changed_byte_is_told_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    harm(home, changed("jws", other(-40)))
    found = faults(home, capsys)
    assert [line.partition(": ")[2] for line in found] == [
        "the hash does not follow from the entry before and this record: one was changed.",
        "this record may not stand here (bad-signature).",
    ]
    assert all(" 30: " in line for line in found)


def test_keys_that_nobody_vouches_for_are_found(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "keys" / "log.key").unlink()
    make_signing_key(home / "keys" / "log.key")
    (line,) = faults(home, capsys)
    assert "signs heads" in line


def test_the_root_of_another_folder_is_found(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "authority" / "root.key").write_bytes(bytes(32))
    (line,) = faults(home, capsys)
    assert "root key" in line


def test_it_needs_no_keys_of_the_authority(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(home / "authority")
    assert faults(home, capsys) == []


def test_every_fault_has_words() -> None:
    source = (Path(__file__).parents[2] / "tbp_backend" / "audit").glob("*.py")
    text = "".join(file.read_text() for file in source if file.name != "words.py")
    assert [code for code in _faults() if f'"{code}"' not in text] == []


def test_every_log_of_a_served_backend_recomputes_on_each_engine(office: Office) -> None:
    done = run(office.home.path, "audit", "verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert "every chain, signature and right to write holds" in done.stdout
