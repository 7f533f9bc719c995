# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who may write what: the one function by which backend and app judge every record.

Whether entry n counts is decided by entries 1 to n-1 of the same log and by the keys of the root: not by a
clock, not by the backend's word, not by another log (DESIGN sections 2 and 4, PROTOCOL-REVIEW M2).
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import msgspec

from tbp_casefile import model
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import SEAL_PUBLIC_BYTES
from tbp_casefile.crypto.signatures import check, device_id
from tbp_casefile.crypto.tickets import TICKET_ID, proof_message
from tbp_casefile.errors import BadSignature, Malformed
from tbp_casefile.keys import SystemKeys, check_key
from tbp_casefile.log import genesis
from tbp_casefile.model import case, control
from tbp_casefile.sealing import Sealing
from tbp_casefile.tables import (
    CONTROL_KINDS,
    GRANTED_BY_CONTACT_PERSON,
    GRANTED_BY_COORDINATOR,
    KINDS,
    MEMBERS,
    ONE_OF,
    READERS,
    SEALED,
    WHOLE_HOURS,
    WRITTEN_FOR,
    Role,
    ScopeType,
    is_keeper,
    may_write,
)
from tbp_casefile.times import parse_moment
from tbp_casefile.wire.envelope import Record, SignedRecord


@dataclass(frozen=True)
class Counts:
    """The record counts, written by this member in this role."""

    member: str
    role: Role


@dataclass(frozen=True)
class Late:
    """It came in after its writer's membership or device had ended: shown folded, replaces nothing."""

    member: str
    role: Role


@dataclass(frozen=True)
class Unknown:
    """A kind or schema newer than this version: kept, and judged again after an upgrade."""

    member: str
    role: Role


@dataclass(frozen=True)
class SetAside:
    """Never obeyed; `code` says which check failed."""

    code: str


Verdict = Counts | Late | Unknown | SetAside


@dataclass(frozen=True)
class Membership:
    """A member of this log; an ended one may still deliver late unless `late` is false."""

    role: Role
    ended: bool = False
    late: bool = True


@dataclass(frozen=True)
class KnownDevice:
    """A device key of a member of this log."""

    member: str
    keys: control.PublicKeys
    ended: bool = False
    late: bool = True

    @cached_property
    def public(self) -> bytes:
        """The signing key, 32 bytes."""
        return base64url.decode(self.keys.sign)


@dataclass(frozen=True)
class KnownTicket:
    """A ticket of this log; the first device with a proof spends it."""

    ticket: control.Ticket
    spent: bool = False


