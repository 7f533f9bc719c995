# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""First use of an empty home: keys, certificate, database, and the first entries of the `system` log.

Every step leaves alone what is already there, so a first use that was interrupted is simply done again.
"""

import os
from importlib.resources import files

import msgspec

from tbp_backend.errors import DatabaseUnusable
from tbp_backend.home import Home, Settings
from tbp_backend.keys import anchor_of, fingerprint_of, make_signing_key, make_tls
from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import read_system
from tbp_backend.office.form.system import SystemFile
from tbp_backend.office.pen import Pen, new_id, publish
from tbp_backend.office.system_texts import import_system
from tbp_backend.office.yamlfile import read_document
from tbp_backend.store import meta
from tbp_backend.store.engine import Database
from tbp_backend.store.schema import bring_up_to_date
from tbp_backend.store.store import Clock, Store, open_store
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey, device_id
from tbp_casefile.model.control import Key, Scope
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import format_moment
from tbp_casefile.wire.envelope import SignedRecord


async def open_home(
    home: Home, database: Database, clock: Clock, *, host: str = "127.0.0.1", url: str = ""
) -> Store:
    """The store of this home, made on first use of an empty folder; `url` is kept for later commands.

    Raises DatabaseUnusable for the database of another home. When it raises, the database is closed.
    """
    try:
        if home.is_founded:
            return await _reopen(home, database, clock, url)
        home.make()
        with home.locked():
            store = await _found(home, database, clock, host)
            if not home.is_founded:
                home.keep(Settings(issuer=_issuer(store.states.root), database=url))  # last: now it is whole
            return store
    except BaseException:
        await database.close()
        raise


async def _reopen(home: Home, database: Database, clock: Clock, url: str) -> Store:
    await bring_up_to_date(database)
    store = await open_store(database, clock)
    settings = home.settings()
    if _issuer(store.states.root) != settings.issuer:
        raise DatabaseUnusable(reason="of another home")
    if url and url != settings.database:
        home.keep(msgspec.structs.replace(settings, database=url))
    return store


def _issuer(root: bytes) -> str:
    return f"urn:tbp:issuer:{device_id(root)}"


async def _found(home: Home, database: Database, clock: Clock, host: str) -> Store:
    """(1) keys, certificate  (2) tables, secrets  (3) the system log  (4) its texts."""
    root = make_signing_key(home.authority / "root.key")  # (1)
    log_key = make_signing_key(home.log_key)
    make_tls(home.tls, host, clock())
    await bring_up_to_date(database)  # (2)
    await _found_database(database, root)
    store = await open_store(database, clock)
    if store.states.root != root.public:
        raise DatabaseUnusable(reason="of another home")
    if not (await store.standing(store.states.system)).known:  # (3)
        await publish(store, store.states.system, _first_entries(home, store, root, log_key))
    await import_system(Authority(home), store, _own_texts())  # (4)
    return store


def _own_texts() -> SystemFile:
    source = files("tbp_backend").joinpath("cases", "system.yaml")
    return read_system(read_document(source.name, source.read_bytes()))


async def _found_database(database: Database, root: SigningKey) -> None:
    if not await database.read(meta.is_founded):
        founded = meta.Founded(new_id(), root.public, os.urandom(32), os.urandom(32))
        await database.write(lambda connection: meta.found(connection, founded))


def _first_entries(home: Home, store: Store, root: SigningKey, log_key: SigningKey) -> list[SignedRecord]:
    pen = Pen(root, store.states.system, store.clock())
    since = format_moment(pen.written)
    head = Key(log_key.device_id, ("head",), from_=since, sign=base64url.encode(log_key.public))
    anchor = Key(fingerprint_of(home.tls), ("tls",), from_=since, anchor=anchor_of(home.tls))
    return [
        pen.write("scope", Scope(ScopeType.SYSTEM)),
        pen.write("key", head),
        pen.write("key", anchor),
    ]
