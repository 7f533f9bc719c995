# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing into a log: one transaction per batch, in which every record is judged as the next entry.

The only place where entries come into being (DESIGN section 5, Append). No clock of its own, no HTTP.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select, update

from tbp_backend.store import access, quotas
from tbp_backend.store.reading import ticket_writers
from tbp_backend.store.states import Standing, States
from tbp_backend.store.tables import ENTRIES, LOGS
from tbp_casefile import effects, model
from tbp_casefile.errors import Malformed
from tbp_casefile.log import chain
from tbp_casefile.logstate import Counts, Late, SetAside, Unknown
from tbp_casefile.members import judge
from tbp_casefile.model import control
from tbp_casefile.tables import CONTROL_KINDS, DECIDING_KINDS, ScopeType
from tbp_casefile.wire.api import PushedRecord
from tbp_casefile.wire.envelope import SignedRecord, read_record

LATE_DAYS = 90
_DAY_MS = 24 * 60 * 60 * 1000


class _Refused(Exception):
    """A record that is not taken, inside this module only; becomes `refused(code)`."""


@dataclass
class Batch:
    """One writer's records for one log, inside a transaction that holds the write lock.

    `device` is the one whose token brings them; None for an office, that may bring what others signed.
    """

    connection: Connection
    standing: Standing
    now_ms: int
    device: str | None
    known: dict[str, PushedRecord]
    bytes_of: dict[str, str]
    hashes: dict[int, bytes]
    quota: quotas.Quota
    ended: int | None = None
    rows: list[dict[str, object]] = field(default_factory=list)
    readers: access.Readers = field(default_factory=access.Readers)
    decided: int = 0


def append(
    connection: Connection,
    states: States,
    scope: str,
    records: Sequence[str],
    *,
    now_ms: int,
    device: str | None,
) -> list[PushedRecord]:
    """Judge and store records in their order; each is `stored` or `refused`, and none blocks another.

    (1) read them  (2) lock the log, see where it stands  (3) look up their ids  (4) judge and chain each
    (5) write entries, head, access and quota. The caller opened the transaction and commits it, and calls
    this once per log in it: what a process remembers of a log must be durable.
    """
    readable = [_read(jws) for jws in records]  # (1)
    signed = [record for record in readable if record is not None]
    standing = states.locked(connection, scope)  # (2)
    batch = _open(connection, standing, signed, now_ms=now_ms, device=device)  # (3)
    results = [_take(batch, record) for record in readable]  # (4)
    _write(batch)  # (5)
    return results


def _read(jws: str) -> SignedRecord | None:
    try:
        return read_record(jws)
    except Malformed:
        return None


def _open(
    connection: Connection,
    standing: Standing,
    signed: list[SignedRecord],
    *,
    now_ms: int,
    device: str | None,
) -> Batch:
    """Look up in one go what judging will ask: ids we have, hashes that writers saw, what the day allows."""
    scope = standing.state.scope
    ids = {one.record.id for one in signed}
    seen = {one.record.seen.seq for one in signed if one.record.seen is not None}
    columns = (ENTRIES.c.id, ENTRIES.c.seq, ENTRIES.c.received, ENTRIES.c.hash, ENTRIES.c.jws)
    found = select(*columns).where(ENTRIES.c.scope == scope, ENTRIES.c.id.in_(ids))
    past = select(ENTRIES.c.seq, ENTRIES.c.hash).where(ENTRIES.c.scope == scope, ENTRIES.c.seq.in_(seen))
    known = (connection.execute(found)).all()
    hashes = {row.seq: row.hash for row in connection.execute(past)}
    hashes[standing.state.seq] = standing.state.hash
    return Batch(
        connection,
        standing,
        max(now_ms, standing.received),
        device,
        {row.id: PushedRecord(row.id, "stored", row.seq, row.received) for row in known},
        {row.id: row.jws for row in known},
        hashes,
        quotas.today(connection, standing.state, device, now_ms),
        access.ended_at(connection, scope, device),
    )


def _take(batch: Batch, signed: SignedRecord | None) -> PushedRecord:
    if signed is None:
        return PushedRecord("", "refused", code="malformed")
    try:
        return _known(batch, signed) or _judge(batch, signed)
    except _Refused as refused:
        return PushedRecord(signed.record.id, "refused", code=str(refused))


def _known(batch: Batch, signed: SignedRecord) -> PushedRecord | None:
    """Same id and same bytes: the same answer, however often; other bytes are another record."""
    before = batch.known.get(signed.record.id)
    if before is not None and batch.bytes_of[signed.record.id] != signed.jws:
        raise _Refused("id-taken")
    return before