@dataclass
class LogState:
    """Where a log stands: its type, members, devices and tickets, and the hash of its last entry."""

    scope: str
    hash: bytes
    seq: int = 0
    epoch: int = 1
    type: ScopeType | None = None
    founder: str = ""
    closed: bool = False
    members: dict[str, Membership] = field(default_factory=dict)
    devices: dict[str, KnownDevice] = field(default_factory=dict)
    tickets: dict[str, KnownTicket] = field(default_factory=dict)
    sealing: Sealing = field(default_factory=Sealing)
    decided: set[str] = field(default_factory=set)  # ids of what decided: no record opens a door twice
    cuts: list[tuple[int, int]] = field(default_factory=list)  # each new epoch, and the seq it goes on from

    @classmethod
    def empty(cls, scope: str) -> "LogState":
        """A log before its first entry."""
        return cls(scope, genesis(scope))

    def copy(self) -> "LogState":
        """An independent copy, so that a page that fails changes nothing."""
        return replace(
            self,
            members=dict(self.members),
            devices=dict(self.devices),
            tickets=dict(self.tickets),
            sealing=self.sealing.copy(),
            decided=set(self.decided),
            cuts=list(self.cuts),
        )

    def epoch_at(self, seq: int) -> int:
        """The epoch in which this place of the log lies."""
        return max((epoch for epoch, after in self.cuts if after < seq), default=1)

    def shares(self, epoch: int) -> int:
        """The last seq up to which an earlier epoch had this same history: there a restore cut it off.

        An epoch of nothing but its own statement may be a number that was used up after another restore, when
        it had begun with another statement: then it shares what was before, and not that one.
        """
        shared = next((after for later, after in self.cuts if later > epoch >= 1), 0)
        for _, after in reversed(self.cuts):
            shared = after if after == shared - 1 else shared
        return shared

    def is_active(self, member: str) -> bool:
        """Whether this member is one now."""
        membership = self.members.get(member)
        return membership is not None and not membership.ended

    def role_of(self, device: str) -> Role | None:
        """The role behind an active device of an active member."""
        known = self.devices.get(device)
        membership = self.members.get(known.member) if known else None
        active = known and membership and not known.ended and not membership.ended
        return membership.role if active and membership else None

    def readers(self) -> frozenset[str]:
        """Members who read this log now, also those who have no device yet."""
        if self.type is None:
            return frozenset()
        active = (known for known in self.members.items() if not known[1].ended)
        return frozenset(member for member, known in active if known.role in READERS[self.type])

    def recipients(self) -> dict[str, str]:
        """Active devices of readers that can be handed a key of a sealed log, with the member of each."""
        if self.type not in SEALED:
            return {}
        assert self.type is not None
        return {
            device: known.member
            for device, known in self.devices.items()
            if known.keys.seal and self.role_of(device) in READERS[self.type]
        }


@dataclass(frozen=True)
class Writer:
    """Who signed: the root, an office, a device of a member, or a device that wants to come in."""

    key_id: str
    public: bytes
    member: str = ""
    role: Role | None = None
    ended: bool = False
    late: bool = True
    rights: frozenset[str] = frozenset()


class _Refused(Exception):
    """A check that failed, inside this module only; becomes SetAside."""


def _require(holds: object, code: str) -> None:
    if not holds:
        raise _Refused(code)


def judge(state: LogState, keys: SystemKeys, signed: SignedRecord, received_ms: int) -> Verdict:
    """Whether a record counts as the next entry of this log.

    (1) it belongs to this log  (2) its signer is known here  (3) the signature holds
    (4) the signer may write it here  (5) its body is understood and means what it may mean
    """
    record = signed.record
    try:
        _require(record.scope == state.scope, "other-scope")  # (1)
        writer = _writer(state, keys, record, received_ms)  # (2)
        check(writer.public, signed.unverified.signed, signed.unverified.signature)  # (3)
        if state.seq == 0:
            return _judge_founding(keys, record, writer)  # (4) (5)
        _check_place(state, record)
        if record.kind in CONTROL_KINDS:
            return _judge_control(state, record, writer)  # (4) (5)
        return _judge_content(state, record, writer)  # (4) (5)
    except _Refused as refused:
        return SetAside(str(refused))
    except BadSignature:
        return SetAside("bad-signature")
    except (Malformed, KeyError):
        return SetAside("bad-body")


def _writer(state: LogState, keys: SystemKeys, record: Record, received_ms: int) -> Writer:
    key_id = record.device
    rights = keys.rights(key_id, received_ms)
    if key_id == keys.root_id:
        return Writer(key_id, keys.root, "root", Role.ROOT)
    known = state.devices.get(key_id)
    if known and _still_office(state, known, rights, record.kind):
        known = None
    if known:
        membership = state.members[known.member]
        late = known.late and membership.late
        ended = known.ended or membership.ended
        return Writer(key_id, known.public, known.member, membership.role, ended, late, rights)
    if rights and (public := keys.public(key_id)):
        decides = state.type is ScopeType.SYSTEM and "decide" in rights
        return Writer(key_id, public, "office", Role.AUTHORITY if decides else Role.OFFICE, rights=rights)
    return _newcomer(record)


