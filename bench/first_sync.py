# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The first sync of 10,000 records, beside its floor.

The floor is the same bytes over the same TLS, one Ed25519 check for each record, and one bulk insert of the
same rows into the same tables in the same cipher. Nothing is read, judged or chained there.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bench.bare import serving_bare
from bench.devices import Device, make_vault
from bench.figures import Figure, middle_pair
from bench.stage import MANY, Stage
from tbp_casefile.keys import SystemKeys
from tbp_casefile.tables import DECIDING_KINDS, KINDS
from tbp_casefile.wire.api import Page
from tbp_casefile.wire.envelope import read_record
from tbp_tui.sync import http
from tbp_tui.sync.identity import enrolled
from tbp_tui.sync.telling import told_again
from tbp_tui.vault.rows import RecordRow

ROUNDS = 5
BOUND = 1.6


@dataclass(frozen=True)
class Floor:
    """Everything that the floor needs, made ready beforehand."""

    address: str
    anchor: str
    pages: int
    checks: tuple[tuple[Ed25519PublicKey, bytes, bytes], ...]
    rows: tuple[RecordRow, ...]

    def seconds(self, folder: Path) -> float:
        """(1) download  (2) check  (3) insert."""
        with make_vault(folder) as vault:
            started = time.perf_counter()
            with http.open_client(http.trusting_only(self.anchor)) as client:
                for number in range(self.pages):
                    assert client.get(f"{self.address}/pages/{number}").content  # (1)
            for public, signed, signature in self.checks:
                public.verify(signature, signed)  # (2)
            vault.records.add(self.rows)  # (3)
            return time.perf_counter() - started


def measure(stage: Stage) -> Iterator[Figure]:
    """Taken in turns; each sync is that of a new device."""
    model = stage.device(stage.large.office, "model")
    model.pull()
    pages = stage.place("pages")
    keep_pages(model, pages)
    with serving_bare(stage.large.office, stage.folder, pages) as address:
        floor = _floor(model, address, len(list(pages.iterdir())))
        rounds = (
            (_sync(stage, number), floor.seconds(stage.place(f"floor-{number}"))) for number in range(ROUNDS)
        )
        seconds, least = middle_pair(rounds)
    yield Figure(f"first sync of {MANY:,} records", seconds, BOUND, floor=least)


def _sync(stage: Stage, number: int) -> float:
    device = stage.device(stage.large.office, f"newcomer-{number}")
    started = time.perf_counter()
    entries = device.pull()
    assert entries >= MANY, entries
    return time.perf_counter() - started


def keep_pages(device: Device, folder: Path) -> None:
    """Every page of every log as it comes over the wire."""
    folder.mkdir()
    for place in device.vault.scopes():
        after = 0
        while after < place.seq:
            path = f"/v1/logs/{place.scope}/entries?after={after}&epoch={place.epoch}"
            body = device.session.get(path).body
            (folder / str(len(list(folder.iterdir())))).write_bytes(body)
            after = msgspec.json.decode(body, type=Page).entries[-1].seq


def _floor(device: Device, address: str, pages: int) -> Floor:
    vault, backend = device.vault, enrolled(device.vault)
    keys = SystemKeys(backend.root_key)
    publics: dict[str, bytes] = {}
    for place in sorted(vault.scopes(), key=lambda place: place.scope != backend.system):
        state = told_again(vault, place, keys)
        publics |= {name: known.public for name, known in state.devices.items()}
    publics |= {name: public for name in keys.granted if (public := keys.public(name))}
    publics[keys.root_id] = keys.root
    rows = vault.records.history(KINDS | DECIDING_KINDS)
    assert len(rows) == vault.records.count(), len(rows)
    loaded = {name: Ed25519PublicKey.from_public_bytes(public) for name, public in publics.items()}
    read = [read_record(row.jws).unverified for row in rows]
    checks = tuple((loaded[jws.kid], jws.signed, jws.signature) for jws in read)
    return Floor(address, backend.anchor, pages, checks, tuple(rows))
