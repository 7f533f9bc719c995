# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A verified page becomes rows of the vault, all of them or none (DESIGN section 8).

Whether an entry counts was judged before (`tbp_casefile.verify`); here nothing is judged and nothing deleted.
"""

from dataclasses import dataclass

from tbp_casefile import model
from tbp_casefile.logstate import Counts, Late, LogState, SetAside, Unknown, Verdict
from tbp_casefile.model import control
from tbp_casefile.tables import DECIDING_KINDS
from tbp_casefile.times import parse_moment, to_ms
from tbp_casefile.verify import JudgedEntry, VerifiedPage
from tbp_casefile.wire.envelope import Record
from tbp_tui.sync import copies, editions, opening
from tbp_tui.sync.endings import has_ended, reopen
from tbp_tui.sync.epochs import set_aside_after, settle_aside
from tbp_tui.sync.replacing import mark_replaced, replaced_here
from tbp_tui.sync.standing import place_of
from tbp_tui.sync.states import Standing, Worth
from tbp_tui.vault.rows import OutboxRow, RecordRow, ScopeRow
from tbp_tui.vault.store import Vault

_WORTH: dict[type[object], Worth] = {
    Counts: Worth.COUNTS,
    Late: Worth.LATE,
    Unknown: Worth.UNKNOWN,
    SetAside: Worth.SET_ASIDE,
}


@dataclass(frozen=True)
class Applied:
    """What one page brought; `adopted` are records by our key that this vault never wrote."""

    place: ScopeRow
    entries: int
    delivered: int
    adopted: int


def apply_page(
    vault: Vault,
    before: ScopeRow,
    page: VerifiedPage,
    head_jws: str,
    device: str,
    *,
    cut_to: ScopeRow | None = None,
) -> Applied | None:
    """Take over a page in one transaction; None when another process took it over meanwhile.

    (1) still where we were; a page of a new epoch goes on from `cut_to`, and what we hold after that stands
    aside  (2) rows  (3) what they replace  (4) our own that arrived  (5) how far we are
    """
    place = _moved_on(before, page, head_jws, device)
    with vault.transaction():
        reopen(vault, before)
        if place_of(vault, before.scope) != before or editions.is_anothers(vault):
            return None  # (1)
        if cut_to is not None:
            set_aside_after(vault, cut_to, device)
            before = cut_to
            unknown = vault.records.count_of(before.scope, Worth.UNKNOWN.value)
            editions.keep_not_understood(vault, before.scope, unknown)
        copies.watch(vault, before.scope, page.entries, device)
        replaced = replaced_here(page.entries)
        vault.records.add([row_of(entry, before.scope, replaced) for entry in page.entries])  # (2)
        mark_replaced(vault, before.scope, before.seq, page.entries)  # (3)
        opening.take_in(vault, page, device)
        delivered, adopted_here = _settle_own(vault, page.entries, device)  # (4)
        settle_aside(vault, before.scope, page.entries)
        if adopted_here:
            copies.adopt(vault, adopted_here)
        _count_not_understood(vault, before.scope, page.entries)
        vault.save_scope(place)  # (5)
    return Applied(place, len(page.entries), delivered, adopted_here)


def _moved_on(before: ScopeRow, page: VerifiedPage, head_jws: str, device: str) -> ScopeRow:
    head_at = to_ms(parse_moment(page.head.at))
    shown = before._replace(head=head_jws, head_at=head_at, state=Standing.OPEN, code="")
    return stands_as(shown, page.state, device)


def stands_as(place: ScopeRow, state: LogState, device: str) -> ScopeRow:
    """How a log stands after its entries; an ending that they hold goes before whatever was said of it."""
    moved = place._replace(
        type=str(state.type or place.type), epoch=state.epoch, seq=state.seq, hash=state.hash
    )
    return moved._replace(state=Standing.ENDED, code="") if has_ended(state, device) else moved


def _count_not_understood(vault: Vault, scope: str, entries: tuple[JudgedEntry, ...]) -> None:
    new = sum(1 for entry in entries if isinstance(entry.verdict, Unknown))
    if new:
        editions.keep_not_understood(vault, scope, editions.not_understood(vault).get(scope, 0) + new)


def row_of(entry: JudgedEntry, scope: str, replaced: set[int]) -> RecordRow:
    """What the vault keeps of an entry; `replaced` are the places that later ones took."""
    verdict = entry.verdict
    counts = isinstance(verdict, Counts)
    record = entry.signed.record if entry.signed else None
    member, role, code = _writer_of(verdict)
    return RecordRow(
        scope=scope,
        seq=entry.seq,
        id=record.id if record else "",
        kind=record.kind if record else "",
        entity=record.entity if record else "",
        device=record.device if record else "",
        member=member,
        role=role,
        at=record.at if record else "",
        received=entry.received,
        verdict=_WORTH[type(verdict)].value,
        code=code,
        current=int(counts and entry.seq not in replaced),
        control=int(counts and record is not None and record.kind in DECIDING_KINDS),
        leaf=entry.leaf,
        hash=entry.hash,
        jws=entry.jws,
        about=record.about.leaf if record and record.about else "",
    )


def _writer_of(verdict: Verdict) -> tuple[str, str, str]:
    """Member, role and code as the row keeps them."""
    if isinstance(verdict, SetAside):
        return "", "", verdict.code
    return verdict.member, verdict.role.value, ""


# --- our own: delivered when they count, for the person to decide when they do not, adopted when unknown


def _settle_own(vault: Vault, entries: tuple[JudgedEntry, ...], device: str) -> tuple[int, int]:
    own = [entry for entry in entries if entry.signed and entry.signed.record.device == device]
    if not own:
        return 0, 0
    cut_off = vault.aside.leaves(own[0].signed.record.scope) if own[0].signed else set()
    queued = {row.leaf: row for row in vault.outbox.all()}
    delivered = [queued[entry.leaf].id for entry in own if entry.leaf in queued and _arrived(entry)]
    vault.outbox.deliver(delivered)
    for entry in own:
        if entry.leaf in queued and not _arrived(entry):
            _hand_back(vault, queued[entry.leaf], entry.verdict)
    others = [entry for entry in own if entry.leaf not in queued and entry.leaf not in cut_off]
    unknown = sum(1 for entry in others if _is_unknown_to_us(entry))
    return len(delivered), unknown


def _arrived(entry: JudgedEntry) -> bool:
    return isinstance(entry.verdict, Counts | Unknown)


def _hand_back(vault: Vault, row: OutboxRow, verdict: Verdict) -> None:
    vault.outbox.needs_attention(row.id, verdict.code if isinstance(verdict, SetAside) else Worth.LATE.value)


def _is_unknown_to_us(entry: JudgedEntry) -> bool:
    """By our key and never in this outbox: restored or cloned. What let us in was sent by enrolment."""
    if entry.signed is None or isinstance(entry.verdict, SetAside):
        return False
    return not _lets_in(entry.signed.record)


def _lets_in(record: Record) -> bool:
    body = model.read_body("device", record.schema, record.body) if record.kind == "device" else None
    return isinstance(body, control.Device) and not body.ends and body.device == record.device
