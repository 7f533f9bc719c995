# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Putting a backup of SQLite back: it is made whole beside the database, and then takes its place."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tbp_backend.backup import Contents, read_backup
from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.epochs import begin_epochs
from tbp_backend.store import enrolments, meta
from tbp_backend.store.engine import open_database, sqlite_url
from tbp_backend.store.schema import bring_up_to_date
from tbp_backend.store.store import Clock, open_store
from tbp_casefile.crypto.signatures import SigningKey


@dataclass(frozen=True)
class Restored:
    """What was put back; `kept` is where the database that was there lies now, `tickets` were closed."""

    contents: Contents
    tickets: int
    kept: Path | None


async def restore(home: Home, database: Path, backup: Path, clock: Clock) -> Restored:
    """Put a backup in the place of the database; raises BackupUnusable, AuthorityAbsent or HomeUnusable.

    (1) a copy beside it, of this root key  (2) this version's tables, new secrets, no open tickets
    (3) an `epoch` record in each log, above every epoch that there ever was  (4) the two change places
    """
    root = Authority(home).root()
    fresh = database.with_name(f"{database.name}.restoring")
    fresh.unlink(missing_ok=True)
    with home.locked(), home.alone():
        contents = read_backup(backup, fresh, root.public)  # (1)
        try:
            tickets = await _bring_back(home, fresh, root, clock, _epochs_in(database))
            kept = _change_places(database, fresh, clock())  # (4)
        finally:
            for name in _files(fresh):
                name.unlink(missing_ok=True)
    return Restored(contents, tickets, kept)


async def _bring_back(
    home: Home, file: Path, root: SigningKey, clock: Clock, before: Mapping[str, int]
) -> int:
    database = open_database(sqlite_url(file))
    try:
        await bring_up_to_date(database)  # (2)
        await database.write(lambda c: meta.renew_secrets(c, os.urandom(32), os.urandom(32)))
        closed = await database.write(enrolments.close_open)
        store = await open_store(database, clock)
        await begin_epochs(home, store, root, before)  # (3)
        return closed
    finally:
        await database.close()


def _epochs_in(database: Path) -> dict[str, int]:
    """The epochs of the database that is there, as far as it can still be read."""
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as old:
            return dict(old.execute("SELECT scope, epoch FROM logs").fetchall())
    except sqlite3.DatabaseError:
        return {}


# --- files --------------------------------------------------------------------------------------------------


def _files(database: Path) -> list[Path]:
    """The files of a database: itself, and what SQLite keeps beside it."""
    return [database.with_name(database.name + suffix) for suffix in ("", "-wal", "-shm")]


def _change_places(database: Path, fresh: Path, now: datetime) -> Path | None:
    """The old database gets another name, the new one its place; what was kept before stays as well."""
    stamp, count = f"before-{now:%Y%m%dT%H%M%SZ}", 0
    kept = database.with_name(f"{database.name}.{stamp}")
    while kept.exists():
        count += 1
        kept = database.with_name(f"{database.name}.{stamp}-{count}")
    was_there = database.exists()
    for old, new in zip(_files(database), _files(kept), strict=True):
        if old.exists():
            old.replace(new)
    for new, place in zip(_files(fresh), _files(database), strict=True):
        if new.exists():
            new.replace(place)
    return kept if was_there else None
