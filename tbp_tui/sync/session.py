# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A signed-in conversation of one device with its backend (DESIGN section 5, Tokens). One thread at a time.

It signs in when it must, answers nonce and clock challenges, and counts what it asked. The token stays here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import httpx2
import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.wire.api import Problem, TokenAnswer
from tbp_tui.sync import http
from tbp_tui.sync.errors import BadAnswer, SignInAgain
from tbp_tui.sync.http import Answer
from tbp_tui.sync.line import EVENTS, Line, open_line
from tbp_tui.sync.tokens import Prover

T = TypeVar("T")

TOKENS = "/v1/tokens"
_TOKEN = msgspec.json.Decoder(TokenAnswer)
_PROBLEM = msgspec.json.Decoder(Problem)
_JSON = {"Content-Type": "application/json"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_MARGIN = timedelta(seconds=20)
_LONGEST_LIFE = 3600

PAGE = 500
"""Entries that a page holds at most (DESIGN section 5)."""

SILENCE = 45.0
"""Seconds without a sign after which an open line is dead; the backend gives one every 25 at least."""

# A challenge for a nonce and one for the clock may come after each other.
_ATTEMPTS = 3


@dataclass
class Counts:
    """What a session has asked so far; `sign_ins` are whole ones, challenge included."""

    requests: int = 0
    sign_ins: int = 0
    bytes_in: int = 0


class Session:
    """Asks the backend as this device. An answer that is an error comes back as an answer."""

    def __init__(self, client: httpx2.Client, base_url: str, prover: Prover) -> None:
        self._client = client
        self._base_url = base_url
        self._prover = prover
        self._access = ""
        self._until = prover.clock.local()
        self.counts = Counts()
        self.page = PAGE  # entries that this line seems to carry at once
        self.silence = SILENCE

    @property
    def server_ahead(self) -> timedelta:
        """How far the backend's clock is ahead of ours, by its newest answer."""
        return self._prover.clock.ahead

    @property
    def random(self) -> Random:
        """Where this device has its chance from."""
        return self._prover.random

    def close(self) -> None:
        """Forget the token and close the connections."""
        self._access = ""
        self._client.close()

    def get(self, path: str, *, etag: str | None = None) -> Answer:
        """Read; with `etag` an answer that did not change is a bare 304."""
        return self._ask("GET", path, headers={"If-None-Match": etag} if etag else {})

    def post(self, path: str, body: bytes) -> Answer:
        """Send a JSON body."""
        return self._ask("POST", path, headers=_JSON, body=body)

    def put(self, path: str, body: bytes) -> Answer:
        """Leave a JSON body."""
        return self._ask("PUT", path, headers=_JSON, body=body)

    def listen(self, path: str) -> Line:
        """Open a line on which events come; raises what an answer stands for that is no such line."""
        answer = self._ask("GET", path, headers={"Accept": EVENTS})
        if not isinstance(answer, Line):
            http.refuse(answer)
        return answer

    def _ask(self, method: str, path: str, *, headers: dict[str, str], body: bytes | None = None) -> Answer:
        """(1) a token that lives  (2) the request under a fresh proof  (3) once more under a new token."""
        answer = self._signed_in(method, path, headers, body)  # (1) (2)
        if _oauth_error(answer):
            self._access = ""
            answer = self._signed_in(method, path, headers, body)  # (3)
        if _oauth_error(answer):
            raise SignInAgain()
        return answer

    def _signed_in(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        token = self._token()
        authorised = {**headers, "Authorization": f"DPoP {token}"}
        return self._proven(method, path, authorised, lambda: body, token=token)

    def _token(self) -> str:
        if not self._access or self._prover.clock.local() >= self._until:
            self._sign_in()
        return self._access

    def _sign_in(self) -> None:
        self.counts.sign_ins += 1
        answer = self._proven("POST", TOKENS, _FORM, self._token_form)
        if answer.status == 401 and http.problem_type(answer) == "sign-in-again":
            raise SignInAgain()
        granted = http.read_as(answer, _TOKEN)
        if granted.token_type.lower() != "dpop" or not granted.access_token.isascii():
            raise BadAnswer(reason="token")
        self._access = granted.access_token
        life = timedelta(seconds=min(max(granted.expires_in, 0), _LONGEST_LIFE))
        self._until = self._prover.clock.local() + life - _MARGIN

    def _token_form(self) -> bytes:
        """RFC 7523 section 2.2; a new assertion each time, because its `jti` counts once."""
        fields = {
            "grant_type": "client_credentials",
            "client_assertion_type": _ASSERTION_TYPE,
            "client_assertion": self._prover.assertion(),
        }
        return str(httpx2.QueryParams(fields)).encode("ascii")

    def _proven(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        body: Callable[[], bytes | None],
        *,
        token: str | None = None,
    ) -> Answer:
        """Send with a proof; a challenge for a nonce or for the clock is answered with a new one."""
        answer = self._send(method, path, headers, body(), token)
        for _ in range(_ATTEMPTS - 1):
            if not _is_challenge(answer):
                break
            answer = self._send(method, path, headers, body(), token)
        return answer

    def _send(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None, token: str | None
    ) -> Answer:
        url = self._base_url + path
        proof = {"DPoP": self._prover.proof(method, url, token=token)}
        request = self._client.build_request(method, url, content=body, headers={**headers, **proof})
        self.counts.requests += 1
        if headers.get("Accept") == EVENTS:
            answer = open_line(self._client, request, self.silence)
        else:
            answer = http.ask(self._client, request)
        self.counts.bytes_in += len(answer.body)
        self._prover.clock.hear(answer.headers.get("Date", ""))
        self._prover.nonce = answer.headers.get("DPoP-Nonce", self._prover.nonce)
        return answer


def _oauth_error(answer: Answer) -> str:
    """The member `error` (RFC 6749 section 5.2) of an answer that asks for a sign-in, or nothing."""
    if answer.status != 401:
        return ""
    try:
        return _PROBLEM.decode(answer.body).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "invalid_token"


def _is_challenge(answer: Answer) -> bool:
    wants_nonce = _oauth_error(answer) == "use_dpop_nonce"
    return wants_nonce or (answer.status == 401 and http.problem_type(answer) == "clock")
