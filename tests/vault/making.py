# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Vaults and rows for tests, made through the same door as the program's."""

import hashlib
import os
import uuid
from pathlib import Path

from tbp_tui.vault import rewrapping
from tbp_tui.vault.device_secret import DeviceSecretStore, KeyFileSecret
from tbp_tui.vault.kdf import Argon2idCost
from tbp_tui.vault.opening import create_vault, open_vault
from tbp_tui.vault.recovery import RecoveryCode
from tbp_tui.vault.rewrapping import Door
from tbp_tui.vault.rows import OutboxRow, RecordRow, ScopeRow
from tbp_tui.vault.store import Vault

PASSPHRASE = "lantaarn olijf tram wolken"
SCOPE = "5f3b0c1e-0f5d-4f0e-9a53-8d4f3a2b1c00"
NOW = 1_780_000_000_000


class CheapKdf:
    """Stands in for Argon2id where a test is about something else; counts how often it was asked."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, passphrase: bytearray, *, salt: bytes, secret: bytes, cost: Argon2idCost) -> bytearray:
        self.calls += 1
        mixed = b"|".join([bytes(passphrase), salt, secret, repr(cost).encode()])
        return bytearray(hashlib.sha256(mixed).digest())


class Place:
    """A folder for a vault with the key file beside it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "kept"
        self.key_file = root / "stick"
        self.secret: DeviceSecretStore = KeyFileSecret(self.key_file)
        self.kdf = CheapKdf()

    @property
    def header(self) -> Path:
        return self.folder / "notes.head"

    @property
    def records(self) -> Path:
        return self.folder / "notes.db"

    def recover(self, code: RecoveryCode, new: str) -> None:
        """By the code on paper; a lost second key is made anew where this place keeps it now."""
        rewrapping.recover(self.door, code.material(), new, lambda: self.secret)

    @property
    def door(self) -> Door:
        return Door(self.folder, lambda _: self.secret, self.kdf, os.urandom)

    def create(self, passphrase: str = PASSPHRASE) -> Vault:
        return create_vault(
            self.folder,
            passphrase,
            secret_store=self.secret,
            cost=Argon2idCost.floor(),
            kdf=self.kdf,
            random=os.urandom,
        )

    def open(self, passphrase: str = PASSPHRASE) -> Vault:
        return open_vault(
            self.folder, passphrase, secret_store_for=lambda _: self.secret, kdf=self.kdf, random=os.urandom
        )

    def contents(self) -> dict[str, bytes]:
        """Every file and what is in it, to see that nothing changed."""
        return {file.name: file.read_bytes() for file in sorted(self.folder.iterdir())}


def record(seq: int, **changes: object) -> RecordRow:
    """A record row; what a test is about it says itself."""
    row = RecordRow(
        scope=SCOPE,
        seq=seq,
        id=str(uuid.uuid4()),
        kind="measure",
        entity=str(uuid.uuid4()),
        device="d" * 43,
        member=str(uuid.uuid4()),
        role="authority",
        at="2026-05-19T10:00:00+02:00",
        received=NOW + seq,
        verdict="counts",
        code="",
        current=1,
        control=0,
        leaf=bytes([seq % 256]) * 32,
        hash=bytes([seq % 251]) * 32,
        jws=f"header.payload-{seq}.signature",
    )
    return row._replace(**changes)  # type: ignore[arg-type]  # the names are checked by _replace


def outgoing(**changes: object) -> OutboxRow:
    """A row for the outbox."""
    row = OutboxRow(
        scope=SCOPE,
        id=str(uuid.uuid4()),
        kind="acknowledgement",
        entity=str(uuid.uuid4()),
        at="2026-05-19T10:00:00+02:00",
        created=NOW,
        hold_until=NOW,
        jws="header.payload.signature",
        leaf=bytes(32),
    )
    return row._replace(**changes)  # type: ignore[arg-type]  # the names are checked by _replace


def scope_row(**changes: object) -> ScopeRow:
    """A row for a scope."""
    row = ScopeRow(scope=SCOPE, type="case", epoch=1, seq=0, hash=bytes(32))
    return row._replace(**changes)  # type: ignore[arg-type]  # the names are checked by _replace
