# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What enrolment leaves in the vault: whose backend this is, and who we are there (DESIGN section 6)."""

import msgspec

from tbp_casefile import model
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import Random
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.control import Key
from tbp_casefile.times import parse_moment, to_ms
from tbp_casefile.wire.envelope import read_record
from tbp_tui.sync.errors import NotEnrolled
from tbp_tui.sync.http import open_client, trusting_only
from tbp_tui.sync.session import Session
from tbp_tui.sync.tokens import Clock, Prover, ServerClock, dpop_key
from tbp_tui.vault.keys import DeviceKeys
from tbp_tui.vault.store import Vault

_ENROLLED = "sync.enrolled"


class Enrolled(msgspec.Struct, frozen=True):
    """The backend of this vault and its trust: `anchor` is PEM, `root` the pinned root key in base64url."""

    base_url: str
    issuer: str
    anchor: str
    root: str
    system: str
    member: str

    @property
    def root_key(self) -> bytes:
        """The key that every other key of this backend follows from, 32 bytes."""
        return base64url.decode(self.root)


_DECODER = msgspec.json.Decoder(Enrolled)


def is_enrolled(vault: Vault) -> bool:
    """Whether this vault was paired with a backend."""
    return vault.meta(_ENROLLED) is not None


def enrolled(vault: Vault) -> Enrolled:
    """The backend of this vault; raises NotEnrolled."""
    kept = vault.meta(_ENROLLED)
    if kept is None:
        raise NotEnrolled()
    return _DECODER.decode(kept)


def keep_enrolled(vault: Vault, backend: Enrolled) -> None:
    """Note the backend; inside the transaction that also notes its scopes."""
    vault.set_meta(_ENROLLED, msgspec.json.encode(backend))


def anchors(vault: Vault) -> tuple[str, ...]:
    """The certificates that this device believes its backend by, PEM, the one of its enrolment first.

    The root may have vouched for another one in `system`, and ended an old one: by the moment of the newest
    head of that log, because the clock of this device has no say in it.
    """
    backend = enrolled(vault)
    place = vault.scope(backend.system)
    granted: dict[str, Key] = {}
    for row in vault.records.controls(backend.system):
        record = read_record(row.jws).record
        if record.kind == "key":
            key = model.read_body(record.kind, record.schema, record.body)
            assert isinstance(key, Key)
            granted[key.id] = key
    at = place.head_at if place else 0
    ended = {key.anchor for key in granted.values() if key.until and to_ms(parse_moment(key.until)) <= at}
    named = [backend.anchor, *(key.anchor for key in granted.values() if "tls" in key.may and key.anchor)]
    alive = tuple(anchor for anchor in dict.fromkeys(named) if anchor not in ended)
    return alive or (backend.anchor,)


def record_key(vault: Vault) -> SigningKey:
    """The key with which this device signs its records; raises NotEnrolled."""
    keys = DeviceKeys.load(vault)
    if keys is None:
        raise NotEnrolled()
    return SigningKey.from_seed(keys.record_seed)


def prover(vault: Vault, *, clock: Clock, random: Random) -> Prover:
    """What signs in as this device; raises NotEnrolled."""
    backend, keys = enrolled(vault), DeviceKeys.load(vault)
    if keys is None:
        raise NotEnrolled()
    device = SigningKey.from_seed(keys.record_seed).device_id
    return Prover(dpop_key(keys.proof_pem()), device, backend.issuer, ServerClock(clock), random)


def open_session(vault: Vault, *, clock: Clock, random: Random, proxy: str | None = None) -> Session:
    """A conversation with the backend of this vault, under the trust of its welcome; asks nothing yet."""
    backend = enrolled(vault)
    client = open_client(trusting_only("".join(anchors(vault))), proxy=proxy)
    return Session(client, backend.base_url, prover(vault, clock=clock, random=random))
