# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed logs as they come in: keys that were wrapped for this device, and the bodies that they open.

Whether a record counts was judged before. What does not open is kept and noted, and opened when its key
comes; nothing is deleted because it did not open.
"""

from collections.abc import Iterable

import msgspec

from tbp_casefile import model
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.scope_keys import KeyOfScope
from tbp_casefile.crypto.seals import SealKey
from tbp_casefile.errors import Malformed, SealBroken
from tbp_casefile.logstate import Counts, SetAside
from tbp_casefile.model.control import ScopeKey
from tbp_casefile.tables import CONTROL_KINDS, SEALED
from tbp_casefile.verify import VerifiedPage
from tbp_casefile.wire.envelope import Record, read_kept, read_record
from tbp_casefile.wire.sealed import Place, open_body, read_sealed
from tbp_tui.vault.keys import DeviceKeys
from tbp_tui.vault.rows import OutboxRow, RecordRow
from tbp_tui.vault.store import Vault

NO_KEY = "no-key"
DOES_NOT_OPEN = "does-not-open"
BAD_BODY = "bad-body"


def record_of(vault: Vault, row: RecordRow | OutboxRow) -> Record | None:
    """A record with what it says, sealed or not; None when it is sealed and not open here."""
    record = read_kept(row.jws)
    if read_sealed(record.body) is None:
        return record
    said = vault.sealed.body(row.leaf)
    if said is None or not _fits(record, msgspec.Raw(said)):
        return None
    return msgspec.structs.replace(record, body=msgspec.Raw(said))


def _fits(record: Record, said: msgspec.Raw) -> bool:
    """What was kept under an older version may be of a kind that only this one can read, and be none."""
    try:
        if model.is_known(record.kind, record.schema):
            model.read_body(record.kind, record.schema, said)
    except Malformed:
        return False
    return True


def take_in(vault: Vault, page: VerifiedPage, device: str) -> None:
    """Keys and bodies of a page that was just stored; in the same transaction.

    (1) keys that came for us  (2) what the page says  (3) what waited for these keys
    """
    if page.state.type not in SEALED:
        return
    scope = page.state.scope
    judged = [(entry, entry.signed.record) for entry in page.entries if entry.signed]
    made = (record for entry, record in judged if isinstance(entry.verdict, Counts))
    came = _take_keys(vault, made, device)  # (1)
    keys = keys_of(vault, scope)
    for entry, record in judged:  # (2)
        if record.kind not in CONTROL_KINDS and not isinstance(entry.verdict, SetAside):
            _open(vault, record, entry.leaf, entry.seq, keys)
    if came and _open_waiting(vault, scope, came, keys):  # (3)
        vault.search.begin_log_anew(scope)


def keys_of(vault: Vault, scope: str) -> dict[str, KeyOfScope]:
    """The keys of a log that this device holds, by id."""
    held = vault.sealed.keys(scope).items()
    return {id_: KeyOfScope(scope, number, key) for id_, (number, key) in held}


def _take_keys(vault: Vault, counting: Iterable[Record], device: str) -> list[str]:
    """Ids of keys that were not here before. A wrap that does not open is passed over: another may."""
    mine = DeviceKeys.load(vault)
    came: list[str] = []
    for record in counting:
        if mine is None or record.kind != "scope_key":
            continue
        found = _unwrap(record, SealKey(mine.seal_seed), device)
        if found and vault.sealed.keep_key(found.scope, found.id, found.number, found.key):
            came.append(found.id)
    return came


def _unwrap(record: Record, mine: SealKey, device: str) -> KeyOfScope | None:
    body = model.read_body(record.kind, record.schema, record.body)
    assert isinstance(body, ScopeKey)
    wrapped = body.wrapped.get(device)
    if wrapped is None:
        return None
    told = {"scope": record.scope, "id_": body.key, "to": device, "by": record.device}
    try:
        return KeyOfScope.unwrap(base64url.decode(wrapped), mine, number=body.number, **told)
    except SealBroken:
        return None


def _open(vault: Vault, record: Record, leaf: bytes, seq: int, keys: dict[str, KeyOfScope]) -> bool:
    """Keep what a record says, or note why it cannot be read."""
    sealed = read_sealed(record.body)
    if sealed is None or vault.sealed.body(leaf) is not None:
        return False
    key = keys.get(sealed.key)
    if key is None:
        vault.sealed.note_unopened(record.scope, seq, sealed.key, NO_KEY)
        return False
    try:
        said = open_body(key, sealed, Place.of(record))
        if not _fits(record, said):
            raise Malformed(reason="body")
    except SealBroken:
        vault.sealed.note_unopened(record.scope, seq, sealed.key, DOES_NOT_OPEN)
        return False
    except Malformed:
        vault.sealed.note_unopened(record.scope, seq, sealed.key, BAD_BODY)
        return False
    vault.sealed.keep_body(record.scope, leaf, bytes(said))
    vault.sealed.note_opened(record.scope, seq)
    return True


def _open_waiting(vault: Vault, scope: str, came: list[str], keys: dict[str, KeyOfScope]) -> int:
    """How many records opened that had waited for these keys."""
    waiting = [row for id_ in came for row in vault.sealed.waiting(scope, id_, NO_KEY)]
    return sum(_open(vault, read_record(row.jws).record, row.leaf, row.seq, keys) for row in waiting)
