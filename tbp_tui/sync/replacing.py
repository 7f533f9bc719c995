# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which records lose their place: only what counts takes one, of something earlier of the same thing."""

from collections.abc import Iterator

from tbp_casefile.logstate import Counts
from tbp_casefile.members import replaces_it
from tbp_casefile.tables import Role
from tbp_casefile.verify import JudgedEntry
from tbp_casefile.wire.envelope import Record
from tbp_tui.sync.states import Worth
from tbp_tui.vault.rows import RecordRow
from tbp_tui.vault.store import Vault


def _counting(entries: tuple[JudgedEntry, ...]) -> Iterator[tuple[JudgedEntry, Record, Counts]]:
    for entry in entries:
        if entry.signed is not None and isinstance(entry.verdict, Counts):
            yield entry, entry.signed.record, entry.verdict


def replaced_here(entries: tuple[JudgedEntry, ...]) -> set[int]:
    """The places of this page that a later entry of the same page took."""
    earlier: dict[str, tuple[int, Record, Counts]] = {}
    replaced: set[int] = set()
    for entry, record, verdict in _counting(entries):
        for target in record.replaces:
            if target in earlier and _may_take(record, verdict, *earlier[target][1:]):
                replaced.add(earlier[target][0])
        earlier[record.id] = (entry.seq, record, verdict)
    return replaced


def _may_take(record: Record, by: Counts, target: Record, earlier: Counts) -> bool:
    same_thing = (record.kind, record.entity) == (target.kind, target.entity)
    return same_thing and replaces_it(
        record.kind, writer=by.member, role=by.role, earlier_writer=earlier.member
    )


def mark_replaced(vault: Vault, scope: str, up_to: int, entries: tuple[JudgedEntry, ...]) -> None:
    """The same for records of earlier pages, that end at `up_to`."""
    wanted = {id_ for _, record, _ in _counting(entries) for id_ in record.replaces}
    if not wanted:
        return
    held = {
        row.id: row
        for row in vault.records.by_refs([(scope, id_) for id_ in wanted])
        if row.verdict == Worth.COUNTS and row.seq <= up_to
    }
    for _, record, verdict in _counting(entries):
        taken = [id_ for id_ in record.replaces if id_ in held and _may_take_held(record, verdict, held[id_])]
        if taken:
            vault.records.mark_replaced(scope, taken, record.kind, record.entity)


def _may_take_held(record: Record, by: Counts, target: RecordRow) -> bool:
    return replaces_it(record.kind, writer=by.member, role=Role(by.role), earlier_writer=target.member)
