# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One log recomputed from entry 1: chain, signatures, verdicts, and where the tables say that it stands.

Nothing that the database says about a record is used: every column is told again from the signed bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Row, select

from tbp_backend.audit.findings import LogReport
from tbp_backend.store import access
from tbp_backend.store.tables import ENTRIES, LOGS
from tbp_casefile import effects
from tbp_casefile.errors import Malformed
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import chain, leaf_of
from tbp_casefile.logstate import Counts, LogState, SetAside, Unknown
from tbp_casefile.members import judge
from tbp_casefile.tables import DECIDING_KINDS
from tbp_casefile.wire.envelope import Seen, SignedRecord, read_record

_AT_ONCE = 500
Until = tuple[int | None, int | None]


@dataclass
class Replay:
    """A log as its own entries tell it. `reads`: per device where its right to read ends, and when."""

    report: LogReport
    state: LogState
    keys: SystemKeys
    received: int = 0
    decided: int = 0
    hashes: list[bytes] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    reads: dict[str, Until] = field(default_factory=dict)


def replay(connection: Connection, scope: str, scope_type: str, keys: SystemKeys) -> Replay:
    """Recompute one log; `keys` grow with what it grants (only `system` grants any)."""
    told = Replay(LogReport(scope, scope_type), LogState.empty(scope), keys)
    told.hashes.append(told.state.hash)
    for row in _entries(connection, scope):
        _entry(told, row)
    told.report.entries = told.state.seq
    _check_place(told, connection.execute(select(LOGS).where(LOGS.c.scope == scope)).one_or_none())
    return told


def _entries(connection: Connection, scope: str) -> Iterator["Row[tuple[object, ...]]"]:
    after = 0
    while True:
        query = select(ENTRIES).where(ENTRIES.c.scope == scope, ENTRIES.c.seq > after)
        rows = connection.execute(query.order_by(ENTRIES.c.seq).limit(_AT_ONCE)).all()
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].seq


def _entry(told: Replay, row: "Row[tuple[object, ...]]") -> None:
    """(1) its place  (2) its record  (3) the chain  (4) what it is worth  (5) what it does to the log."""
    state, report = told.state, told.report
    if row.seq != state.seq + 1:  # (1)
        report.fault("gap", state.seq + 1)
        told.hashes += [b""] * (row.seq - state.seq - 1)
    if row.received < told.received:
        report.fault("time", row.seq)
    signed = _read(told, row)  # (2)
    after = chain(state.hash, leaf_of(row.jws), row.received) if row.jws.isascii() else b""  # (3)
    if row.hash != after:
        report.fault("chain", row.seq)
    deciding = signed is not None and _judge(told, signed, row.seq, row.received)  # (4)
    if bool(row.deciding) != deciding:
        report.fault("column", row.seq, "deciding")
    if signed is not None and deciding:
        _decide(told, signed, row.seq, row.received)  # (5)
    # From here on by what is stored: one fault is told once, and not again for every later entry.
    state.seq, state.hash, told.received = row.seq, row.hash, row.received
    told.hashes.append(row.hash)


def _read(told: Replay, row: "Row[tuple[object, ...]]") -> SignedRecord | None:
    try:
        signed = read_record(row.jws)
    except Malformed:
        told.report.fault("unreadable", row.seq)
        return None
    for name in ("id", "kind"):
        if getattr(row, name) != getattr(signed.record, name):
            told.report.fault("column", row.seq, name)
    return signed


def _judge(told: Replay, signed: SignedRecord, seq: int, received: int) -> bool:
    """Whether it decides about the log; a fault when it should never have been taken in."""
    record = signed.record
    if record.id in told.ids:
        told.report.fault("verdict", seq, "known-id")
        return False
    told.ids.add(record.id)
    if not _is_our_history(told, record.seen):
        told.report.fault("seen", seq)
    match judge(told.state, told.keys, signed, received):
        case SetAside(code=code):
            told.report.fault("verdict", seq, code)
        case Unknown():
            told.report.fault("verdict", seq, "unknown-kind")
        case Counts():
            return record.kind in DECIDING_KINDS
        case _:
            pass
    return False


def _is_our_history(told: Replay, seen: Seen | None) -> bool:
    state = told.state
    if seen is None or (seen.epoch < state.epoch and seen.seq > state.shares(seen.epoch)):
        return True
    known = seen.epoch <= state.epoch and 0 <= seen.seq < len(told.hashes)
    return known and told.hashes[seen.seq].hex() == seen.hash


def _decide(told: Replay, signed: SignedRecord, seq: int, received: int) -> None:
    before = access.active(told.state)
    effects.apply(told.state, told.keys, signed.record)
    after = access.active(told.state)
    told.decided = seq
    told.reads |= dict.fromkeys(after - before, (None, None))
    told.reads |= dict.fromkeys(before - after, (seq, received))


def _check_place(told: Replay, row: "Row[tuple[object, ...]] | None") -> None:
    """The row that says where the log stands: from it heads are signed."""
    if row is None:
        told.report.fault("no-log")
        return
    state = told.state
    here = {
        "type": state.type.value if state.type else "",
        "epoch": state.epoch,
        "seq": state.seq,
        "hash": state.hash,
        "received": told.received,
        "decided": told.decided,
    }
    for name, value in here.items():
        if getattr(row, name) != value:
            told.report.fault("place", 0, name)
