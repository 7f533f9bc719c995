# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who may let in and shut out whom: the rules of the control kinds (DESIGN section 4)."""

import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import SEAL_PUBLIC_BYTES
from tbp_casefile.crypto.signatures import check, device_id
from tbp_casefile.crypto.tickets import TICKET_ID, proof_message
from tbp_casefile.errors import BadSignature
from tbp_casefile.logstate import LogState, Refused, Writer, require
from tbp_casefile.model import control
from tbp_casefile.tables import (
    GRANTED_BY_CONTACT_PERSON,
    GRANTED_BY_COORDINATOR,
    MEMBERS,
    ONE_OF,
    SEALED,
    Role,
    ScopeType,
)
from tbp_casefile.times import parse_moment


def check_control(state: LogState, body: msgspec.Struct, writer: Writer) -> None:
    match body:
        case control.Member():
            _check_member(state, body, writer)
        case control.Device():
            _check_device(state, body, writer)
        case control.Ticket():
            _check_ticket(state, body, writer)
        case control.Epoch():
            require(writer.role is Role.ROOT, "may-not-write")
            require(body.epoch == state.epoch + 1, "unknown-epoch")
            require((body.after_seq, body.after_hash) == (state.seq, state.hash.hex()), "other-history")
        case control.Erasure() | control.Closing():
            require("grant" in writer.rights or _is_founder(state, writer), "may-not-write")
        case control.ScopeKey():
            require(state.type in SEALED, "not-here")
            require(writer.key_id in state.recipients(), "may-not-write")
            code = state.sealing.why_no_key(body, writer.key_id, state.recipients())
            require(not code, code)
        case _:
            raise Refused("second-founding")


def _is_founder(state: LogState, writer: Writer) -> bool:
    """The key that opened this log, as long as the root vouches for it."""
    return writer.key_id == state.founder and bool(writer.rights or writer.role is Role.ROOT)


def _is_own(state: LogState, writer: Writer, member: str) -> bool:
    return writer.member == member and writer.key_id in state.devices


def _may_manage(state: LogState, writer: Writer, member: str, role: Role) -> bool:
    """Whether this writer may open and end this membership (DESIGN section 4, Control kinds)."""
    if _is_founder(state, writer):
        # In `peer` the founder lets both in, and nobody, not even a second device, once they are there.
        return state.type is not ScopeType.PEER or all(d.member != member for d in state.devices.values())
    if "grant" in writer.rights and state.type is not ScopeType.PEER:
        return True
    if writer.role is Role.CONTACT_PERSON:
        return role in GRANTED_BY_CONTACT_PERSON
    return writer.role is Role.COORDINATOR and role in GRANTED_BY_COORDINATOR


def _check_member(state: LogState, body: control.Member, writer: Writer) -> None:
    manages = _may_manage(state, writer, body.member, body.role)
    active = state.is_active(body.member)
    if body.ends:
        require(active and state.members[body.member].role is body.role, "not-a-member")
        require(manages or _is_own(state, writer, body.member), "may-not-write")
        return
    require(manages, "may-not-write")
    require(not active, "already-member")
    assert state.type is not None
    require(body.role in MEMBERS[state.type], "not-here")
    require(_has_room(state, body), "full")


def _has_room(state: LogState, body: control.Member) -> bool:
    """One authority at a time; one person in a conversation, then or ever; two peers, never more."""
    others = [known for member, known in state.members.items() if member != body.member]
    if state.type is ScopeType.PEER:
        return len(others) < 2
    if body.role is Role.AUTHORITY:
        return all(known.ended for known in others if known.role is Role.AUTHORITY)
    assert state.type is not None
    alone = ONE_OF.get(state.type, frozenset())
    return body.role not in alone or all(known.role not in alone for known in others)


def _check_device(state: LogState, body: control.Device, writer: Writer) -> None:
    require(state.is_active(body.member), "not-a-member")
    may = _may_manage(state, writer, body.member, state.members[body.member].role)
    may = may or _is_own(state, writer, body.member)
    if body.ends:
        known = state.devices.get(body.device)
        require(known and known.member == body.member and not known.ended, "unknown-device")
        require(may, "may-not-write")
        return
    require(body.device not in state.devices, "known-device")
    _check_keys(body)
    if body.proof:
        _check_proof(state, body, writer)
    else:
        require(may, "may-not-write")


def _check_keys(body: control.Device) -> None:
    require(body.keys, "bad-body")
    assert body.keys
    sign, dpop, seal = (base64url.decode(key) for key in (body.keys.sign, body.keys.dpop, body.keys.seal))
    require(len(sign) == 32 and device_id(sign) == body.device, "bad-body")
    require(len(dpop) in {0, 64} and len(seal) in {0, SEAL_PUBLIC_BYTES}, "bad-body")


def _check_proof(state: LogState, body: control.Device, writer: Writer) -> None:
    """The new device shows that it holds the ticket: nobody in between can have changed a key."""
    require(body.proof and body.keys and writer.key_id == body.device, "may-not-write")
    assert body.proof
    assert body.keys
    known = state.tickets.get(body.proof.ticket)
    require(known and known.ticket.member == body.member, "ticket-unusable")
    assert known is not None
    require(not known.spent, "ticket-unusable")
    keys = (body.keys.sign, body.keys.dpop, body.keys.seal)
    message = proof_message(ticket=body.proof.ticket, scope=state.scope, device=body.device, public_keys=keys)
    try:
        check(base64url.decode(known.ticket.key), message, base64url.decode(body.proof.signature))
    except BadSignature:
        raise Refused("ticket-unusable") from None


def _check_ticket(state: LogState, body: control.Ticket, writer: Writer) -> None:
    require(state.is_active(body.member), "not-a-member")
    may = _may_manage(state, writer, body.member, state.members[body.member].role)
    may = may or _is_own(state, writer, body.member)
    require(may, "may-not-write")
    require(body.ticket not in state.tickets, "known-ticket")
    require(TICKET_ID.fullmatch(body.ticket) and len(base64url.decode(body.key)) == 32, "bad-body")
    parse_moment(body.until)
