# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in, and every way to do it wrongly (RFC 7523, RFC 9449; T18)."""

import secrets
import threading
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from joserfc.jwk import ECKey, OctKey

from tbp_casefile.crypto import base64url
from tests.backend.device import Keys, TestDevice, compact


def error(answer: httpx2.Response) -> tuple[int, str]:
    """Status and OAuth error; a refusal always says how to sign in again."""
    body = answer.json()
    if answer.status_code == 401:
        assert body["type"] in {"urn:tbp:problem:sign-in-again", "urn:tbp:problem:clock"}
        assert f'error="{body["error"]}"' in answer.headers["WWW-Authenticate"]
    return answer.status_code, body.get("error", body.get("type", ""))


def get_logs(person: TestDevice, **claims: Any) -> httpx2.Response:
    """A call whose proof has other claims."""
    return person.call("GET", "/v1/logs", proof=person.proof("GET", "/v1/logs", token=person.token, **claims))


def test_without_a_nonce_the_first_answer_gives_one(person: TestDevice) -> None:
    person.nonce = ""
    assert error(person.ask_token()) == (401, "use_dpop_nonce")
    assert person.nonce
    assert person.ask_token().status_code == 200


def test_a_token_lasts_five_minutes_and_is_bound_to_the_key(person: TestDevice) -> None:
    answer = person.ask_token().json()
    assert (answer["token_type"], answer["expires_in"]) == ("DPoP", 300)
    assert "refresh_token" not in answer


def test_a_clock_that_is_400_days_wrong_can_still_sign_in(person: TestDevice) -> None:
    person.skew = timedelta(days=-400)
    assert error(person.ask_token()) == (401, "invalid_client")
    wrong = person.ask_token()
    assert wrong.json()["type"] == "urn:tbp:problem:clock"
    assert wrong.headers["Date"]
    seconds = int((person.now() + timedelta(days=400)).timestamp())
    corrected = person.assertion(iat=seconds, exp=seconds + 300)
    assert person.ask_token(corrected).status_code == 200
    assert get_logs(person).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "urn:tbp:issuer:another"},
        {"aud": ["urn:tbp:issuer:another"]},
        {"iss": "somebody"},
        {"sub": "somebody"},
        {"jti": ""},
        {"iat": "now"},
        {"exp": None},
    ],
)
def test_an_assertion_with_another_claim_is_refused(person: TestDevice, claims: dict[str, Any]) -> None:
    assert error(person.ask_token(person.assertion(**claims))) == (401, "invalid_client")


def test_an_assertion_lives_ten_minutes_at_most(person: TestDevice) -> None:
    now = int(person.now().timestamp())
    for times in ({"exp": now + 3600}, {"exp": now - 400}, {"iat": now - 3600}, {"iat": now + 3600}):
        assert person.ask_token(person.assertion(**times)).json()["type"] == "urn:tbp:problem:clock"


def test_an_assertion_is_good_once(person: TestDevice) -> None:
    assertion = person.assertion()
    assert person.ask_token(assertion).status_code == 200
    assert error(person.ask_token(assertion)) == (401, "invalid_client")


def test_a_proof_at_the_token_endpoint_is_good_once(person: TestDevice) -> None:
    proof = person.proof("POST", "/v1/tokens")
    assert person.ask_token(proof=proof).status_code == 200
    assert error(person.ask_token(proof=proof)) == (401, "invalid_client")