def _still_office(state: LogState, known: KnownDevice, rights: frozenset[str], kind: str) -> bool:
    """The root's word outlives a membership: an office whose authority handed over still lets people in."""
    ended = known.ended or state.members[known.member].ended
    return ended and bool(rights) and kind in CONTROL_KINDS


def _newcomer(record: Record) -> Writer:
    """A device that brings its own key and a ticket proof; the proof is checked with the body."""
    _require(record.kind == "device", "unknown-device")
    body = model.read_body("device", record.schema, record.body)
    _require(isinstance(body, control.Device) and body.keys and body.proof, "unknown-device")
    assert isinstance(body, control.Device)
    assert body.keys
    public = base64url.decode(body.keys.sign)
    _require(len(public) == 32 and device_id(public) == record.device == body.device, "unknown-device")
    return Writer(record.device, public, body.member)


def _judge_founding(keys: SystemKeys, record: Record, writer: Writer) -> Verdict:
    _require(record.kind == "scope", "no-founding")
    body = model.read_body(record.kind, record.schema, record.body)
    assert isinstance(body, control.Scope)
    if body.type is ScopeType.SYSTEM:
        _require(writer.key_id == keys.root_id, "not-founder")
    else:
        _require(f"found:{body.type}" in writer.rights, "not-founder")
    return Counts(writer.member, writer.role or Role.OFFICE)


def _check_place(state: LogState, record: Record) -> None:
    """The log can take this record now, whoever wrote it."""
    _require(state.type, "no-founding")
    _require(not state.closed or record.kind in {"epoch", "erasure"}, "closed")
    _require(record.id not in state.decided, "known-id")
    whole_hours = state.type in WHOLE_HOURS
    _require(not whole_hours or record.written_at.endswith(":00:00Z"), "not-a-whole-hour")


def _judge_control(state: LogState, record: Record, writer: Writer) -> Verdict:
    _require(not writer.ended, "ended")
    _check_control(state, model.read_body(record.kind, record.schema, record.body), writer)
    return Counts(writer.member, writer.role or state.members[writer.member].role)


def _judge_content(state: LogState, record: Record, writer: Writer) -> Verdict:
    """The table decides for every kind that it names, whether this version can read its body or not."""
    role = writer.role
    _require(role, "may-not-write")
    assert state.type is not None
    assert role is not None
    speaks_as = role if record.written_for is None else _role_written_for(state, record.written_for, role)
    _require(record.kind not in KINDS or may_write(state.type, record.kind, speaks_as), "may-not-write")
    _require(not writer.ended or writer.late, "ended")
    if state.type in SEALED:
        return _judge_sealed(state, record, writer, role)
    if not model.is_known(record.kind, record.schema):
        return Unknown(writer.member, role)
    body = model.read_body(record.kind, record.schema, record.body)
    if writer.ended:
        return Late(writer.member, role)
    _check_meaning(state, body, writer)
    return Counts(writer.member, role)


def _judge_sealed(state: LogState, record: Record, writer: Writer, role: Role) -> Verdict:
    """What is sealed is not read here, by neither side: only that it is sealed, and under which key."""
    code = state.sealing.why_no_body(record.body, late=writer.ended)
    _require(not code, code)
    if not model.is_known(record.kind, record.schema):
        return Unknown(writer.member, role)
    return Late(writer.member, role) if writer.ended else Counts(writer.member, role)


def _role_written_for(state: LogState, member: str, role: Role) -> Role:
    """`for`: authority and contact person may write down what a person or relative said."""
    membership = state.members.get(member)
    _require(role in {Role.AUTHORITY, Role.CONTACT_PERSON}, "may-not-write-for")
    _require(membership and membership.role in WRITTEN_FOR, "may-not-write-for")
    assert membership is not None
    return membership.role


def _check_meaning(state: LogState, body: msgspec.Struct, writer: Writer) -> None:
    if isinstance(body, control.Key):
        check_key(body)
    if isinstance(body, case.AuthorityChange):
        _require((body.from_ or body.to) == writer.member, "not-the-authority")
        _require(body.from_ is None or not state.is_active(body.to), "already-member")


