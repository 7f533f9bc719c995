# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From rows of the vault to a shelf that views can read. Signatures were checked when records came in."""

from collections.abc import Iterable

from tbp_casefile import model
from tbp_casefile.tables import Role
from tbp_casefile.times import from_ms
from tbp_casefile.views import answers, home
from tbp_casefile.views.shelf import Delivery, Held, Shelf
from tbp_casefile.wire.envelope import Ref, read_record
from tbp_tui.vault.rows import OutboxRow, RecordRow
from tbp_tui.vault.store import Vault

_WITH_HISTORY = frozenset({"package", "measure", "review"})
"""A version lists its parts exactly, so these are read with what later took their place."""

DELIVERY = {"waiting": Delivery.ON_DEVICE, "sent": Delivery.SENT, "attention": Delivery.ATTENTION}


def shelf(vault: Vault, kinds: Iterable[str], member: str) -> Shelf:
    """The records of these kinds that this device holds, and its own that still wait in the outbox."""
    asked = set(kinds)
    return _with_own(vault, _rows(vault, asked), asked, member)


def first_page(vault: Vault, member: str) -> Shelf:
    """What the first page reads. It asks whether a version was answered: one answer to each is enough."""
    rows = _rows(vault, set(home.KINDS) - set(answers.KINDS))
    versions = [row.leaf.hex() for row in rows if row.kind == "package"]
    first = [row for kind in answers.KINDS for row in vault.records.about(versions, kind, most=1)]
    return _with_own(vault, rows + first, set(home.KINDS), member)


def answered(vault: Vault, about: Ref, member: str) -> Shelf:
    """Every answer to one record."""
    rows = [row for kind in answers.KINDS for row in vault.records.about([about.leaf], kind)]
    return _with_own(vault, rows, set(answers.KINDS), member)


def _rows(vault: Vault, kinds: set[str]) -> list[RecordRow]:
    return vault.records.history(kinds & _WITH_HISTORY) + vault.records.current(kinds - _WITH_HISTORY)


def _with_own(vault: Vault, rows: list[RecordRow], kinds: set[str], member: str) -> Shelf:
    verified = (_held(row) for row in rows if row.verdict in {"counts", "late"})
    own = (_own(row, member) for row in vault.outbox.all() if row.kind in kinds)
    return Shelf.of([*verified, *own])


def _held(row: RecordRow) -> Held:
    record = read_record(row.jws).record
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
    )


def _own(row: OutboxRow, member: str) -> Held:
    record = read_record(row.jws).record
    return Held(
        record=record,
        body=model.read_body(record.kind, record.schema, record.body),
        leaf=row.leaf.hex(),
        member=member,
        role=Role.PERSON,
        delivery=DELIVERY[row.state],
    )
