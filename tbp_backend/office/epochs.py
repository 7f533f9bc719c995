# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A new epoch in each log after its backend was restored, by the root (DESIGN section 4).

Devices know what came after the backup, and offer it again: nothing is lost that one of them had.
"""

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, select

from tbp_backend.home import Home
from tbp_backend.keys import anchor_of, fingerprint_of, load_signing_key, write_private
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.store.store import Store
from tbp_backend.store.tables import LOGS
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.control import Epoch, Key
from tbp_casefile.tables import WHOLE_HOURS
from tbp_casefile.times import format_moment
from tbp_casefile.wire.envelope import SignedRecord

REASON = "restored from a backup"


def keys_here(home: Home) -> tuple[Key, Key]:
    """What this home signs heads and serves with, not dated yet; raises AuthorityAbsent or HomeUnusable."""
    log_key = load_signing_key(home.log_key)
    head = Key(log_key.device_id, ("head",), from_="", sign=base64url.encode(log_key.public))
    return head, Key(fingerprint_of(home.tls), ("tls",), from_="", anchor=anchor_of(home.tls))


async def begin_epochs(home: Home, store: Store, root: SigningKey, before: Mapping[str, int]) -> None:
    """`system` first: it says with which keys this home signs, whatever the backup knew of them.

    `before` has the epochs of the database that was there, as far as they are known.
    """
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
    since = format_moment(pen.written)
    missing = [key for key in keys_here(home) if not standing.keys.rights(key.id, now_ms)]
    return [pen.write("key", msgspec.structs.replace(key, from_=since)) for key in missing]
