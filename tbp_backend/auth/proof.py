# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Proof of possession (RFC 9449): this request, this address, this token, now, and once.

The address is held against the configured public URL, never against a forwarded header.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from tbp_backend.auth.nonces import Nonces
from tbp_backend.auth.tokens import NotGenuine, read_header, verify
from tbp_casefile.crypto import base64url
from tbp_casefile.errors import Malformed

PROOF_TYPE = "dpop+jwt"


class StaleNonce(Exception):
    """A genuine proof without a nonce of now: here is one, try again."""


class Claims(msgspec.Struct, frozen=True):
    """What a proof says (RFC 9449 section 4.2). `iat` must be there; the nonce decides about freshness."""

    jti: str
    htm: str
    htu: str
    iat: int | float
    nonce: str = ""
    ath: str = ""


_CLAIMS = msgspec.json.Decoder(Claims)


@dataclass(frozen=True)
class Proof:
    """A proof that holds: the key behind it (x || y, base64url), its id, and when its nonce was given out."""

    point: str
    jti: str
    bucket: int


@dataclass(frozen=True)
class Call:
    """The request that a proof is about; `token` is empty at the token endpoint."""

    method: str
    url: str
    token: str = ""


def check_proof(proof: str, call: Call, nonces: Nonces, now: datetime) -> Proof:
    """Check a proof as RFC 9449 section 4.3 lists it; raises NotGenuine or StaleNonce.

    (1) its type and algorithm  (2) its own key signed it  (3) method and address  (4) the token
    (5) the nonce. That it comes once is for the caller, who knows where that is remembered.
    """
    header = read_header(proof, PROOF_TYPE)  # (1)
    claims, point = _signed_by_its_key(proof, header.jwk)  # (2)
    _require(claims.htm == call.method and claims.htu == call.url)  # (3)
    _require(claims.ath == (_hash_of(call.token) if call.token else ""))  # (4)
    _require(0 < len(claims.jti) <= 128)
    bucket = nonces.bucket_of(claims.nonce, now)  # (5)
    if bucket is None:
        raise StaleNonce()
    return Proof(point, claims.jti, bucket)


def _require(holds: bool) -> None:
    if not holds:
        raise NotGenuine()


def _signed_by_its_key(proof: str, jwk: object) -> tuple[Claims, str]:
    from tbp_backend.auth.tokens import Jwk

    if not isinstance(jwk, Jwk) or (jwk.kty, jwk.crv) != ("EC", "P-256"):
        raise NotGenuine()
    try:
        return _CLAIMS.decode(verify(proof, jwk.point)), jwk.point
    except (Malformed, msgspec.MsgspecError):
        raise NotGenuine() from None


def _hash_of(token: str) -> str:
    return base64url.encode(hashlib.sha256(token.encode("utf-8")).digest())


@dataclass
class Replays:
    """Ids of proofs that were used, in this process, for as long as their nonce is taken."""

    _used: dict[int, set[str]] = field(default_factory=dict)

    def first_time(self, proof: Proof) -> bool:
        """Whether this proof was not seen before; it is now."""
        for bucket in [old for old in self._used if old < proof.bucket - 1]:
            del self._used[bucket]
        used = self._used.setdefault(proof.bucket, set())
        name = f"{proof.point} {proof.jti}"
        if name in used:
            return False
        used.add(name)
        return True
