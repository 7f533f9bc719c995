# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Access tokens of five minutes, bound to the key of their device (RFC 9068 in form, RFC 9449 `cnf.jkt`).

HS256 with a key from the database: only the backend itself reads them, and every process of it can.
"""

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

import msgspec
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from tbp_backend.auth.tokens import MAX_TOKEN, NotGenuine
from tbp_casefile.crypto import base64url

SECONDS = 300
_REMEMBERED = 10_000


class Confirmation(msgspec.Struct, frozen=True):
    """RFC 9449 section 6.1: the thumbprint of the key that must prove possession."""

    jkt: str


class Access(msgspec.Struct, frozen=True):
    """What a token says: this device, until then, with this key."""

    sub: str
    iss: str
    iat: int
    exp: int
    jti: str
    cnf: Confirmation


_ACCESS = msgspec.json.Decoder(Access)


@lru_cache(maxsize=4096)
def thumbprint(point: str) -> str:
    """RFC 7638 thumbprint of a P-256 key given as x || y, base64url."""
    raw = base64url.decode(point)
    x, y = base64url.encode(raw[:32]), base64url.encode(raw[32:])
    jwk = f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'
    return base64url.encode(hashlib.sha256(jwk.encode("ascii")).digest())


@dataclass
class AccessTokens:
    """Mints tokens and reads them back; one that was checked is remembered by its hash until it ends."""

    key: OctKey
    issuer: str
    _checked: "OrderedDict[bytes, Access]" = field(default_factory=OrderedDict)

    @classmethod
    def with_key(cls, secret: bytes, issuer: str) -> "AccessTokens":
        """Take the key from the database."""
        return cls(OctKey.import_key(secret), issuer)

    def mint(self, device: str, point: str, now: datetime) -> str:
        """A token for this device and this key."""
        at = int(now.timestamp())
        confirmation = Confirmation(thumbprint(point))
        access = Access(device, self.issuer, at, at + SECONDS, secrets.token_urlsafe(12), confirmation)
        header = {"alg": "HS256", "typ": "at+jwt"}
        return jws.serialize_compact(header, msgspec.json.encode(access), self.key, algorithms=["HS256"])

    def read(self, token: str, now: datetime) -> Access:
        """What a token says; raises NotGenuine when it is not ours or has ended."""
        digest = hashlib.sha256(token.encode("utf-8")).digest()
        access = self._checked.get(digest) or self._verify(token)
        if not access.iat - SECONDS <= now.timestamp() < access.exp:
            self._checked.pop(digest, None)
            raise NotGenuine()
        self._checked[digest] = access
        if len(self._checked) > _REMEMBERED:
            self._checked.popitem(last=False)
        return access

    def _verify(self, token: str) -> Access:
        if len(token) > MAX_TOKEN:
            raise NotGenuine()
        try:
            read = jws.deserialize_compact(token, self.key, algorithms=["HS256"])
            access = _ACCESS.decode(read.payload)
        except (JoseError, ValueError, msgspec.MsgspecError):
            raise NotGenuine() from None
        if read.headers().get("typ") != "at+jwt" or access.iss != self.issuer:
            raise NotGenuine()
        return access
