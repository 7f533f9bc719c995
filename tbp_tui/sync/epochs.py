# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A log that goes on in a new epoch, because its backend was restored from a backup (DESIGN section 4).

Where both histories part is found by asking; that they may part there is proven by the `epoch` record of the
root alone. What we hold after that place is moved, not deleted, and all of it is offered again.
"""

from collections.abc import Collection, Iterable

import msgspec

from tbp_casefile.errors import Malformed, PageRefused
from tbp_casefile.log import Head, read_head
from tbp_casefile.logstate import Counts, SetAside
from tbp_casefile.members import replaces_it
from tbp_casefile.tables import CONTROL_KINDS, Role
from tbp_casefile.verify import JudgedEntry, VerifiedPage
from tbp_casefile.wire.api import Page
from tbp_casefile.wire.envelope import read_record
from tbp_casefile.wire.sealed import read_sealed
from tbp_tui.sync import http
from tbp_tui.sync.known import Known
from tbp_tui.sync.session import Session
from tbp_tui.sync.states import Worth
from tbp_tui.vault.rows import AsideRow, OutboxRow, RecordRow, ScopeRow
from tbp_tui.vault.store import Vault

_PAGE = msgspec.json.Decoder(Page)
_COUNTED = {Worth.COUNTS, Worth.LATE, Worth.UNKNOWN}


def where_they_part(session: Session, place: ScopeRow, known: Known, head: Head) -> int:
    """The newest entry that this device and a log of a newer epoch have in common.

    Nothing that is heard here is believed: a wrong answer leads to a page that does not prove itself.
    """
    common, apart, step = min(place.seq, head.seq), min(place.seq, head.seq) + 1, 1
    while not _is_common(session, place.scope, known, head, common):  # further and further back
        common, apart, step = max(common - step, 0), common, 2 * step
    while apart - common > 1:
        middle = (common + apart) // 2
        if _is_common(session, place.scope, known, head, middle):
            common = middle
        else:
            apart = middle
    return common


def _is_common(session: Session, scope: str, known: Known, head: Head, seq: int) -> bool:
    if seq == 0:
        return True
    answer = session.get(f"/v1/logs/{scope}/entries?after={seq - 1}&epoch={head.epoch}&limit=1")
    ours = known.hash_at(seq)
    try:
        theirs = read_head(http.read_as(answer, _PAGE).head)[0]
    except Malformed:
        raise PageRefused(reason="head") from None
    return ours is not None and (theirs.seq, theirs.hash) == (seq, ours.hex())


def check_statement(page: VerifiedPage, place: ScopeRow) -> None:
    """Raise PageRefused unless the page begins with the statement that cuts here and leads past our epoch."""
    first = page.entries[0] if page.entries else None
    stated = (
        first is not None
        and first.signed is not None
        and first.signed.record.kind == "epoch"
        and isinstance(first.verdict, Counts)
    )
    if not stated or page.state.epoch <= place.epoch:
        raise PageRefused(reason="epoch statement")


# --- what was cut off ---------------------------------------------------------------------------------------


def set_aside_after(vault: Vault, cut: ScopeRow, device: str) -> None:
    """Move what we hold after a place out of the replica; inside the transaction of the page that cuts there.

    Content of our own goes to the outbox too, where the person sees it and nothing of it can get lost.
    """
    rows = vault.records.take_out(cut.scope, cut.seq)
    vault.aside.add(_aside(row) for row in rows)
    queued = {row.id for row in vault.outbox.all()}
    for row in rows:
        counted = row.verdict in {Worth.COUNTS, Worth.UNKNOWN}
        if row.device == device and counted and row.kind not in CONTROL_KINDS and row.id not in queued:
            vault.outbox.queue(OutboxRow.again(row))
    _current_again(vault, cut, rows)
    vault.search.forget_after(cut.scope, cut.seq)
    vault.sealed.forget_after(cut.scope, cut.seq)


def _aside(row: RecordRow) -> AsideRow:
    offered = row.verdict in _COUNTED and row.kind != "epoch"
    return AsideRow(
        scope=row.scope,
        seq=row.seq,
        id=row.id,
        kind=row.kind,
        device=row.device,
        received=row.received,
        verdict=row.verdict,
        leaf=row.leaf,
        hash=row.hash,
        jws=row.jws,
        state="waiting" if offered else "kept",
        code=row.code,
    )


def _current_again(vault: Vault, cut: ScopeRow, gone: Iterable[RecordRow]) -> None:
    """What only records after the cut had replaced is current again, until they are back."""
    counted = (read_record(row.jws).record for row in gone if row.verdict == Worth.COUNTS)
    replaced = {(cut.scope, id_) for record in counted for id_ in record.replaces}
    for target in vault.records.by_refs(sorted(replaced)):
        if target.verdict == Worth.COUNTS and not target.current and not _is_replaced(vault, target):
            vault.records.mark_current(cut.scope, target.id)


def _is_replaced(vault: Vault, target: RecordRow) -> bool:
    return any(
        row.scope == target.scope
        and row.kind == target.kind
        and row.verdict == Worth.COUNTS
        and target.id in read_record(row.jws).record.replaces
        and replaces_it(row.kind, writer=row.member, role=Role(row.role), earlier_writer=target.member)
        for row in vault.records.of_entity(target.entity)
        if row.seq > target.seq
    )


def settle_aside(vault: Vault, scope: str, entries: Collection[JudgedEntry]) -> None:
    """What stands in the log again no longer stands aside; what does not count there any more is shown."""
    aside = vault.aside.leaves(scope)
    if not aside:
        return
    _settle_sealed_again(vault, scope, entries)
    back = [entry for entry in entries if entry.leaf in aside]
    vault.aside.arrived(scope, [entry.leaf for entry in back if not isinstance(entry.verdict, SetAside)])
    for entry in back:
        if isinstance(entry.verdict, SetAside) and entry.signed:
            vault.aside.refuse(scope, entry.signed.record.id, entry.verdict.code)


def _settle_sealed_again(vault: Vault, scope: str, entries: Iterable[JudgedEntry]) -> None:
    """What its writer sealed again under another key is back under its own id, in other bytes.

    Only from the same device, and saying the same as far as it can be read here: else both are kept.
    """
    back = {
        entry.signed.record.id: entry
        for entry in entries
        if entry.signed and read_sealed(entry.signed.record.body) and not isinstance(entry.verdict, SetAside)
    }
    for row in vault.aside.all() if back else ():
        entry = back.get(row.id)
        if row.scope == scope and entry and entry.signed and row.device == entry.signed.record.device:
            said, says = vault.sealed.body(row.leaf), vault.sealed.body(entry.leaf)
            if said == says or None in {said, says}:
                vault.aside.arrived(scope, [row.leaf])
