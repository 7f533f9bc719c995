# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Which records of each log the list of cases is made from, noted in the vault: a hundred cases open at once.

A note says nothing that its log does not say. It holds as long as that log stands where it stood and the
same edition of the program reads it; whatever else is there is made anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

import msgspec

from tbp_casefile import model
from tbp_casefile.edition import edition
from tbp_casefile.model.case import Contact, Review
from tbp_casefile.model.dialogue import Answer
from tbp_casefile.model.work import Task
from tbp_casefile.views import caseload
from tbp_casefile.wire.envelope import kept_payload
from tbp_tui.services import shelves
from tbp_tui.services.cases import CaseLogs
from tbp_tui.sync.opening import record_of
from tbp_tui.vault.errors import VaultError
from tbp_tui.vault.rows import RecordRow, ScopeRow
from tbp_tui.vault.store import Vault

NEWEST_TALKS = 20
"""Moments of contact of each log that are looked through for the last one and for open concerns."""

_NOTES = "staff.noted"
_CHOICE = b"4"
"""Raise it when other records are chosen."""
Stand = tuple[int, int, str]
"""How far a log is: epoch, place, state."""


class Note(msgspec.Struct, frozen=True, array_like=True):
    """Places in one log: of what a line is made from, and of moments of contact."""

    stand: Stand
    records: tuple[int, ...]
    talks: tuple[int, ...]


class _Notes(msgspec.Struct, frozen=True, array_like=True):
    by: bytes
    logs: dict[str, Note]


def rows(vault: Vault, cases: Sequence[CaseLogs]) -> tuple[list[RecordRow], list[RecordRow]]:
    """What the lines of these cases are made from, and their newest moments of contact that matter."""
    wanted = {scope for case in cases for scope in case.of_case}
    stands = {place.scope: _stand(place) for place in vault.scopes() if place.scope in wanted}
    known = _load(vault)
    notes = {scope: note for scope, note in known.items() if note.stand == stands.get(scope)}
    new = [scope for scope in stands if scope not in notes]
    if new:
        notes |= _made(vault, new, stands, {s for case in cases for s in case.scopes(case.own_view)})
        with suppress(VaultError):  # another process is writing: then it is made again the next time
            vault.set_meta(_NOTES, msgspec.json.encode(_Notes(_by(), notes)))
    records = ((scope, seq) for scope, note in sorted(notes.items()) for seq in note.records)
    talks = ((scope, seq) for scope, note in sorted(notes.items()) for seq in note.talks)
    return vault.records.at(records), vault.records.at(talks)


def _by() -> bytes:
    return _CHOICE + edition()


def _stand(place: ScopeRow) -> Stand:
    return place.epoch, place.seq, place.state


def _load(vault: Vault) -> Mapping[str, Note]:
    kept = vault.meta(_NOTES)
    with suppress(msgspec.DecodeError):
        notes = msgspec.json.decode(kept, type=_Notes) if kept else None
        if notes and notes.by == _by():
            return notes.logs
    return {}


def _made(
    vault: Vault, scopes: Collection[str], stands: Mapping[str, Stand], own_view: Collection[str]
) -> dict[str, Note]:
    held, talks = defaultdict(list), defaultdict(list)
    for row in _of_kinds(vault, scopes, own_view):
        held[row.scope].append(row)
    for row in _telling(vault.records.newest_talks(scopes, NEWEST_TALKS)):
        talks[row.scope].append(row.seq)
    return {
        scope: Note(stands[scope], tuple(sorted(_worth(vault, held[scope]))), tuple(talks[scope]))
        for scope in scopes
    }


def _of_kinds(vault: Vault, scopes: Collection[str], own_view: Collection[str]) -> list[RecordRow]:
    """Of what is told twice the form for this reader; of packages only the newest, with one answer to it."""
    found = vault.records.current(set(caseload.KINDS) - {"acknowledgement"}, scopes)
    found = [row for row in found if row.kind not in shelves.TOLD_TWICE or row.scope in own_view]
    newest = {row.scope: row for row in found if row.kind == "package"}
    kept = [row for row in found if row.kind != "package" or newest[row.scope] is row]
    leaves = [row.leaf.hex() for row in newest.values()]
    return kept + vault.records.about(leaves, ["acknowledgement"], most=1)


def _telling(talks: Iterable[RecordRow]) -> Iterator[RecordRow]:
    """The newest of each log, what may be a concern, and what another device wrote on the same day.

    Newest first, and a seal hides what it is.
    """
    rows, seen = list(talks), set[str]()
    devices: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        devices[row.scope, row.at[:10]].add(row.device)
    for row in rows:
        is_new = row.scope not in seen or len(devices[row.scope, row.at[:10]]) > 1
        said = b"" if is_new else kept_payload(row.jws)
        if is_new or b'"concern"' in said or b'"sealed"' in said:
            yield row
        seen.add(row.scope)


def _worth(vault: Vault, log: Sequence[RecordRow]) -> Iterator[int]:
    """Places of what can still change a line, whatever the day: not what was answered, done or dropped."""
    bodies = {row.seq: _body(vault, row) for row in log}
    answers = {row.about: body for row in log if isinstance(body := bodies[row.seq], Answer)}
    settled = {leaf for leaf, body in answers.items() if body.answer}
    busy = {row.entity for row in log if isinstance(body := bodies[row.seq], Task) and body.state == "open"}
    for row in log:
        match bodies[row.seq]:
            case Review(state="done") | Contact(moment=None):
                continue
            case Task() if row.entity not in busy:
                continue
            case _ if row.leaf.hex() in settled or (row.kind == "answer" and row.about in settled):
                continue
        yield row.seq


def _body(vault: Vault, row: RecordRow) -> msgspec.Struct | None:
    record = record_of(vault, row)
    if record is None or not model.is_known(record.kind, record.schema):
        return None
    return model.read_body(record.kind, record.schema, record.body)