def _judge(batch: Batch, signed: SignedRecord) -> PushedRecord:
    """(1) may this device bring it  (2) no other history  (3) room today  (4) the right to write."""
    state = batch.standing.state
    if not _may_bring(batch, signed):  # (1)
        raise _Refused("other-device")
    _check_seen(batch, signed)  # (2)
    if not batch.quota.has_room(len(signed.jws)):  # (3)
        raise _Refused("slow-down")
    match judge(state, batch.standing.keys, signed, batch.now_ms):  # (4)
        case SetAside(code=code):
            raise _Refused(code if _is_known(signed) else "unknown-kind")
        case Unknown():
            raise _Refused("unknown-kind")
        case Late():
            _check_late(batch)
            return _chain(batch, signed, deciding=False)
        case Counts():
            _check_ticket(batch, signed)
            return _chain(batch, signed, deciding=signed.record.kind in DECIDING_KINDS)


def _may_bring(batch: Batch, signed: SignedRecord) -> bool:
    """A device brings its own records; after a restore a member also brings what others had written before.

    They are signed, so it brings nothing of its own making (PROTOCOL-REVIEW M11).
    """
    state, seen = batch.standing.state, signed.record.seen
    if batch.device in {None, signed.record.device}:
        return True
    reads = state.type is ScopeType.SYSTEM or state.role_of(batch.device or "") is not None
    return reads and state.epoch > 1 and (seen is None or seen.epoch < state.epoch)


def _is_known(signed: SignedRecord) -> bool:
    """What a newer version wrote about the log itself is not obeyed by anybody who cannot read it."""
    record = signed.record
    return record.kind not in CONTROL_KINDS or model.is_known(record.kind, record.schema)


def _check_seen(batch: Batch, signed: SignedRecord) -> None:
    """What the writer had verified must be our own history (PROTOCOL-REVIEW M7), as far as ours goes."""
    seen, state = signed.record.seen, batch.standing.state
    if seen is None or (seen.epoch < state.epoch and seen.seq > state.shares(seen.epoch)):
        return
    ours = batch.hashes.get(seen.seq)
    if seen.epoch > state.epoch or seen.seq > state.seq or ours is None or ours.hex() != seen.hash:
        raise _Refused("other-history")


def _check_late(batch: Batch) -> None:
    """An ended member may bring what was written before; not for ever (DESIGN section 4)."""
    if batch.ended is not None and batch.now_ms > batch.ended + LATE_DAYS * _DAY_MS:
        raise _Refused("ended")


def _check_ticket(batch: Batch, signed: SignedRecord) -> None:
    """That a ticket ends is for the backend to check: the log itself knows no clock (DESIGN section 6).

    Nor does a ticket outlive the device that issued it: a thief may have drawn one.
    """
    if signed.record.kind != "device" or batch.device not in {None, signed.record.device}:
        return  # what another member brings stood in the log before a restore: the ticket was in time then
    body = model.read_body("device", signed.record.schema, signed.record.body)
    assert isinstance(body, control.Device)
    ticket = batch.standing.state.tickets.get(body.proof.ticket) if body.proof else None
    if ticket is None:
        return
    issuer = ticket_writers(batch.connection, batch.standing.state.scope).get(ticket.ticket.ticket, "")
    if batch.now_ms >= quotas.until_ms(ticket.ticket.until) or access.is_revoked(batch.connection, issuer):
        raise _Refused("ticket-unusable")


def _chain(batch: Batch, signed: SignedRecord, *, deciding: bool) -> PushedRecord:
    """Make it the next entry."""
    state, record = batch.standing.state, signed.record
    if deciding:
        before = access.active(state)
        effects.apply(state, batch.standing.keys, record)
        batch.readers.follow(before, access.active(state), state.seq + 1)
        batch.decided = state.seq + 1
    state.seq, state.hash = state.seq + 1, chain(state.hash, signed.leaf, batch.now_ms)
    batch.hashes[state.seq] = state.hash
    batch.quota.take(len(signed.jws))
    batch.rows.append(
        {
            "scope": state.scope,
            "seq": state.seq,
            "id": record.id,
            "kind": record.kind,
            "received": batch.now_ms,
            "hash": state.hash,
            "deciding": deciding,
            "jws": signed.jws,
        }
    )
    stored = PushedRecord(record.id, "stored", state.seq, batch.now_ms)
    batch.known[record.id], batch.bytes_of[record.id] = stored, signed.jws
    return stored


def _write(batch: Batch) -> None:
    if not batch.rows:
        return
    connection, state = batch.connection, batch.standing.state
    connection.execute(insert(ENTRIES), batch.rows)
    _move_head(batch)
    quotas.write(connection, batch.quota)
    if batch.decided:
        access.write(connection, state, batch.readers, batch.now_ms)


def _move_head(batch: Batch) -> None:
    state = batch.standing.state
    assert state.type is not None
    values: dict[str, object] = {"epoch": state.epoch, "seq": state.seq, "hash": state.hash}
    values["received"] = batch.now_ms
    if batch.decided:
        values["decided"] = batch.decided
    if batch.standing.known:
        batch.connection.execute(update(LOGS).where(LOGS.c.scope == state.scope).values(values))
    else:
        founding = {"scope": state.scope, "type": state.type.value}
        batch.connection.execute(insert(LOGS).values({**founding, **values}))
