# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A device as an independent client would write it: httpx2 for HTTP over real TLS, joserfc for tokens.

It shares the records and tickets of `tbp_casefile` with the app, and nothing else.
"""

import hashlib
import json
import secrets
import ssl
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import msgspec
from joserfc import jws
from joserfc.jwk import ECKey

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import SealKey
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.crypto.tickets import Ticket, proof_message
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import LogState
from tbp_casefile.model.control import Device, PublicKeys, TicketProof
from tbp_casefile.verify import VerifiedPage, verify_page
from tbp_casefile.wire.api import Page, Welcome
from tbp_casefile.wire.envelope import Record, Seen, SignedRecord, sign_record

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
JSON = {"Content-Type": "application/json"}


def connect(address: str, anchor: str) -> httpx2.Client:
    """A connection that trusts the anchor of the welcome and nothing else, as strictly as Python can."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=anchor)
    context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
    return httpx2.Client(base_url=address, verify=context, follow_redirects=False, timeout=30)


@dataclass
class Keys:
    """The three key pairs of a device."""

    sign: SigningKey = field(default_factory=lambda: SigningKey.from_seed(secrets.token_bytes(32)))
    dpop: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256"))
    seal: SealKey = field(default_factory=lambda: SealKey(secrets.token_bytes(32)))

    @property
    def jwk(self) -> dict[str, Any]:
        return {name: self.dpop.as_dict(private=False)[name] for name in ("kty", "crv", "x", "y")}

    @property
    def public(self) -> PublicKeys:
        point = base64url.decode(self.jwk["x"]) + base64url.decode(self.jwk["y"])
        return PublicKeys(
            base64url.encode(self.sign.public), base64url.encode(point), base64url.encode(self.seal.public)
        )


def compact(header: dict[str, Any], claims: dict[str, Any], key: Any) -> str:
    """A JWT with whatever header and key a test wants."""
    return jws.serialize_compact(header, json.dumps(claims), key, algorithms=[header["alg"]])


