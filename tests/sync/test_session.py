# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in: every challenge is answered once or twice, and never for ever (T18)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx2
import msgspec
import pytest

from tbp_casefile.wire.api import Problem, TokenAnswer
from tbp_tui.sync import errors
from tbp_tui.sync.session import Session
from tbp_tui.sync.tokens import Prover, ServerClock, dpop_key
from tbp_tui.vault.keys import DeviceKeys
from tests.logs import chance
from tests.sync.played import ADDRESS, json, streamed

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
LOGS = "/v1/logs"


def challenge(error: str, name: str = "sign-in-again", **headers: str) -> httpx2.Response:
    body = Problem(f"urn:tbp:problem:{name}", "t", 401, "d", error=error)
    return streamed(401, msgspec.json.encode(body), **headers)


class Door:
    """A backend of which a test says what it answers, question by question; then always the last."""

    def __init__(self, *answers: Callable[[], httpx2.Response]) -> None:
        self.answers = list(answers)
        self.asked: list[httpx2.Request] = []

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.asked.append(request)
        return (self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])()

    def session(self, clock: Callable[[], datetime] = lambda: NOON) -> Session:
        keys = DeviceKeys(bytes(32), (7).to_bytes(32, "big"), bytes(32))
        prover = Prover(dpop_key(keys.proof_pem()), "device", "issuer", ServerClock(clock), chance("door"))
        return Session(httpx2.Client(transport=httpx2.MockTransport(self.answer)), ADDRESS, prover)

    @property
    def paths(self) -> list[str]:
        return [request.url.path for request in self.asked]


def token() -> httpx2.Response:
    return json(TokenAnswer("t0", "DPoP", 300))


def fine() -> httpx2.Response:
    return streamed(200, b"{}")


def wants_nonce() -> httpx2.Response:
    return challenge("use_dpop_nonce", **{"DPoP-Nonce": "n-7"})


def test_a_challenge_for_a_nonce_is_answered_with_it() -> None:
    door = Door(wants_nonce, token, fine)
    assert door.session().get(LOGS).status == 200
    assert door.paths == ["/v1/tokens", "/v1/tokens", LOGS]


def test_nonce_and_clock_may_be_asked_for_one_after_the_other() -> None:
    date = {"Date": "Tue, 03 Feb 2026 12:00:00 GMT"}
    wrong_clock = NOON + timedelta(days=400)
    door = Door(wants_nonce, lambda: challenge("invalid_client", "clock", **date), token, fine)
    session = door.session(lambda: wrong_clock)
    assert session.get(LOGS).status == 200
    assert session.server_ahead == timedelta(days=-400)


def test_a_door_that_asks_for_nonces_for_ever_is_left() -> None:
    door = Door(wants_nonce)
    with pytest.raises(errors.SignInAgain):
        door.session().get(LOGS)
    assert len(door.asked) == 3


def test_a_token_is_renewed_once_and_then_it_is_said() -> None:
    refused = lambda: challenge("invalid_token")  # noqa: E731  # one line says it
    door = Door(token, refused, token, refused)
    with pytest.raises(errors.SignInAgain):
        door.session().get(LOGS)
    assert door.paths == ["/v1/tokens", LOGS, "/v1/tokens", LOGS]


def test_a_clock_that_no_correction_mends_is_said() -> None:
    with pytest.raises(errors.ClockWrong):
        Door(lambda: challenge("invalid_client", "clock")).session().get(LOGS)


def test_a_token_is_used_until_it_ends_and_no_longer() -> None:
    now = [NOON]
    door = Door(token, fine, fine, token, fine)
    session = door.session(lambda: now[0])
    session.get(LOGS)
    session.get(LOGS)
    now[0] += timedelta(seconds=281)
    session.get(LOGS)
    assert door.paths == ["/v1/tokens", LOGS, LOGS, "/v1/tokens", LOGS]
    assert (session.counts.requests, session.counts.sign_ins) == (5, 2)


def test_every_assertion_is_new_when_a_sign_in_is_repeated() -> None:
    door = Door(wants_nonce, token, fine)
    door.session().get(LOGS)
    assert door.asked[0].content != door.asked[1].content


@pytest.mark.parametrize(
    "answer", [TokenAnswer("t0", "Bearer", 300), TokenAnswer("t\u00e9", "DPoP", 300), Problem("", "", 1, "")]
)
def test_an_odd_token_is_no_token(answer: msgspec.Struct) -> None:
    with pytest.raises(errors.BadAnswer):
        Door(lambda: json(answer)).session().get(LOGS)


def test_a_life_without_end_has_one() -> None:
    now = [NOON]
    door = Door(lambda: json(TokenAnswer("t0", "DPoP", 2**62)), fine, token, fine)
    session = door.session(lambda: now[0])
    session.get(LOGS)
    now[0] += timedelta(hours=1)
    session.get(LOGS)
    assert session.counts.sign_ins == 2
