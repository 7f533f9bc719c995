# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of the vault, as a list of migrations; `user_version` counts the ones that were done.

A migration that has been released never changes: add the next one, and a golden vault of the version before.
"""

from tbp_tui.vault.database import Database
from tbp_tui.vault.errors import VaultDamaged, VaultTooNew

_V1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE scopes (
    scope TEXT PRIMARY KEY, type TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
    hash BLOB NOT NULL, head TEXT NOT NULL, head_at INTEGER NOT NULL, state TEXT NOT NULL, code TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- With rowid: a row is about a kilobyte, and WITHOUT ROWID would spill most of them onto overflow pages.
CREATE TABLE records (
    scope TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, entity TEXT NOT NULL,
    device TEXT NOT NULL, member TEXT NOT NULL, role TEXT NOT NULL, at TEXT NOT NULL,
    received INTEGER NOT NULL, verdict TEXT NOT NULL, code TEXT NOT NULL,
    current INTEGER NOT NULL, control INTEGER NOT NULL,
    leaf BLOB NOT NULL, hash BLOB NOT NULL, jws TEXT NOT NULL, about TEXT NOT NULL,
    PRIMARY KEY (scope, seq)
) STRICT;
-- Not unique: a record that a dishonest log repeats is set aside, and kept.
CREATE INDEX records_id ON records (id);
CREATE INDEX records_kind ON records (kind, current);
CREATE INDEX records_entity ON records (entity);
CREATE INDEX records_about ON records (about) WHERE about <> '';
CREATE INDEX records_control ON records (scope, seq) WHERE control = 1;

CREATE TABLE outbox (
    scope TEXT NOT NULL, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, entity TEXT NOT NULL,
    at TEXT NOT NULL, created INTEGER NOT NULL, hold_until INTEGER NOT NULL,
    jws TEXT NOT NULL, leaf BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'attention')),
    code TEXT NOT NULL, attempts INTEGER NOT NULL, n INTEGER PRIMARY KEY AUTOINCREMENT
) STRICT;

CREATE TABLE evidence (
    scope TEXT NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, content BLOB NOT NULL,
    n INTEGER PRIMARY KEY AUTOINCREMENT
) STRICT;

CREATE TABLE lease (
    one INTEGER PRIMARY KEY CHECK (one = 1), pid INTEGER NOT NULL, boot_id TEXT NOT NULL,
    started INTEGER NOT NULL, until INTEGER NOT NULL
) STRICT;
"""

# The words by which records are found. Without contents: the texts stand in the records and nowhere twice.
_V2 = """
CREATE VIRTUAL TABLE words USING fts5 (
    nl, en, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
-- Which record has which words: the rowid of records itself may change when the file is packed.
CREATE TABLE indexed (n INTEGER PRIMARY KEY, scope TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
CREATE TABLE indexed_to (scope TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""

# What a restore of the backend cut off, until it stands in the log again.
_V3 = """
CREATE TABLE aside (
    scope TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, device TEXT NOT NULL,
    received INTEGER NOT NULL, verdict TEXT NOT NULL,
    leaf BLOB NOT NULL, hash BLOB NOT NULL, jws TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'kept')),
    code TEXT NOT NULL, n INTEGER PRIMARY KEY AUTOINCREMENT
) STRICT;
CREATE INDEX aside_leaf ON aside (scope, leaf);
"""

# Sealed logs: the bodies are read when a page comes in, for the keys may be gone when a screen asks.
_V4 = """
-- By leaf: a record of the outbox and the same one in its log say the same.
CREATE TABLE opened (leaf BLOB PRIMARY KEY, scope TEXT NOT NULL, body BLOB NOT NULL) STRICT;
-- What did not open yet, and why; `key` is the id of the key that it needs.
CREATE TABLE unopened (
    scope TEXT NOT NULL, seq INTEGER NOT NULL, key TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (scope, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE scope_keys (
    scope TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;
"""

# What is being typed, and the newest moments of contact of a case among very many.
_V5 = """
CREATE TABLE unfinished (
    place TEXT PRIMARY KEY, text TEXT NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX records_talks ON records (scope, at) WHERE kind = 'contact_moment' AND current = 1;
"""

# What somebody wrote for themselves. The number of one that was thrown away is never used again.
_V6 = """
CREATE TABLE notes (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
"""

MIGRATIONS = (_V1, _V2, _V3, _V4, _V5, _V6)


def create_schema(database: Database) -> None:
    """Lay the tables in an empty file."""
    _migrate(database, done=0)


def bring_up_to_date(database: Database) -> None:
    """Do the migrations that this vault has not had; raises VaultTooNew, VaultDamaged."""
    done = database.user_version()
    if done == 0:
        raise VaultDamaged(part="records")  # an empty file in the place of a vault
    if done > len(MIGRATIONS):
        raise VaultTooNew(found=done, known=len(MIGRATIONS))
    if done < len(MIGRATIONS):
        _migrate(database, done)


def _migrate(database: Database, done: int) -> None:
    with database.transaction():
        for script in MIGRATIONS[done:]:
            database.execute(script)
        database.set_user_version(len(MIGRATIONS))