def moment(now: datetime, *, whole_hours: bool = False) -> str:
    """A moment as `writtenAt` has it; by the hour in logs from which nobody may learn when others wake."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:00:00Z" if whole_hours else "%Y-%m-%dT%H:%M:00Z")


@dataclass
class TestDevice:
    """A device with its keys; every step can be taken by itself, so that tests can take it wrongly."""

    __test__ = False

    ticket: Ticket
    http: httpx2.Client
    keys: Keys = field(default_factory=Keys)
    skew: timedelta = timedelta(0)
    nonce: str = ""
    token: str = ""
    welcome: Welcome | None = None

    @property
    def id(self) -> str:
        return self.keys.sign.device_id

    @property
    def address(self) -> str:
        return self.ticket.base_url

    def now(self) -> datetime:
        """What this device believes."""
        return datetime.now(UTC) + self.skew

    @property
    def case(self) -> str:
        return self.scopes("case")[0]

    def scopes(self, of_type: str) -> list[str]:
        """The logs of this type that the welcome names."""
        return [one.scope for one in self.welcome.scopes if one.type == of_type] if self.welcome else []

    def send(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """A call; the nonce of every answer is kept."""
        answer = self.http.request(method, path, **options)
        self.nonce = answer.headers.get("DPoP-Nonce", self.nonce)
        return answer

    # --- enrolment

    def read_welcome(self) -> Welcome:
        """Fetch the sealed welcome and open it with the code."""
        answer = self.send("GET", f"/v1/enrolments/{self.ticket.code.id}")
        assert answer.status_code == 200, answer.text
        opened = self.ticket.code.open_welcome(base64url.decode(answer.json()["sealed"]))
        self.welcome = msgspec.json.decode(opened, type=Welcome)
        return self.welcome

    def device_record(self, scope: str, member: str = "") -> SignedRecord:
        """The record by which this device comes into a log."""
        assert self.welcome is not None
        public, code = self.keys.public, self.ticket.code
        message = proof_message(
            ticket=code.id, scope=scope, device=self.id, public_keys=(public.sign, public.dpop, public.seal)
        )
        proof = TicketProof(code.id, base64url.encode(code.signing_key.sign(message)))
        body = Device(member or self.welcome.member, self.id, public, proof)
        return self.record(scope, "device", body)

    def device_records(self, member: str = "") -> dict[str, str]:
        """The same for every log of the welcome, as they are posted."""
        assert self.welcome is not None
        return {one.scope: self.device_record(one.scope, member).jws for one in self.welcome.scopes}

    def record(self, scope: str, kind: str, body: msgspec.Struct, **more: Any) -> SignedRecord:
        """A record by this device."""
        record_id = str(uuid.uuid4())
        written = moment(self.now(), whole_hours=scope in self.scopes("employer"))
        record = Record(
            id=record_id,
            scope=scope,
            kind=kind,
            entity=record_id,
            device=self.id,
            at=written,
            written_at=written,
            body=msgspec.Raw(msgspec.json.encode(body)),
        )
        return sign_record(msgspec.structs.replace(record, **more), self.keys.sign)

    def post_enrolment(self, devices: dict[str, str] | None = None) -> httpx2.Response:
        """Spend the ticket."""
        devices = self.device_records() if devices is None else devices
        return self.send("POST", f"/v1/enrolments/{self.ticket.code.id}", json={"devices": devices})

    def enrol(self) -> "TestDevice":
        """Come in the ordinary way, and sign in."""
        self.read_welcome()
        answer = self.post_enrolment()
        assert answer.status_code == 200, answer.text
        return self.sign_in()

    # --- tokens

    def proof(self, method: str, path: str, *, token: str = "", **claims: Any) -> str:
        """A DPoP proof; any claim can be set to something else, or to None to leave it out."""
        said: dict[str, Any] = {
            "jti": secrets.token_urlsafe(16),
            "htm": method,
            "htu": self.address + path.partition("?")[0],
            "iat": int(self.now().timestamp()),
            "nonce": self.nonce,
        }
        if token:
            said["ath"] = base64url.encode(hashlib.sha256(token.encode()).digest())
        said |= claims
        said = {name: value for name, value in said.items() if value is not None}
        return compact({"alg": "ES256", "typ": "dpop+jwt", "jwk": self.keys.jwk}, said, self.keys.dpop)

    def assertion(self, **claims: Any) -> str:
        """A client assertion; any claim can be set to something else."""
        assert self.welcome is not None
        seconds = int(self.now().timestamp())
        said = {
            "iss": self.id,
            "sub": self.id,
            "aud": self.welcome.issuer,
            "jti": secrets.token_urlsafe(16),
            "iat": seconds,
            "exp": seconds + 300,
        } | claims
        return compact({"alg": "ES256", "typ": "client-authentication+jwt"}, said, self.keys.dpop)

    def ask_token(self, assertion: str = "", proof: str = "", **form: Any) -> httpx2.Response:
        """Ask for a token, once, as it is."""
        fields = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": assertion or self.assertion(),
        } | form
        headers = {"DPoP": proof or self.proof("POST", "/v1/tokens")}
        return self.send("POST", "/v1/tokens", data=fields, headers=headers)

    def sign_in(self) -> "TestDevice":
        """Ask for a token, with the nonce that the first answer gives."""
        if not self.nonce:
            self.ask_token()
        answer = self.ask_token()
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["access_token"]
        return self

    # --- calls

    def call(self, method: str, path: str, *, proof: str = "", **options: Any) -> httpx2.Response:
        """A signed-in call."""
        headers = {
            "Authorization": f"DPoP {self.token}",
            "DPoP": proof or self.proof(method, path, token=self.token),
        } | options.pop("headers", {})
        return self.send(method, path, headers=headers, **options)

    def pull(self, scope: str, after: int = 0, epoch: int = 1) -> httpx2.Response:
        """A page of a log."""
        return self.call("GET", f"/v1/logs/{scope}/entries?after={after}&epoch={epoch}")

    def push(self, scope: str, records: Sequence[SignedRecord | str]) -> list[dict[str, Any]]:
        """Push records and give back what became of each."""
        texts = [one if isinstance(one, str) else one.jws for one in records]
        answer = self.call("POST", f"/v1/logs/{scope}/entries", json={"records": texts})
        assert answer.status_code == 200, answer.text
        results: list[dict[str, Any]] = answer.json()["results"]
        return results

    def verified(self, scope: str, keys: SystemKeys) -> tuple[LogState, list[VerifiedPage]]:
        """The whole log, every page of it checked as the app does."""
        state, pages = LogState.empty(scope), []
        while True:
            answer = self.pull(scope, state.seq)
            assert answer.status_code == 200, answer.text
            page = msgspec.json.decode(answer.content, type=Page)
            checked = verify_page(state, keys, page, lambda _: None)
            state, keys = checked.state, checked.keys
            pages.append(checked)
            if not page.more:
                return state, pages

    def system_keys(self) -> SystemKeys:
        """The keys that `system` grants, checked under the pinned root."""
        assert self.welcome is not None
        keys = SystemKeys(base64url.decode(self.welcome.root))
        return self.verified(self.welcome.system, keys)[1][-1].keys

    def seen(self, state: LogState) -> Seen:
        """What this device has verified."""
        return Seen(state.epoch, state.seq, state.hash.hex())
