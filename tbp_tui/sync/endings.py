# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A log that has ended here: found in the log itself, shredded when nothing of ours still has to go in.

Only a verified entry ends anything (DESIGN section 4): what a backend says, leaves out or refuses never comes
here. What stays of a shredded log is one line: which one, why, and when.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tbp_casefile import effects
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import LogState
from tbp_casefile.times import to_ms
from tbp_casefile.wire.envelope import read_record
from tbp_tui.sync import deliveries, editions, standing
from tbp_tui.sync.identity import enrolled, record_key
from tbp_tui.sync.states import Standing
from tbp_tui.vault.rows import OutboxRow, ScopeRow
from tbp_tui.vault.store import Vault

_ENDINGS = "sync.endings"
_CONTROL = frozenset({"device", "ticket", "scope_key"})


class Why(StrEnum):
    """What the entry says that ended a log here."""

    DEVICE = "device"
    MEMBER = "member"
    CLOSED = "closed"


class Ending(msgspec.Struct, frozen=True, rename="camel"):
    """That a log ended here: by an entry received at `at` (Unix milliseconds).

    `late` false: nothing is taken in any more. `shredded_at` is 0 as long as the log is still held, and
    `lost` is how many records of this device were not taken in.
    """

    scope: str
    type: str
    why: Why
    at: int
    late: bool
    shredded_at: int = 0
    lost: int = 0


_DECODER = msgspec.json.Decoder(tuple[Ending, ...])


def has_ended(state: LogState, device: str) -> bool:
    """Whether the entries so far ended this log for this device: it, its member, or the log."""
    return state.closed or (device in state.devices and state.role_of(device) is None)


def find(vault: Vault, place: ScopeRow) -> Ending | None:
    """The verified entry by which a log ended here, told again from those that decide."""
    device = record_key(vault).device_id
    state, keys, at = LogState.empty(place.scope), SystemKeys(enrolled(vault).root_key), 0
    for row in vault.records.controls(place.scope):
        effects.apply(state, keys, read_record(row.jws).record)
        at = (at or row.received) if has_ended(state, device) else 0
    if not at:
        return None
    why, late = _why(state, device)
    return Ending(place.scope, place.type, why, at, late)


def _why(state: LogState, device: str) -> tuple[Why, bool]:
    known = state.devices.get(device)
    if known is None or not (known.ended or state.members[known.member].ended):
        return Why.CLOSED, True
    late = known.late and state.members[known.member].late
    return (Why.DEVICE if known.ended else Why.MEMBER), late


def endings(vault: Vault) -> tuple[Ending, ...]:
    """Every log that was shredded here, and every one that has ended and waits for that."""
    waiting = (find(vault, place) for place in vault.scopes() if place.state == Standing.ENDED)
    return (*_shredded(vault), *(ending for ending in waiting if ending))


def _shredded(vault: Vault) -> tuple[Ending, ...]:
    return _DECODER.decode(vault.meta(_ENDINGS) or b"[]")


def all_over(vault: Vault) -> bool:
    """Whether every log but `system` has ended and is gone: this device is no longer one of anybody."""
    system = enrolled(vault).system
    places = [place for place in vault.scopes() if place.scope != system]
    return bool(places) and all(place.state == Standing.SHREDDED for place in places)


def settle(vault: Vault, now: datetime, *, offered: bool) -> int:
    """Shred what has ended and waits for nothing; how many logs that were.

    `offered`: everything of the outbox that may go was offered just now, so what is marked as sent was taken
    in by the backend's word. More there is not: a device reads no further than the entry that ends it. Where
    nothing is taken in any more there is nothing to wait for.
    """
    system, done = enrolled(vault).system, 0
    for place in vault.scopes():
        if place.state != Standing.ENDED or place.scope == system:
            continue
        standing.keep_cursor(vault, "", "")  # other logs may have gone with it: ask about all of them
        ending = find(vault, place)
        if ending is not None and not (ending.late and _waits(vault, place.scope, offered)):
            _shred(vault, place, ending, now)
            done += 1
    if done:
        vault.empty_journal()
    return done


def _waits(vault: Vault, scope: str, offered: bool) -> bool:
    if scope in vault.aside.scopes():
        return True  # what a restore cut off, to be offered again
    open_ones = {"waiting"} if offered else {"waiting", "sent"}
    return any(row.state in open_ones for row in vault.outbox.all() if row.scope == scope)


def _shred(vault: Vault, place: ScopeRow, ending: Ending, now: datetime) -> None:
    """Records, words and evidence of a log, and of the outbox what went in or never will; all or nothing."""
    with vault.transaction():
        queue = [row for row in vault.outbox.all() if row.scope == place.scope]
        gone = [row for row in queue if _goes(row, ending)]
        lost = sum(row.state != "sent" for row in gone if row.kind not in _CONTROL)
        vault.outbox.forget(row.id for row in gone)
        vault.shred(place.scope)
        deliveries.forget(vault, place.scope)
        editions.keep_not_understood(vault, place.scope, 0)
        vault.save_scope(place._replace(head="", head_at=0, state=Standing.SHREDDED.value, code=ending.why))
        noted = msgspec.structs.replace(ending, shredded_at=to_ms(now), lost=lost)
        earlier = [one for one in _shredded(vault) if one.scope != place.scope]
        vault.set_meta(_ENDINGS, msgspec.json.encode([*earlier, noted]))


def _goes(row: OutboxRow, ending: Ending) -> bool:
    """Whether a record goes with its log. What was not taken in stays, unless nothing may."""
    return row.state == "sent" or not ending.late or row.kind in _CONTROL


def reopen(vault: Vault, place: ScopeRow) -> None:
    """A shredded log goes on: from its beginning, in the transaction that takes over its first page."""
    held = vault.scope(place.scope)
    if place.seq == 0 and held is not None and held.state == Standing.SHREDDED:
        vault.save_scope(place)
