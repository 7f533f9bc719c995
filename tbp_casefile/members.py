# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who may write what: the one function by which backend and app judge every record.

Whether entry n counts is decided by entries 1 to n-1 of the same log and by the keys of the root: not by a
clock, not by the backend's word, not by another log (DESIGN sections 2 and 4, PROTOCOL-REVIEW M2).
"""

import msgspec

from tbp_casefile import model
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import check, device_id
from tbp_casefile.errors import BadSignature, Malformed
from tbp_casefile.keys import SystemKeys, check_key
from tbp_casefile.letting_in import check_control
from tbp_casefile.logstate import (
    Counts,
    KnownDevice,
    Late,
    LogState,
    Refused,
    SetAside,
    Unknown,
    Verdict,
    Writer,
    require,
)
from tbp_casefile.model import case, control
from tbp_casefile.tables import (
    CONTROL_KINDS,
    KINDS,
    SEALED,
    WHOLE_HOURS,
    WRITTEN_FOR,
    Role,
    ScopeType,
    is_keeper,
    may_write,
)
from tbp_casefile.wire.envelope import Record, SignedRecord


def judge(state: LogState, keys: SystemKeys, signed: SignedRecord, received_ms: int) -> Verdict:
    """Whether a record counts as the next entry of this log.

    (1) it belongs to this log  (2) its signer is known here  (3) the signature holds
    (4) the signer may write it here  (5) its body is understood and means what it may mean
    """
    record = signed.record
    try:
        require(record.scope == state.scope, "other-scope")  # (1)
        writer = _writer(state, keys, record, received_ms)  # (2)
        check(writer.public, signed.unverified.signed, signed.unverified.signature)  # (3)
        if state.seq == 0:
            return _judge_founding(keys, record, writer)  # (4) (5)
        _check_place(state, record)
        if record.kind in CONTROL_KINDS:
            return _judge_control(state, record, writer)  # (4) (5)
        return _judge_content(state, record, writer)  # (4) (5)
    except Refused as refused:
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
    require(record.kind == "device", "unknown-device")
    body = model.read_body("device", record.schema, record.body)
    require(isinstance(body, control.Device) and body.keys and body.proof, "unknown-device")
    assert isinstance(body, control.Device)
    assert body.keys
    public = base64url.decode(body.keys.sign)
    require(len(public) == 32 and device_id(public) == record.device == body.device, "unknown-device")
    return Writer(record.device, public, body.member)


def _judge_founding(keys: SystemKeys, record: Record, writer: Writer) -> Verdict:
    require(record.kind == "scope", "no-founding")
    body = model.read_body(record.kind, record.schema, record.body)
    assert isinstance(body, control.Scope)
    if body.type is ScopeType.SYSTEM:
        require(writer.key_id == keys.root_id, "not-founder")
    else:
        require(f"found:{body.type}" in writer.rights, "not-founder")
    return Counts(writer.member, writer.role or Role.OFFICE)


def _check_place(state: LogState, record: Record) -> None:
    """The log can take this record now, whoever wrote it."""
    require(state.type, "no-founding")
    require(not state.closed or record.kind in {"epoch", "erasure"}, "closed")
    require(record.id not in state.decided, "known-id")
    whole_hours = state.type in WHOLE_HOURS
    require(not whole_hours or record.written_at.endswith(":00:00Z"), "not-a-whole-hour")


def _judge_control(state: LogState, record: Record, writer: Writer) -> Verdict:
    require(not writer.ended, "ended")
    check_control(state, model.read_body(record.kind, record.schema, record.body), writer)
    return Counts(writer.member, writer.role or state.members[writer.member].role)


def _judge_content(state: LogState, record: Record, writer: Writer) -> Verdict:
    """The table decides for every kind that it names, whether this version can read its body or not."""
    role = writer.role
    require(role, "may-not-write")
    assert state.type is not None
    assert role is not None
    speaks_as = role if record.written_for is None else _role_written_for(state, record.written_for, role)
    require(record.kind not in KINDS or may_write(state.type, record.kind, speaks_as), "may-not-write")
    require(not writer.ended or writer.late, "ended")
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
    require(not code, code)
    if not model.is_known(record.kind, record.schema):
        return Unknown(writer.member, role)
    return Late(writer.member, role) if writer.ended else Counts(writer.member, role)


def _role_written_for(state: LogState, member: str, role: Role) -> Role:
    """`for`: authority and contact person may write down what a person or relative said."""
    membership = state.members.get(member)
    require(role in {Role.AUTHORITY, Role.CONTACT_PERSON}, "may-not-write-for")
    require(membership and membership.role in WRITTEN_FOR, "may-not-write-for")
    assert membership is not None
    return membership.role


def _check_meaning(state: LogState, body: msgspec.Struct, writer: Writer) -> None:
    if isinstance(body, control.Key):
        check_key(body)
    if isinstance(body, case.AuthorityChange):
        require((body.from_ or body.to) == writer.member, "not-the-authority")
        require(body.from_ is None or not state.is_active(body.to), "already-member")


def replaces_it(kind: str, *, writer: str, role: Role, earlier_writer: str) -> bool:
    """Whether a record may take the place of an earlier one of its scope, kind and entity."""
    return writer == earlier_writer or is_keeper(kind, role)
