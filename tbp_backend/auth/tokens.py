# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""JWTs taken apart, strictly: one algorithm, one type, and only then the signature.

`joserfc` verifies; what may stand in a header is decided here, before any key is looked at.
"""

from functools import lru_cache

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

from tbp_casefile.crypto import base64url
from tbp_casefile.errors import Malformed

MAX_TOKEN = 4096
_ES256 = JWSRegistry(algorithms=["ES256"]).get_alg("ES256")


class NotGenuine(Exception):
    """A JWT that is not what it claims to be; says nothing about why."""


class Jwk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public P-256 key, and nothing else: a private part in here is a mistake worth refusing."""

    kty: str
    crv: str
    x: str
    y: str

    @property
    def point(self) -> str:
        """x || y as base64url, as a `device` record has it."""
        return _point(self.x, self.y)


@lru_cache(maxsize=4096)
def _point(x: str, y: str) -> str:
    return base64url.encode(base64url.decode(x) + base64url.decode(y))


class Header(msgspec.Struct, frozen=True):
    """What we read of a JOSE header; `crit` and keys by address make a token unacceptable."""

    alg: str = ""
    typ: str = ""
    jwk: Jwk | None = None
    crit: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


_HEADER = msgspec.json.Decoder(Header)


def read_header(token: str, typ: str) -> Header:
    """The header of a JWT of this type, signed with ES256; raises NotGenuine."""
    if len(token) > MAX_TOKEN or token.count(".") != 2:
        raise NotGenuine()
    try:
        header = _HEADER.decode(base64url.decode(token.partition(".")[0]))
    except (Malformed, msgspec.MsgspecError):
        raise NotGenuine() from None
    if header.alg != "ES256" or header.typ != typ or header.crit is not msgspec.UNSET:
        raise NotGenuine()
    return header


def unverified_claims(token: str) -> bytes:
    """The payload of a JWT that nobody has verified yet: only to find out whose key to try."""
    try:
        return base64url.decode(token.split(".")[1])
    except (Malformed, IndexError):
        raise NotGenuine() from None


def verify(token: str, point: str) -> bytes:
    """The payload, once the ES256 signature holds under this key; raises NotGenuine."""
    signed, _, signature = token.rpartition(".")
    try:
        genuine = _ES256.verify(signed.encode("ascii"), base64url.decode(signature), _key(point))
    except (JoseError, Malformed, ValueError):
        raise NotGenuine() from None
    if not genuine:
        raise NotGenuine()
    return unverified_claims(token)


@lru_cache(maxsize=4096)
def _key(point: str) -> ECKey:
    raw = base64url.decode(point)
    if len(raw) != 64:
        raise ValueError("not a point of P-256")
    jwk: dict[str, str | list[str]] = {
        "kty": "EC",
        "crv": "P-256",
        "x": base64url.encode(raw[:32]),
        "y": base64url.encode(raw[32:]),
    }
    key = ECKey.import_key(jwk)
    _ = key.public_key  # refuses a point that is not on the curve
    return key
