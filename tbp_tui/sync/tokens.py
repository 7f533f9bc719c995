# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What this device signs to be let in: a client assertion (RFC 7523) and DPoP proofs (RFC 9449), both ES256.

The two are told apart by `typ` (rfc7523bis). No token is kept here; records are signed with another key.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from joserfc import jwt
from joserfc.jwk import ECKey

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import Random

Clock = Callable[[], datetime]
"""What time it is, as an argument."""

ASSERTION_LIFE = timedelta(seconds=60)
_ALGORITHMS = ["ES256"]

# A clock of 1970 is wrong by less than this; a `Date` that differs by more is nonsense.
_ANY_CLOCK = timedelta(days=36_500)


def dpop_key(pem: bytes) -> ECKey:
    """The ES256 key of this device, from its PKCS #8 form."""
    return ECKey.import_key(pem)


def public_point(key: ECKey) -> str:
    """x || y as base64url: how the key stands in the `device` record."""
    numbers = key.as_dict(private=False)
    return base64url.encode(base64url.decode(str(numbers["x"])) + base64url.decode(str(numbers["y"])))


@dataclass
class ServerClock:
    """The backend's time, learnt from its `Date` headers: a wrong local clock does not stop anybody."""

    local: Clock
    ahead: timedelta = timedelta(0)

    def hear(self, date: str) -> None:
        """Take over the moment of an answer; what is no date changes nothing."""
        try:
            told = parsedate_to_datetime(date)
        except (ValueError, OverflowError):
            return
        if told.tzinfo is not None and abs(ahead := told - self.local()) < _ANY_CLOCK:
            self.ahead = ahead

    def now(self) -> datetime:
        """The moment at the backend, as far as we know."""
        return (self.local() + self.ahead).astimezone(UTC)


@dataclass
class Prover:
    """Signs assertions and proofs for one device; keeps the newest nonce of the backend."""

    key: ECKey
    device: str
    issuer: str
    clock: ServerClock
    random: Random
    nonce: str | None = None

    def __repr__(self) -> str:
        return "Prover(...)"

    def assertion(self) -> str:
        """A client assertion for the issuer of the welcome and nobody else."""
        issued = self.clock.now()
        claims: dict[str, object] = {
            "iss": self.device,
            "sub": self.device,
            "aud": self.issuer,
            "jti": self._jti(),
            "iat": int(issued.timestamp()),
            "exp": int((issued + ASSERTION_LIFE).timestamp()),
        }
        return self._sign({"typ": "client-authentication+jwt", "kid": self.device}, claims)

    def proof(self, method: str, url: str, *, token: str | None = None) -> str:
        """A DPoP proof for one request; with `token` bound to that access token (`ath`)."""
        claims: dict[str, object] = {
            "jti": self._jti(),
            "htm": method,
            "htu": url.partition("?")[0],
            "iat": int(self.clock.now().timestamp()),
        }
        if token is not None:
            claims["ath"] = base64url.encode(hashlib.sha256(token.encode("ascii")).digest())
        if self.nonce is not None:
            claims["nonce"] = self.nonce
        return self._sign({"typ": "dpop+jwt", "jwk": self.key.as_dict(private=False)}, claims)

    def _jti(self) -> str:
        return base64url.encode(self.random(16))

    def _sign(self, header: dict[str, object], claims: dict[str, object]) -> str:
        return jwt.encode({"alg": "ES256", **header}, claims, self.key, algorithms=_ALGORITHMS)
