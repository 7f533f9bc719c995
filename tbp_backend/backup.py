# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A copy of the database of SQLite while it is in use, and that copy back as a file. Other engines bring
programs of their own for this: here it is said that they must be used.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from tbp_backend.errors import BackupUnusable, NotPossible

SECRETS = ("nonce_key", "token_key")
"""What a serving process signs tokens and nonces with: never in a backup, drawn anew when one is put back."""

_TABLES = {"meta", "logs", "entries", "access", "devices", "alembic_version"}


@dataclass(frozen=True)
class Contents:
    """What a copy holds; `newest` is the moment of its last entry, in milliseconds."""

    logs: int
    entries: int
    newest: int


def file_of(url: str) -> Path:
    """The file behind the address of a database; raises NotPossible for another engine than SQLite."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise NotPossible(what="backup-engine", engine=address.get_backend_name())
    return Path(address.database)


def write_backup(database: Path, target: Path) -> Contents:
    """Copy a database in one consistent state into a new private file, whole or not at all.

    Raises BackupUnusable when that file is there already, or cannot be written.
    """
    with _new_file(target) as fresh:
        _copy(database, fresh)
        with closing(sqlite3.connect(fresh)) as copy:
            copy.executescript("PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON;")
            copy.executemany("DELETE FROM meta WHERE name = ?", [(name,) for name in SECRETS])
            copy.commit()
            return _contents(copy)


def read_backup(backup: Path, target: Path, root: bytes) -> Contents:
    """Copy a backup into a new private file; raises BackupUnusable when it is none, or of another root."""
    if not backup.is_file():
        raise BackupUnusable(reason="cannot-read", file=str(backup))
    with _new_file(target) as fresh:
        _copy(backup, fresh)
        with closing(sqlite3.connect(fresh)) as copy:
            _check(copy, backup, root)
            return _contents(copy)


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """A private file beside the target, that takes its name when all went well; never over another one."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise BackupUnusable(reason="exists", file=str(target)) from None
    except OSError as wrong:
        raise BackupUnusable(reason="cannot-write", file=str(target)) from wrong
    try:
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield fresh
        _make_durable(fresh)
        fresh.replace(target)
        _make_durable(target.parent)
    except BaseException:
        fresh.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        raise


def _make_durable(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _copy(source: Path, target: Path) -> None:
    """SQLite's own online copy: writers go on meanwhile, and what they add is not in it."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading,
            closing(sqlite3.connect(target)) as writing,
        ):
            reading.backup(writing)
    except sqlite3.OperationalError as wrong:
        raise BackupUnusable(reason="cannot-write", file=str(target)) from wrong
    except sqlite3.DatabaseError as wrong:
        raise BackupUnusable(reason="not-a-backup", file=str(source)) from wrong


def _check(copy: sqlite3.Connection, backup: Path, root: bytes) -> None:
    """(1) every page and index is sound  (2) the tables are ours  (3) the logs are of this root key."""
    try:
        sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]  # (1)
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not sound or not tables >= _TABLES:  # (2)
            raise BackupUnusable(reason="not-a-backup", file=str(backup))
        if copy.execute("SELECT value FROM meta WHERE name = 'root'").fetchone() != (root,):  # (3)
            raise BackupUnusable(reason="other-root", file=str(backup))
    except sqlite3.DatabaseError as wrong:
        raise BackupUnusable(reason="not-a-backup", file=str(backup)) from wrong


def _contents(copy: sqlite3.Connection) -> Contents:
    logs, newest = copy.execute("SELECT count(*), coalesce(max(received), 0) FROM logs").fetchone()
    (entries,) = copy.execute("SELECT count(*) FROM entries").fetchone()
    return Contents(logs, entries, newest)
