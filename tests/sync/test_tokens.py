# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a device signs to be let in, read back by the rules of RFC 7523 and RFC 9449."""

import hashlib
import itertools
from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from tbp_casefile.crypto import base64url
from tbp_tui.sync.tokens import Prover, ServerClock, dpop_key, public_point
from tbp_tui.vault.keys import DeviceKeys

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
URL = "https://127.0.0.1:8443/v1/logs"


def counted() -> "itertools.count[int]":
    return itertools.count(1)


@pytest.fixture
def prover() -> Prover:
    key = dpop_key(DeviceKeys(bytes(32), (7).to_bytes(32, "big"), bytes(32)).proof_pem())
    drawn = counted()
    return Prover(
        key, "device", "issuer", ServerClock(lambda: NOON), lambda n: next(drawn).to_bytes(n, "big")
    )


def read(prover: Prover, token: str) -> jwt.Token:
    return jwt.decode(token, ECKey.import_key(prover.key.as_dict(private=False)), algorithms=["ES256"])


def test_an_assertion_names_device_and_issuer_and_lives_a_minute(prover: Prover) -> None:
    token = read(prover, prover.assertion())
    assert token.header["typ"] == "client-authentication+jwt"
    assert (token.claims["iss"], token.claims["sub"], token.claims["aud"]) == ("device", "device", "issuer")
    assert token.claims["exp"] - token.claims["iat"] == 60


def test_a_proof_is_bound_to_method_address_token_and_nonce(prover: Prover) -> None:
    prover.nonce = "n-1"
    token = read(prover, prover.proof("GET", URL + "?since=3", token="abc"))
    assert token.header == {"alg": "ES256", "typ": "dpop+jwt", "jwk": prover.key.as_dict(private=False)}
    expected = base64url.encode(hashlib.sha256(b"abc").digest())
    claims = token.claims
    assert (claims["htm"], claims["htu"], claims["ath"], claims["nonce"]) == ("GET", URL, expected, "n-1")


def test_a_proof_never_holds_the_private_number(prover: Prover) -> None:
    assert "d" not in read(prover, prover.proof("GET", URL)).header["jwk"]


def test_the_public_point_is_64_bytes(prover: Prover) -> None:
    assert len(base64url.decode(public_point(prover.key))) == 64


def test_every_assertion_and_proof_has_its_own_id(prover: Prover) -> None:
    signed = [prover.assertion(), prover.assertion(), prover.proof("GET", URL), prover.proof("GET", URL)]
    assert len({read(prover, token).claims["jti"] for token in signed}) == 4


@pytest.mark.parametrize("days", [-400, 400])
def test_a_wrong_clock_is_corrected_by_the_moment_of_an_answer(prover: Prover, days: int) -> None:
    prover.clock.local = lambda: NOON + timedelta(days=days)
    prover.clock.hear("Tue, 03 Feb 2026 12:00:00 GMT")
    assert read(prover, prover.proof("GET", URL)).claims["iat"] == int(NOON.timestamp())


@pytest.mark.parametrize(
    "date",
    [
        "",
        "soon",
        "Tue, 99 Feb 2026 12:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Tue, 03 Feb 2026 12:00:00",
    ],
)
def test_what_is_no_moment_changes_no_clock(prover: Prover, date: str) -> None:
    prover.clock.hear(date)
    assert prover.clock.now() == NOON


def test_a_prover_shows_no_key(prover: Prover) -> None:
    assert repr(prover) == "Prover(...)"