def _check_control(state: LogState, body: msgspec.Struct, writer: Writer) -> None:
    match body:
        case control.Member():
            _check_member(state, body, writer)
        case control.Device():
            _check_device(state, body, writer)
        case control.Ticket():
            _check_ticket(state, body, writer)
        case control.Epoch():
            _require(writer.role is Role.ROOT, "may-not-write")
            _require(body.epoch == state.epoch + 1, "unknown-epoch")
            _require((body.after_seq, body.after_hash) == (state.seq, state.hash.hex()), "other-history")
        case control.Erasure() | control.Closing():
            _require("grant" in writer.rights or _is_founder(state, writer), "may-not-write")
        case control.ScopeKey():
            _require(state.type in SEALED, "not-here")
            _require(writer.key_id in state.recipients(), "may-not-write")
            code = state.sealing.why_no_key(body, writer.key_id, state.recipients())
            _require(not code, code)
        case _:
            raise _Refused("second-founding")


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
        _require(active and state.members[body.member].role is body.role, "not-a-member")
        _require(manages or _is_own(state, writer, body.member), "may-not-write")
        return
    _require(manages, "may-not-write")
    _require(not active, "already-member")
    assert state.type is not None
    _require(body.role in MEMBERS[state.type], "not-here")
    _require(_has_room(state, body), "full")


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
    _require(state.is_active(body.member), "not-a-member")
    may = _may_manage(state, writer, body.member, state.members[body.member].role)
    may = may or _is_own(state, writer, body.member)
    if body.ends:
        known = state.devices.get(body.device)
        _require(known and known.member == body.member and not known.ended, "unknown-device")
        _require(may, "may-not-write")
        return
    _require(body.device not in state.devices, "known-device")
    _check_keys(body)
    if body.proof:
        _check_proof(state, body, writer)
    else:
        _require(may, "may-not-write")


def _check_keys(body: control.Device) -> None:
    _require(body.keys, "bad-body")
    assert body.keys
    sign, dpop, seal = (base64url.decode(key) for key in (body.keys.sign, body.keys.dpop, body.keys.seal))
    _require(len(sign) == 32 and device_id(sign) == body.device, "bad-body")
    _require(len(dpop) in {0, 64} and len(seal) in {0, SEAL_PUBLIC_BYTES}, "bad-body")


def _check_proof(state: LogState, body: control.Device, writer: Writer) -> None:
    """The new device shows that it holds the ticket: nobody in between can have changed a key."""
    _require(body.proof and body.keys and writer.key_id == body.device, "may-not-write")
    assert body.proof
    assert body.keys
    known = state.tickets.get(body.proof.ticket)
    _require(known and known.ticket.member == body.member, "ticket-unusable")
    assert known is not None
    _require(not known.spent, "ticket-unusable")
    keys = (body.keys.sign, body.keys.dpop, body.keys.seal)
    message = proof_message(ticket=body.proof.ticket, scope=state.scope, device=body.device, public_keys=keys)
    try:
        check(base64url.decode(known.ticket.key), message, base64url.decode(body.proof.signature))
    except BadSignature:
        raise _Refused("ticket-unusable") from None


def _check_ticket(state: LogState, body: control.Ticket, writer: Writer) -> None:
    _require(state.is_active(body.member), "not-a-member")
    may = _may_manage(state, writer, body.member, state.members[body.member].role)
    may = may or _is_own(state, writer, body.member)
    _require(may, "may-not-write")
    _require(body.ticket not in state.tickets, "known-ticket")
    _require(TICKET_ID.fullmatch(body.ticket) and len(base64url.decode(body.key)) == 32, "bad-body")
    parse_moment(body.until)


def replaces_it(kind: str, *, writer: str, role: Role, earlier_writer: str) -> bool:
    """Whether a record may take the place of an earlier one of its scope, kind and entity."""
    return writer == earlier_writer or is_keeper(kind, role)
