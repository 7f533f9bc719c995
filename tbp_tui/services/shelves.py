# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From rows of the vault to a shelf that views can read. Signatures were checked when records came in."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tbp_casefile import model
from tbp_casefile.tables import Role, ScopeType, is_keeper
from tbp_casefile.times import from_ms
from tbp_casefile.views import answers, home
from tbp_casefile.views.shelf import Delivery, Held, Shelf
from tbp_casefile.wire.envelope import Ref
from tbp_tui.services.cases import CaseLogs
from tbp_tui.sync.opening import record_of
from tbp_tui.sync.states import KEPT
from tbp_tui.vault.rows import OutboxRow, RecordRow
from tbp_tui.vault.store import Vault

_WITH_HISTORY = frozenset({"package", "measure", "review", "obligation", "case_status"})
"""A version lists its parts exactly, so these are read with what later took their place."""

TOLD_TWICE = frozenset({"package", "review", "contact"})
"""Told in the case and, in other words, in the family: a reader gets the ones of their own log."""

_ANSWERS = frozenset(home.ANSWERS)
_ANSWERED = {"acknowledgement": ("package", "bulletin"), "confirmation": ("obligation",)}
_FEW = 20
"""Answers to one thing on the first page: enough to see whether it was read or confirmed."""

DELIVERY = {"waiting": Delivery.ON_DEVICE, "sent": Delivery.SENT, "attention": Delivery.ATTENTION}


def shelf(vault: Vault, kinds: Iterable[str], case: CaseLogs, member: str) -> Shelf:
    """The records of these kinds that this device holds of a case, and its own that wait in the outbox."""
    return _read(vault, set(kinds), case, member, most=answers.MOST)


def first_page(vault: Vault, case: CaseLogs, member: str) -> Shelf:
    """What the first page reads. It asks whether something was answered: a few answers to each are enough."""
    return _read(vault, set(home.KINDS), case, member, most=_FEW)


def answered(vault: Vault, about: Ref, case: CaseLogs, member: str) -> Shelf:
    """The newest answers to one record."""
    rows = vault.records.about([about.leaf], _ANSWERS, most=answers.MOST)
    return _with_own(vault, rows, set(_ANSWERS), case, member)


def _read(vault: Vault, asked: set[str], case: CaseLogs, member: str, *, most: int) -> Shelf:
    """Records by kind; of answers only those to what was read."""
    rows = _rows(vault, asked - _ANSWERS, case)
    for kind in asked & _ANSWERS:
        leaves = [row.leaf.hex() for row in rows if row.kind in _ANSWERED[kind]]
        rows += vault.records.about(leaves, [kind], most=most)
    return _with_own(vault, rows, asked, case, member)


def _rows(vault: Vault, kinds: set[str], case: CaseLogs) -> list[RecordRow]:
    own, everywhere = case.scopes(case.own_view), case.scopes()
    found: list[RecordRow] = []
    for asked, scopes in ((kinds & TOLD_TWICE, own), (kinds - TOLD_TWICE, everywhere)):
        found += vault.records.history(asked & _WITH_HISTORY, scopes)
        found += vault.records.current(asked - _WITH_HISTORY, scopes)
    return found


def _with_own(vault: Vault, rows: list[RecordRow], kinds: set[str], case: CaseLogs, member: str) -> Shelf:
    return put_on(vault, rows, vault.outbox.all(), kinds, case, member)


def put_on(
    vault: Vault,
    rows: Iterable[RecordRow],
    own: Iterable[OutboxRow],
    kinds: set[str],
    case: CaseLogs,
    member: str,
) -> Shelf:
    """These records on a shelf, with what waits in the outbox of these kinds and this case."""
    verified = (_held(vault, row, case) for row in rows if row.verdict in {"counts", "late"})
    waiting = (row for row in own if row.code != KEPT and row.kind in kinds and row.scope in case.types)
    own_waiting = [one for one in (_own(vault, row, case, member) for row in waiting) if one is not None]
    return Shelf.of(_in_place([*(one for one in verified if one is not None), *own_waiting], own_waiting))


def _in_place(held: list[Held], waiting: list[Held]) -> Iterator[Held]:
    """Our own corrections take their place at once, before they have arrived."""
    taken = {
        (id_, one.record.scope, one.record.kind, one.record.entity): one
        for one in waiting
        if one.delivery is not Delivery.ATTENTION
        for id_ in one.record.replaces
    }
    for one in held:
        by = taken.get((one.record.id, one.record.scope, one.record.kind, one.record.entity))
        may = by is not None and (by.member == one.member or is_keeper(by.record.kind, by.role))
        yield replace(one, current=False) if may else one


def _held(vault: Vault, row: RecordRow, case: CaseLogs) -> Held | None:
    """None for what another edition of the program wrote, and for what is sealed and not open here."""
    record = record_of(vault, row)
    if record is None or not model.is_known(record.kind, record.schema):
        return None
    return Held(
        record=record,
        body=model.read_body(record.kind, record.schema, record.body),
        leaf=row.leaf.hex(),
        member=row.member,
        role=Role(row.role),
        seq=row.seq,
        current=bool(row.current),
        late=row.verdict == "late",
        received=from_ms(row.received),
        log=case.types.get(row.scope, ScopeType.CASE),
    )


def _own(vault: Vault, row: OutboxRow, case: CaseLogs, member: str) -> Held | None:
    record = record_of(vault, row)
    if record is None or not model.is_known(record.kind, record.schema):
        return None
    return Held(
        record=record,
        body=model.read_body(record.kind, record.schema, record.body),
        leaf=row.leaf.hex(),
        member=member,
        role=case.role or Role.PERSON,
        delivery=DELIVERY[row.state],
        log=case.types.get(row.scope, ScopeType.CASE),
    )
