# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Client assertions (RFC 7523, `private_key_jwt`): a device says who it is, to this backend, once."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from tbp_backend.auth.tokens import NotGenuine, read_header, unverified_claims, verify
from tbp_backend.errors import ClockWrong

ASSERTION_TYPE = "client-authentication+jwt"
SKEW_SECONDS = 300
LONGEST_SECONDS = 600


class Claims(msgspec.Struct, frozen=True):
    """RFC 7523 section 3. `aud` is the issuer string of the welcome and nothing else (rfc7523bis)."""

    iss: str
    sub: str
    aud: str
    jti: str
    iat: int | float
    exp: int | float


_CLAIMS = msgspec.json.Decoder(Claims)


@dataclass(frozen=True)
class UnverifiedAssertion:
    """An assertion whose signature nobody has checked yet; `device` says whose key to try."""

    token: str
    device: str


def read_assertion(token: str) -> UnverifiedAssertion:
    """Take an assertion apart; raises NotGenuine."""
    read_header(token, ASSERTION_TYPE)
    return UnverifiedAssertion(token, _decode(unverified_claims(token)).sub)


def _decode(payload: bytes) -> Claims:
    try:
        return _CLAIMS.decode(payload)
    except msgspec.MsgspecError:
        raise NotGenuine() from None


def check_assertion(assertion: UnverifiedAssertion, *, point: str, issuer: str, now: datetime) -> Claims:
    """The claims, once key, names and moment hold; raises NotGenuine or ClockWrong."""
    claims = _decode(verify(assertion.token, point))
    if not (claims.iss == claims.sub == assertion.device and claims.aud == issuer):
        raise NotGenuine()
    if not 0 < len(claims.jti) <= 128:
        raise NotGenuine()
    seconds = now.timestamp()
    of_now = abs(claims.iat - seconds) <= SKEW_SECONDS
    if not of_now or not seconds - SKEW_SECONDS < claims.exp <= seconds + LONGEST_SECONDS:
        raise ClockWrong()
    return claims
