# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a record that counts does to the state of its log; the right to do so was judged in `members.py`."""

from dataclasses import replace

from tbp_casefile import model
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import KnownDevice, KnownTicket, LogState, Membership
from tbp_casefile.model import case, control
from tbp_casefile.tables import DECIDING_KINDS, Role
from tbp_casefile.wire.envelope import Record


def apply(state: LogState, keys: SystemKeys, record: Record) -> None:
    """Carry a counting record into the state (and, in `system`, into the keys). Changes both in place."""
    if record.kind not in DECIDING_KINDS:
        return
    state.decided.add(record.id)
    match model.read_body(record.kind, record.schema, record.body):
        case control.Scope(type=scope_type):
            state.type, state.founder = scope_type, record.device
        case control.Member() as body:
            _apply_member(state, body)
        case control.Device() as body:
            _apply_device(state, body)
        case control.Ticket() as body:
            state.tickets[body.ticket] = KnownTicket(body)
        case case.AuthorityChange() as body:
            _apply_authority(state, body)
        case control.ScopeKey() as body:
            state.sealing.take(body, record.device, state.readers())
        case control.Key() as body:
            keys.grant(body)
        case control.Closing():
            state.closed = True
        case control.Epoch(epoch=epoch, after_seq=after):
            state.epoch = epoch
            state.cuts.append((epoch, after))
        case _:
            return


def _apply_member(state: LogState, body: control.Member) -> None:
    if body.ends:
        state.members[body.member] = replace(state.members[body.member], ended=True, late=body.late)
        state.sealing.remove_somebody()
    else:
        state.members[body.member] = Membership(body.role)


def _apply_device(state: LogState, body: control.Device) -> None:
    if body.ends:
        state.devices[body.device] = replace(state.devices[body.device], ended=True, late=body.late)
        state.sealing.remove_somebody()
        return
    assert body.keys is not None
    if all(known.member != body.member for known in state.devices.values()):
        state.sealing.vouched.add(body.device)
    state.devices[body.device] = KnownDevice(body.member, body.keys)
    if body.proof and body.proof.ticket in state.tickets:
        state.tickets[body.proof.ticket] = replace(state.tickets[body.proof.ticket], spent=True)


def _apply_authority(state: LogState, body: case.AuthorityChange) -> None:
    if body.from_ is None:
        return
    state.members[body.from_] = replace(state.members[body.from_], ended=True)
    state.members[body.to] = Membership(Role.AUTHORITY)
