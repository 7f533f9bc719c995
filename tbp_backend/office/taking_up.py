# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A database that was put back by its own programs is taken up again: the second half of a restore.

Until it is whole the database has no secrets to sign tokens with, and so nobody serves it.
"""

import os

from sqlalchemy import Connection, func, select

from tbp_backend.backup import Contents
from tbp_backend.errors import BackupUnusable, DatabaseUnusable, HomeUnusable
from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.epochs import begin_epochs, keys_here
from tbp_backend.office.restoring import Restored
from tbp_backend.store import enrolments, meta
from tbp_backend.store.engine import Database
from tbp_backend.store.schema import bring_up_to_date, is_empty
from tbp_backend.store.states import States
from tbp_backend.store.store import Clock, Store
from tbp_backend.store.tables import ENTRIES, LOGS
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, LogState
from tbp_casefile.members import judge
from tbp_casefile.tables import ScopeType
from tbp_casefile.wire.envelope import read_record


async def take_up(home: Home, database: Database, clock: Clock) -> Restored:
    """Go on with what was put back; raises AuthorityAbsent, HomeUnusable, BackupUnusable, DatabaseUnusable.

    (1) all keys are here, and nobody else works with it  (2) this version's tables, of this root key
    (3) nobody serves it until the end, no open tickets  (4) an `epoch` record in each log  (5) new secrets
    """
    root, _ = Authority(home).root(), keys_here(home)  # (1)
    with home.locked(), home.alone():
        if others := await database.others():
            raise HomeUnusable(reason="in-use-elsewhere", count=others)
        if await database.read(is_empty):
            raise BackupUnusable(reason="nothing-there")
        await bring_up_to_date(database)  # (2)
        system, contents = await database.read(lambda c: (_system(c, root.public), _contents(c)))
        await database.write(meta.forget)  # (3)
        closed = await database.write(enrolments.close_open)
        await begin_epochs(home, Store(database, States(system, root.public), clock), root, {})  # (4)
        founded = meta.Founded(system, root.public, os.urandom(32), os.urandom(32))
        await database.write(lambda c: meta.found(c, founded))  # (5)
    return Restored(contents, closed, None)


def _system(connection: Connection, root: bytes) -> str:
    """The `system` log. Its first entry proves that it is ours: a backup may leave out what says so."""
    first = (
        select(LOGS.c.scope, ENTRIES.c.jws, ENTRIES.c.received)
        .join(ENTRIES, ENTRIES.c.scope == LOGS.c.scope)
        .where(LOGS.c.type == ScopeType.SYSTEM.value, ENTRIES.c.seq == 1)
    )
    rows = connection.execute(first).all()
    if not rows:
        raise BackupUnusable(reason="nothing-there")
    for scope, jws, received in rows:
        verdict = judge(LogState.empty(scope), SystemKeys(root), read_record(jws), received)
        if isinstance(verdict, Counts) and len(rows) == 1:
            return str(scope)
    raise DatabaseUnusable(reason="of another home")


def _contents(connection: Connection) -> Contents:
    logs = select(func.count(), func.coalesce(func.max(LOGS.c.received), 0)).select_from(LOGS)
    count, newest = connection.execute(logs).one()
    entries = connection.execute(select(func.count()).select_from(ENTRIES)).scalar_one()
    return Contents(count, entries, newest)
