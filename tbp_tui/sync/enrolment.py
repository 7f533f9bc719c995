# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From a ticket to a paired device (DESIGN section 6, PROTOCOL-REVIEW M4).

    fetch_welcome   (1) read the sealed welcome  (2) meet the backend again under its own certificate
    enrol           (3) keys and `device` records  (4) all of it kept, before anything is sent
    resume          (5) spend the ticket  (6) note backend and scopes

A kill between 4 and 6 is repaired by `resume`: it posts the same bytes, and gets the same answer.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import Random, SealKey
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.crypto.tickets import Ticket, TicketCode, proof_message
from tbp_casefile.errors import Malformed, SealBroken
from tbp_casefile.log import genesis
from tbp_casefile.model import control
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import format_moment
from tbp_casefile.wire.api import EnrolAnswer, EnrolRequest, Welcome, WelcomeScope
from tbp_casefile.wire.envelope import Record, sign_record
from tbp_tui.sync import http
from tbp_tui.sync.drafts import written_at
from tbp_tui.sync.endings import all_over
from tbp_tui.sync.errors import AlreadyEnrolled, BadAnswer, NotEnrolled, TlsMismatch
from tbp_tui.sync.identity import Enrolled, enrolled, is_enrolled, keep_enrolled
from tbp_tui.sync.standing import keep_cursor
from tbp_tui.sync.states import Standing
from tbp_tui.sync.tokens import dpop_key, public_point
from tbp_tui.vault.keys import DeviceKeys
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault

_PENDING = "sync.enrolment"


class SealedWelcome(msgspec.Struct, frozen=True):
    """What lies under a ticket's id; `sealed` is base64url."""

    sealed: str


class Pending(msgspec.Struct, frozen=True):
    """An enrolment whose ticket may or may not be spent already; `devices` are the bytes that spend it."""

    base_url: str
    ticket: str
    welcome: Welcome
    devices: dict[str, str]


@dataclass(frozen=True)
class OpenedWelcome:
    """A welcome that opened with our ticket, from a backend that showed the certificate in it."""

    ticket: Ticket = field(repr=False)
    welcome: Welcome = field(repr=False)


_SEALED = msgspec.json.Decoder(SealedWelcome)
_WELCOME = msgspec.json.Decoder(Welcome)
_PENDING_DECODER = msgspec.json.Decoder(Pending)
_ANSWER = msgspec.json.Decoder(EnrolAnswer)


def fetch_welcome(ticket: Ticket, *, proxy: str | None = None) -> OpenedWelcome:
    """Check a ticket before a passphrase is asked for; nothing is spent.

    Raises TicketUnusable, TlsMismatch (somebody in between, or not our backend), Offline, BadAnswer.
    """
    welcome = _open(ticket.code, _fetch_sealed(ticket, proxy))  # (1)
    with http.open_client(http.trusting_only(welcome.anchor), proxy=proxy) as client:  # (2)
        answer = http.ask(client, client.build_request("GET", f"{ticket.base_url}/v1/health"))
    if answer.status >= 300:
        http.refuse(answer)
    return OpenedWelcome(ticket, welcome)


def _fetch_sealed(ticket: Ticket, proxy: str | None) -> bytes:
    """Nobody is believed yet: only the id goes out, and what comes back opens with the ticket or not."""
    with http.open_client(http.believing_nobody(), proxy=proxy) as client:
        request = client.build_request("GET", f"{ticket.base_url}/v1/enrolments/{ticket.code.id}")
        sealed = http.read_as(http.ask(client, request), _SEALED).sealed
    try:
        return base64url.decode(sealed)
    except Malformed as wrong:
        raise BadAnswer(reason="welcome") from wrong


def _open(code: TicketCode, sealed: bytes) -> Welcome:
    try:
        welcome = _WELCOME.decode(code.open_welcome(sealed))
        root = base64url.decode(welcome.root)
    except SealBroken as broken:
        raise TlsMismatch(reason="welcome") from broken
    except (msgspec.DecodeError, Malformed) as wrong:
        raise BadAnswer(reason="welcome") from wrong
    if welcome.ticket != code.id or len(root) != 32 or not welcome.scopes:
        raise BadAnswer(reason="welcome")
    return welcome


def is_pending(vault: Vault) -> bool:
    """Whether an enrolment was begun here and not finished."""
    return bool(vault.meta(_PENDING))


def may_enrol(vault: Vault) -> bool:
    """Whether a ticket may be spent here: no backend yet, or every log of it has ended and is gone."""
    return not is_enrolled(vault) or all_over(vault)


