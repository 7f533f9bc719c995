# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What enrolment leaves in the vault: whose backend this is, and who we are there (DESIGN section 6)."""

import msgspec

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import Random
from tbp_casefile.crypto.signatures import SigningKey
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
    client = open_client(trusting_only(backend.anchor), proxy=proxy)
    return Session(client, backend.base_url, prover(vault, clock=clock, random=random))
