# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Devices of the person: real vaults at the cheapest cost, paired over the network, and what they write."""

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from bench.office import MEMBER, Office, clock
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.crypto.tickets import Ticket
from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.times import format_moment, whole_minute
from tbp_casefile.wire.envelope import Record, Ref, Seen, read_record, sign_record
from tbp_tui.sync import enrolment, outbox
from tbp_tui.sync.identity import open_session, record_key
from tbp_tui.sync.pull import pull
from tbp_tui.sync.session import Session
from tbp_tui.vault.device_secret import KeyFileSecret
from tbp_tui.vault.kdf import Argon2idCost, argon2id
from tbp_tui.vault.opening import create_vault
from tbp_tui.vault.rows import OutboxRow, ScopeRow
from tbp_tui.vault.store import Vault

PASSPHRASE = "fiets lamp kano brug zomer appel"
CHEAP = Argon2idCost.floor()
WORDS = "Dit is besproken met mijn contactpersoon."


def key_file(folder: Path) -> Path:
    """Where the second key of the vault in this folder lies."""
    return folder.with_name(f"{folder.name}.key")


def make_vault(folder: Path, cost: Argon2idCost = CHEAP) -> Vault:
    """An empty vault, at the floor of what a passphrase must cost."""
    return create_vault(
        folder,
        PASSPHRASE,
        secret_store=KeyFileSecret(key_file(folder)),
        cost=cost,
        kdf=argon2id,
        random=secrets.token_bytes,
    )


@dataclass(frozen=True)
class Device:
    """A paired vault, open, and its conversation with the backend."""

    folder: Path
    vault: Vault
    session: Session

    def pull(self) -> int:
        """Receive everything; how many entries that were."""
        pulled = pull(self.vault, self.session, clock())
        assert not pulled.refused, pulled.refused
        return pulled.entries

    @property
    def case(self) -> ScopeRow:
        """The log of the case, as far as this device has it."""
        return next(place for place in self.vault.scopes() if place.type == "case")

    def package(self) -> Ref:
        """The newest version of the package, as the person has it; the family has its own."""
        row = self.vault.records.current(["package"], [self.case.scope])[-1]
        return Ref(row.scope, row.id, row.leaf.hex())

    def answer(self, about: Ref) -> OutboxRow:
        """Write one answer, as the screen does: signed and stored when this returns."""
        now = clock()
        body = Acknowledgement("seen", WORDS)
        return outbox.write(
            self.vault,
            scope=about.scope,
            kind="acknowledgement",
            body=body,
            about=about,
            at=now,
            now=now,
            random=secrets.token_bytes,
        )

    def answers(self, count: int, *, record_bytes: int = 0) -> list[str]:
        """So many signed answers, outside the outbox: what other devices of this person wrote.

        With `record_bytes` each record is padded to exactly that, and says nothing of what its writer saw.
        """
        pen = _Pen(record_key(self.vault), self.package(), None if record_bytes else self.case, clock())
        words = WORDS
        if record_bytes:
            words = "x" * (record_bytes - len(read_record(pen.answer("")).unverified.payload))
        return [pen.answer(words) for _ in range(count)]

    def again(self) -> Session:
        """A conversation that has not signed in yet."""
        return open_session(self.vault, clock=clock, random=secrets.token_bytes)


@dataclass(frozen=True)
class _Pen:
    key: SigningKey
    about: Ref
    saw: ScopeRow | None
    now: datetime

    def answer(self, words: str) -> str:
        identity, minute = str(uuid.uuid4()), format_moment(whole_minute(self.now))
        record = Record(
            id=identity,
            scope=self.about.scope,
            kind="acknowledgement",
            entity=identity,
            device=self.key.device_id,
            at=minute,
            written_at=minute,
            body=msgspec.Raw(msgspec.json.encode(Acknowledgement("seen", words))),
            about=self.about,
            seen=Seen(self.saw.epoch, self.saw.seq, self.saw.hash.hex()) if self.saw else None,
        )
        return sign_record(record, self.key).jws


@contextmanager
def paired(
    office: Office, folder: Path, member: str = MEMBER, *, cost: Argon2idCost = CHEAP
) -> Iterator[Device]:
    """A new device with an empty replica: paired, nothing received yet."""
    opened = enrolment.fetch_welcome(Ticket.parse(office.ticket(member)))
    with make_vault(folder, cost) as vault:
        enrolment.enrol(vault, opened, now=clock(), random=secrets.token_bytes)
        session = open_session(vault, clock=clock, random=secrets.token_bytes)
        try:
            yield Device(folder, vault, session)
        finally:
            session.close()