def enrol(
    vault: Vault, opened: OpenedWelcome, *, now: datetime, random: Random, proxy: str | None = None
) -> Enrolled:
    """Spend the ticket and pair this vault; raises what `resume` raises, and can then be resumed.

    A vault whose device was revoked comes in again with new keys, at the backend and as the member of then.
    """
    if not (may_enrol(vault) and _is_same(vault, opened.welcome)):
        raise AlreadyEnrolled()
    # New keys for every ticket: an earlier one may have been spent, with the keys of then, unknown to us.
    keys = DeviceKeys.draw(random)
    with vault.transaction():  # (4)
        keys.save(vault)
        devices = {
            place.scope: _device_record(opened, place, keys, now, random) for place in opened.welcome.scopes
        }
        pending = Pending(opened.ticket.base_url, opened.ticket.code.id, opened.welcome, devices)
        vault.set_meta(_PENDING, msgspec.json.encode(pending))
    return resume(vault, proxy=proxy)


def _is_same(vault: Vault, welcome: Welcome) -> bool:
    if not is_enrolled(vault):
        return True
    before = enrolled(vault)
    return (before.root, before.system, before.member) == (welcome.root, welcome.system, welcome.member)


def _device_record(
    opened: OpenedWelcome, place: WelcomeScope, keys: DeviceKeys, now: datetime, random: Random
) -> str:
    """(3) The new device signs for itself, and the ticket signs for all its keys."""
    key, code = SigningKey.from_seed(keys.record_seed), opened.ticket.code
    public = public_keys(keys)
    message = proof_message(
        ticket=code.id,
        scope=place.scope,
        device=key.device_id,
        public_keys=(public.sign, public.dpop, public.seal),
    )
    proof = control.TicketProof(code.id, base64url.encode(code.signing_key.sign(message)))
    body = control.Device(opened.welcome.member, key.device_id, public, proof)
    identity = str(uuid.UUID(bytes=random(16), version=4))
    moment = format_moment(written_at(now, place.type))
    record = Record(
        id=identity,
        scope=place.scope,
        kind="device",
        entity=identity,
        device=key.device_id,
        at=moment,
        written_at=moment,
        body=msgspec.Raw(msgspec.json.encode(body)),
    )
    return sign_record(record, key).jws


def public_keys(keys: DeviceKeys) -> control.PublicKeys:
    return control.PublicKeys(
        sign=base64url.encode(SigningKey.from_seed(keys.record_seed).public),
        dpop=public_point(dpop_key(keys.proof_pem())),
        seal=base64url.encode(SealKey(keys.seal_seed).public),
    )


def resume(vault: Vault, *, proxy: str | None = None) -> Enrolled:
    """Post what was kept, and note the backend when it took it; can be called again and again.

    Raises NotEnrolled when nothing was begun, TicketUnusable, TlsMismatch, Offline, RequestRefused.
    """
    kept = vault.meta(_PENDING)
    if not kept:
        raise NotEnrolled()
    pending = _PENDING_DECODER.decode(kept)
    _spend(pending, proxy)  # (5)
    return _finish(vault, pending)  # (6)


def _spend(pending: Pending, proxy: str | None) -> None:
    url = f"{pending.base_url}/v1/enrolments/{pending.ticket}"
    body = msgspec.json.encode(EnrolRequest(pending.devices))
    with http.open_client(http.trusting_only(pending.welcome.anchor), proxy=proxy) as client:
        headers = {"Content-Type": "application/json"}
        answer = http.ask(client, client.build_request("POST", url, content=body, headers=headers))
    stored = http.read_as(answer, _ANSWER).devices
    if any(scope not in stored or stored[scope].status != "stored" for scope in pending.devices):
        raise BadAnswer(reason="enrolment")


def _finish(vault: Vault, pending: Pending) -> Enrolled:
    welcome = pending.welcome
    backend = Enrolled(
        pending.base_url, welcome.issuer, welcome.anchor, welcome.root, welcome.system, welcome.member
    )
    with vault.transaction():
        for place in (WelcomeScope(welcome.system, ScopeType.SYSTEM), *welcome.scopes):
            held = vault.scope(place.scope)
            if held is None or held.state == Standing.SHREDDED:
                vault.save_scope(ScopeRow(place.scope, place.type, 1, 0, genesis(place.scope)))
        keep_enrolled(vault, backend)
        keep_cursor(vault, "", "")
        vault.set_meta(_PENDING, b"")
    return backend
