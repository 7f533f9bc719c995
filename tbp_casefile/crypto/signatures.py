# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Ed25519 signatures as JWS in compact serialization (RFC 7515, RFC 8037, RFC 9864).

Read and verified with `cryptography` directly: one check per record is the floor of a first sync, and the
header is fixed to three members. `joserfc` is the second reader, in the tests.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tbp_casefile.crypto import base64url
from tbp_casefile.errors import BadSignature, Malformed

RECORD_TYPE = "tbp-record+json"
HEAD_TYPE = "tbp-head+json"
MAX_JWS = 32 * 1024


@lru_cache(maxsize=1024)
def device_id(public: bytes) -> str:
    """RFC 7638 thumbprint of an Ed25519 public key of 32 bytes: the id of a device, an office or the root."""
    jwk = f'{{"crv":"Ed25519","kty":"OKP","x":"{base64url.encode(public)}"}}'
    return base64url.encode(hashlib.sha256(jwk.encode("ascii")).digest())


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 key pair, kept as its seed of 32 bytes; never shown in a repr."""

    _seed: bytes

    def __repr__(self) -> str:
        return "SigningKey(...)"

    @classmethod
    def from_seed(cls, seed: bytes) -> "SigningKey":
        """Take 32 random bytes as the private key (RFC 8032)."""
        if len(seed) != 32:
            raise Malformed(reason="seed length")
        return cls(bytes(seed))

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._seed)

    @property
    def seed(self) -> bytes:
        """The 32 bytes to store in a vault."""
        return self._seed

    @cached_property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._private.public_key().public_bytes_raw()

    @cached_property
    def device_id(self) -> str:
        """RFC 7638 thumbprint of the public key."""
        return device_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """A raw signature of 64 bytes."""
        return self._private.sign(message)


def check(public: bytes, message: bytes, signature: bytes) -> None:
    """Verify a raw Ed25519 signature; raises BadSignature."""
    try:
        _loaded(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise BadSignature() from None


@lru_cache(maxsize=1024)
def _loaded(public: bytes) -> Ed25519PublicKey:
    """Once for a device: most entries of a log are by a few."""
    return Ed25519PublicKey.from_public_bytes(public)


@dataclass(frozen=True, slots=True)
class UnverifiedJws:
    """A well-formed JWS whose signature nobody has checked yet."""

    kid: str
    typ: str
    payload: bytes
    signed: bytes
    signature: bytes

    def verify(self, public: bytes) -> bytes:
        """The payload, once the signature holds under this key; raises BadSignature."""
        check(public, self.signed, self.signature)
        return self.payload


def _header(typ: str, kid: str) -> str:
    header = json.dumps({"alg": "Ed25519", "kid": kid, "typ": typ}, separators=(",", ":"))
    return base64url.encode(header.encode("ascii"))


def sign_compact(key: SigningKey, typ: str, payload: bytes) -> str:
    """Sign a payload as JWS compact with exactly `alg`, `kid` and `typ` in the header."""
    signing_input = f"{_header(typ, key.device_id)}.{base64url.encode(payload)}"
    return f"{signing_input}.{base64url.encode(key.sign(signing_input.encode('ascii')))}"


def read_compact(jws: str, typ: str) -> UnverifiedJws:
    """Take a JWS apart, strictly; the signature is still unverified. Raises Malformed."""
    if len(jws) > MAX_JWS:
        raise Malformed(reason="larger than 32 KiB")
    if not jws.isascii():
        raise Malformed(reason="not ASCII")
    parts = jws.split(".")
    if len(parts) != 3:
        raise Malformed(reason="not three segments")
    kid = _read_kid(parts[0], typ)
    signature = base64url.decode(parts[2])
    if len(signature) != 64:
        raise Malformed(reason="signature length")
    signed = jws[: len(parts[0]) + 1 + len(parts[1])].encode("ascii")
    return UnverifiedJws(kid, typ, base64url.decode(parts[1]), signed, signature)


@lru_cache(maxsize=1024)
def _read_kid(segment: str, typ: str) -> str:
    """The device id in a header that is, byte for byte, the one that we write."""
    try:
        header = json.loads(base64url.decode(segment))
    except (ValueError, RecursionError):
        raise Malformed(reason="header") from None
    if not isinstance(header, dict) or not isinstance(header.get("kid"), str):
        raise Malformed(reason="header")
    kid: str = header["kid"]
    if not kid.isascii() or segment != _header(typ, kid):
        raise Malformed(reason="header")
    return kid
