# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Putting a backup back: each log goes on in a new epoch, which the root signs (DESIGN section 4).

Devices know what came after the backup, and offer it again: nothing is lost that one of them had.
"""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from tbp_backend.backup import Contents, read_backup
from tbp_backend.home import Home
from tbp_backend.keys import anchor_of, fingerprint_of, load_signing_key, write_private
from tbp_backend.office.authority import Authority
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.store import enrolments, meta
from tbp_backend.store.engine import open_database, sqlite_url
from tbp_backend.store.schema import bring_up_to_date
from tbp_backend.store.store import Clock, Store, open_store
from tbp_backend.store.tables import LOGS
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.control import Epoch, Key
from tbp_casefile.tables import WHOLE_HOURS
from tbp_casefile.times import format_moment
from tbp_casefile.wire.envelope import SignedRecord

REASON = "restored from a backup"


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
        await _begin_epochs(home, store, root, before)  # (3)
        return closed
    finally:
        await database.close()


# --- epochs -------------------------------------------------------------------------------------------------


async def _begin_epochs(home: Home, store: Store, root: SigningKey, before: Mapping[str, int]) -> None:
    """`system` first: it says with which keys this home signs, whatever the backup knew of them."""
    ledger = home.authority / "epochs.json"
    signed: dict[str, int] = msgspec.json.decode(ledger.read_bytes()) if ledger.exists() else {}
    scopes = await store.database.read(_scopes)
    for scope in sorted(scopes, key=lambda scope: scope != store.system):
        newest = max(signed.get(scope, 1), before.get(scope, 1))
        signed[scope] = await _begin_epoch(store, root, scope, newest)
        if scope == store.system:
            await publish(store, scope, await _keys_in_use(home, store, root))
    write_private(ledger, msgspec.json.encode(signed))


def _scopes(connection: Connection) -> list[str]:
    return list(connection.execute(select(LOGS.c.scope)).scalars())


async def _begin_epoch(store: Store, root: SigningKey, scope: str, newest: int) -> int:
    """One record for each number up to the first that no device has seen: none skipped, none used twice."""
    while True:
        standing = await store.standing(scope)
        state, pen = standing.state, Pen(root, scope, store.clock(), seen_at(standing))
        if state.type in WHOLE_HOURS:
            pen = Pen(root, scope, store.clock(), seen_at(standing), whole_hours=True)
        body = Epoch(state.epoch + 1, state.seq, state.hash.hex(), REASON)
        await publish(store, scope, [pen.write("epoch", body)])
        if body.epoch > newest:
            return body.epoch


async def _keys_in_use(home: Home, store: Store, root: SigningKey) -> list[SignedRecord]:
    """Key records for what this home signs and serves with, where the backup knows nothing of it yet."""
    standing, now_ms = await store.standing(store.system), store.now_ms()
    pen = Pen(root, store.system, store.clock(), seen_at(standing))
    since, log_key = format_moment(pen.written), load_signing_key(home.log_key)
    head = Key(log_key.device_id, ("head",), from_=since, sign=base64url.encode(log_key.public))
    anchor = Key(fingerprint_of(home.tls), ("tls",), from_=since, anchor=anchor_of(home.tls))
    missing = [key for key in (head, anchor) if not standing.keys.rights(key.id, now_ms)]
    return [pen.write("key", key) for key in missing]


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