def test_of_ten_uses_of_one_assertion_at_once_exactly_one_gets_a_token(person: TestDevice) -> None:
    assertion, statuses = person.assertion(), []
    proofs = [person.proof("POST", "/v1/tokens") for _ in range(10)]

    def ask(proof: str) -> None:
        statuses.append(person.ask_token(assertion, proof).status_code)

    threads = [threading.Thread(target=ask, args=(proof,)) for proof in proofs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + 9 * [401]


def test_an_unknown_device_and_a_foreign_key_get_the_same_refusal(person: TestDevice) -> None:
    stranger = TestDevice(person.ticket, person.http, nonce=person.nonce, welcome=person.welcome)
    unknown = stranger.ask_token()
    pretender = TestDevice(person.ticket, person.http, nonce=person.nonce, welcome=person.welcome)
    pretender.keys = Keys(sign=person.keys.sign)
    foreign = pretender.ask_token()
    assert error(unknown) == error(foreign) == (401, "invalid_client")
    assert unknown.json() == foreign.json()


@pytest.mark.parametrize(
    "claims",
    [
        {"htm": "POST"},
        {"htm": "get"},
        {"htu": "https://127.0.0.1/v1/logs"},
        {"htu": "https://elsewhere.example/v1/logs"},
        {"htu": None},
        {"ath": None},
        {"ath": base64url.encode(bytes(32))},
        {"jti": None},
        {"jti": ""},
        {"iat": None},
        {"iat": "yesterday"},
    ],
)
def test_a_proof_of_another_request_is_refused(person: TestDevice, claims: dict[str, Any]) -> None:
    assert error(get_logs(person, **claims)) == (401, "invalid_dpop_proof")


@pytest.mark.parametrize("path", ["/v1/health", "/v1/logs/", "/v1/logs?since="])
def test_a_proof_names_the_path_and_not_the_query(person: TestDevice, path: str) -> None:
    assert error(get_logs(person, htu=person.address + path)) == (401, "invalid_dpop_proof")


@pytest.mark.parametrize("nonce", ["", None, "bm90IG91cnM", base64url.encode(bytes(24))])
def test_a_proof_without_a_nonce_of_ours_gets_one(person: TestDevice, nonce: str | None) -> None:
    good = person.nonce
    answer = get_logs(person, nonce=nonce)
    assert error(answer) == (401, "use_dpop_nonce")
    assert answer.headers["DPoP-Nonce"] == good


def test_a_proof_is_good_once(person: TestDevice) -> None:
    proof = person.proof("GET", "/v1/logs", token=person.token)
    assert person.call("GET", "/v1/logs", proof=proof).status_code == 200
    assert error(person.call("GET", "/v1/logs", proof=proof)) == (401, "invalid_dpop_proof")


def test_a_forwarded_header_does_not_make_another_address(person: TestDevice) -> None:
    forwarded = {"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "http"}
    proof = person.proof("GET", "/v1/logs", token=person.token, htu="http://elsewhere.example/v1/logs")
    assert error(person.call("GET", "/v1/logs", proof=proof, headers=forwarded))[0] == 401
    assert person.call("GET", "/v1/logs", headers=forwarded).status_code == 200
    assert person.call("GET", "/v1/logs", headers={"Host": "elsewhere.example"}).status_code == 200


def claims_of(person: TestDevice) -> dict[str, Any]:
    """What a good proof would say."""
    import hashlib

    ath = base64url.encode(hashlib.sha256(person.token.encode()).digest())
    claims = {"jti": secrets.token_urlsafe(8), "htm": "GET", "htu": f"{person.address}/v1/logs"}
    return claims | {"iat": int(person.now().timestamp()), "nonce": person.nonce, "ath": ath}


def with_header(person: TestDevice, header: dict[str, Any], key: Any = None) -> str:
    """A proof with another header."""
    usual = {"alg": "ES256", "typ": "dpop+jwt", "jwk": person.keys.jwk}
    return compact(
        {name: v for name, v in (usual | header).items() if v is not None},
        claims_of(person),
        key or person.keys.dpop,
    )


def unsigned(person: TestDevice) -> str:
    header = {"alg": "none", "typ": "dpop+jwt", "jwk": person.keys.jwk}
    import json

    parts = (json.dumps(part).encode() for part in (header, claims_of(person)))
    return ".".join([*map(base64url.encode, parts), ""])


def test_alg_none_is_refused(person: TestDevice) -> None:
    assert error(person.call("GET", "/v1/logs", proof=unsigned(person))) == (401, "invalid_dpop_proof")


def test_a_public_key_is_not_taken_as_an_hmac_secret(person: TestDevice) -> None:
    secret = OctKey.import_key(base64url.decode(person.keys.public.dpop))
    proof = with_header(person, {"alg": "HS256"}, secret)
    assert error(person.call("GET", "/v1/logs", proof=proof)) == (401, "invalid_dpop_proof")


@pytest.mark.parametrize(
    "header",
    [
        {"typ": "client-authentication+jwt"},
        {"typ": "JWT"},
        {"typ": None},
        {"jwk": None},
        {"crit": ["exp"]},
    ],
)
def test_a_proof_of_another_type_is_refused(person: TestDevice, header: dict[str, Any]) -> None:
    proof = person.proof("GET", "/v1/logs", token=person.token)
    if "crit" not in header:
        proof = with_header(person, header)
    else:
        import json

        parts = ({"alg": "ES256", "typ": "dpop+jwt", "jwk": person.keys.jwk} | header, claims_of(person))
        proof = ".".join([*(base64url.encode(json.dumps(part).encode()) for part in parts), "AA"])
    assert error(person.call("GET", "/v1/logs", proof=proof)) == (401, "invalid_dpop_proof")


def test_a_private_key_in_a_proof_is_refused(person: TestDevice) -> None:
    proof = with_header(person, {"jwk": person.keys.dpop.as_dict(private=True)})
    assert error(person.call("GET", "/v1/logs", proof=proof)) == (401, "invalid_dpop_proof")


def test_another_key_does_not_carry_the_token(person: TestDevice) -> None:
    thief = TestDevice(person.ticket, person.http, nonce=person.nonce, token=person.token)
    assert error(thief.call("GET", "/v1/logs")) == (401, "invalid_dpop_proof")


@pytest.mark.parametrize("scheme", ["Bearer {}", "DPoP", "DPoP {}x", "{}", "DPoP x.y.z"])
def test_anything_but_our_token_is_refused(person: TestDevice, scheme: str) -> None:
    headers = {"Authorization": scheme.format(person.token)}
    assert error(person.call("GET", "/v1/logs", headers=headers)) == (401, "invalid_token")


def test_a_token_of_our_own_making_is_refused(person: TestDevice) -> None:
    forged = compact({"alg": "HS256", "typ": "at+jwt"}, {"sub": person.id}, OctKey.generate_key(256))
    person.token = forged
    assert error(person.call("GET", "/v1/logs")) == (401, "invalid_token")
    assertion = person.assertion()
    person.token = assertion
    assert error(person.call("GET", "/v1/logs")) == (401, "invalid_token")


def test_an_assertion_by_another_curve_is_refused(person: TestDevice) -> None:
    other = ECKey.generate_key("P-384")
    forged = compact({"alg": "ES384", "typ": "client-authentication+jwt"}, {"sub": person.id}, other)
    assert error(person.ask_token(forged)) == (401, "invalid_client")


@pytest.mark.parametrize(
    "form",
    [
        {"grant_type": "authorization_code"},
        {"client_assertion_type": "jwt"},
        {"client_assertion": ""},
        {"client_assertion": ["a", "b"]},
    ],
)
def test_a_form_that_does_not_fit_is_bad_input(person: TestDevice, form: dict[str, Any]) -> None:
    answer = person.ask_token(**form)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:tbp:problem:bad-input")
    assert [wrong["name"] for wrong in answer.json()["invalidParams"]] == list(form)
