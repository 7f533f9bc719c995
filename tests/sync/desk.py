# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A device with a real vault and a clock of its own; and somebody who can stand between it and a backend."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import msgspec

from tbp_casefile.crypto.tickets import Ticket
from tbp_casefile.model.case import Acknowledgement
from tbp_tui.sync import adding, devices, enrolment, http, outbox
from tbp_tui.sync.engine import SyncReport, sync_once
from tbp_tui.sync.identity import enrolled, keep_enrolled, open_session, prover, record_key
from tbp_tui.sync.session import Session
from tbp_tui.vault.device_secret import NoSecret
from tbp_tui.vault.kdf import Argon2idCost
from tbp_tui.vault.opening import create_vault, open_vault
from tbp_tui.vault.process import this_process
from tbp_tui.vault.rows import OutboxRow
from tbp_tui.vault.store import Vault

PASSPHRASE = "zes losse woorden voor deze proef"


def cheap_kdf(passphrase: bytearray, *, salt: bytes, secret: bytes, cost: Argon2idCost) -> bytearray:
    """Stands in for Argon2id: these tests are not about guessing passphrases."""
    return bytearray(hashlib.sha256(bytes(passphrase) + salt + secret).digest())


def new_vault(folder: Path) -> Vault:
    """An empty vault."""
    return create_vault(
        folder,
        PASSPHRASE,
        secret_store=NoSecret(),
        cost=Argon2idCost.floor(),
        kdf=cheap_kdf,
        random=secrets.token_bytes,
    )


def reopened(folder: Path) -> Vault:
    """The vault as the next process finds it."""
    return open_vault(
        folder,
        PASSPHRASE,
        secret_store_for=lambda _: NoSecret(),
        kdf=cheap_kdf,
        random=secrets.token_bytes,
    )


@dataclass(frozen=True)
class Asked:
    """One question as it passes somebody in between."""

    method: str
    path: str
    body: bytes


@dataclass(frozen=True)
class Answered:
    """One answer, whole, as it passes somebody in between."""

    status: int
    headers: dict[str, str]
    body: bytes


Meddling = Callable[[Asked, Callable[[], Answered]], Answered]
"""What somebody in between does: asks on (or not, or twice) and gives an answer (or raises)."""


class InBetween(httpx2.BaseTransport):
    """A transport over real TLS through which every question and answer passes a test first."""

    def __init__(self, anchor: str, meddling: Meddling) -> None:
        self._real = httpx2.HTTPTransport(verify=http.trusting_only(anchor), trust_env=False)
        self._meddling = meddling
        self.log: list[tuple[Asked, Answered]] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        asked = Asked(request.method, request.url.raw_path.decode(), request.read())
        answered = self._meddling(asked, lambda: self._ask_on(request, asked))
        stream = httpx2.ByteStream(answered.body)
        return httpx2.Response(answered.status, headers=answered.headers, stream=stream)

    def _ask_on(self, request: httpx2.Request, asked: Asked) -> Answered:
        response = self._real.handle_request(
            httpx2.Request(request.method, request.url, headers=request.headers, content=asked.body)
        )
        try:
            body = b"".join(response.iter_raw())
        finally:
            response.close()
        answered = Answered(response.status_code, dict(response.headers), body)
        self.log.append((asked, answered))
        return answered

    def close(self) -> None:
        self._real.close()


def honest(asked: Asked, ask_on: Callable[[], Answered]) -> Answered:
    """Somebody in between who only watches."""
    return ask_on()


@dataclass
class Desk:
    """A device: its vault and what it can do."""

    folder: Path
    vault: Vault
    ahead: timedelta = timedelta(0)
    sessions: list[Session] = field(default_factory=list)

    def now(self) -> datetime:
        """What the clock of this device shows."""
        return datetime.now(UTC) + self.ahead

    def enrol(self, ticket: str) -> None:
        """Pair with a ticket."""
        opened = enrolment.fetch_welcome(Ticket.parse(ticket))
        enrolment.enrol(self.vault, opened, now=self.now(), random=secrets.token_bytes)

    def moves_to(self, address: str) -> None:
        """The same backend at another address."""
        keep_enrolled(self.vault, msgspec.structs.replace(enrolled(self.vault), base_url=address))

    def session(self) -> Session:
        """A conversation with the backend."""
        self.sessions.append(open_session(self.vault, clock=self.now, random=secrets.token_bytes))
        return self.sessions[-1]

    def session_past(self, meddling: Meddling = honest) -> tuple[Session, InBetween]:
        """A conversation that somebody stands in between of."""
        backend = enrolled(self.vault)
        between = InBetween(backend.anchor, meddling)
        signer = prover(self.vault, clock=self.now, random=secrets.token_bytes)
        session = Session(httpx2.Client(transport=between), backend.base_url, signer)
        self.sessions.append(session)
        return session, between

    def sync(self, session: Session | None = None) -> SyncReport:
        """One sync, in a conversation of its own unless one is given."""
        return sync_once(self.vault, session or self.session(), now=self.now(), process=this_process())

    def sync_past(self, meddling: Meddling) -> SyncReport:
        """One sync with somebody in between."""
        return self.sync(self.session_past(meddling)[0])

    @property
    def case(self) -> str:
        """The scope of the case."""
        return next(row.scope for row in self.vault.scopes() if row.type == "case")

    def write(self, text: str = "", *, hold_seconds: int = 0) -> OutboxRow:
        """Acknowledge, on this device."""
        now = self.now()
        return outbox.write(
            self.vault,
            scope=self.case,
            kind="acknowledgement",
            body=Acknowledgement("seen", text),
            at=now,
            now=now,
            random=secrets.token_bytes,
            hold_seconds=hold_seconds,
        )

    @property
    def id(self) -> str:
        """The id of this device."""
        return record_key(self.vault).device_id

    def ticket(self) -> str:
        """A line for one more device of this member."""
        process = this_process()
        session = self.session()
        return adding.issue(
            self.vault, session, now=self.now(), process=process, random=secrets.token_bytes
        ).line

    def revoke(self, device: str, *, late: bool = True) -> int:
        """End a device of this member; in how many logs."""
        (meant,) = (one for one in devices.own_devices(self.vault) if one.device == device)
        return len(devices.revoke(self.vault, meant, self.now(), secrets.token_bytes, late=late))

    def states(self) -> dict[str, str]:
        """How each log stands, by its type."""
        return {place.type: place.state for place in self.vault.scopes()}

    def close(self) -> None:
        """Close every conversation and the vault."""
        for session in self.sessions:
            session.close()
        self.vault.close()


def contents(vault: Vault) -> str:
    """A fingerprint of everything verified, records and places; standing and code left out."""
    rows = vault._database.rows("SELECT * FROM records ORDER BY scope, seq")
    places = [place._replace(state="", code="") for place in vault.scopes()]
    return hashlib.sha256(repr((rows, places)).encode()).hexdigest()
