# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The one door to the network: TLS 1.3, trust from the welcome, no redirects, bounded answers.

What an answer means is said elsewhere; here bytes come in or an error of `errors.py` goes out.
"""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn, TypeVar

import httpx2
import msgspec

import tbp_tui
from tbp_casefile.wire.api import Problem
from tbp_tui.sync.errors import (
    BadAnswer,
    ClockWrong,
    DeviceRevoked,
    NotAMember,
    Offline,
    OtherEpoch,
    RequestRefused,
    ServerTrouble,
    SignInAgain,
    SlowDown,
    SyncError,
    TicketUnusable,
    TlsMismatch,
    UpdateNeeded,
)

MAX_BODY = 1024 * 1024
"""No answer of the contract is larger: a page holds at most 512 KiB."""

CONNECT_SECONDS = 5
TIMEOUT = httpx2.Timeout(15, connect=CONNECT_SECONDS)
MAX_WAIT = 3600

# X509_V_FLAG_NO_CHECK_TIME of OpenSSL, for which Python has no name.
_NO_CHECK_TIME = 0x200000

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """A whole answer, read within its bound."""

    status: int
    headers: httpx2.Headers
    body: bytes


def trusting_only(anchor: str) -> ssl.SSLContext:
    """A TLS context that believes this certificate (PEM) and nothing else on this machine.

    It is pinned by the ticket, and its period ends by a record in `system`: the local clock has no say,
    because a laptop whose clock is wrong by a year must still reach its backend.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VerifyFlags(_NO_CHECK_TIME)
    try:
        context.load_verify_locations(cadata=anchor)
    except (ssl.SSLError, ValueError) as broken:
        raise TlsMismatch(reason="anchor") from broken
    return context


def believing_nobody() -> ssl.SSLContext:
    """For the first question of an enrolment alone: it sends only an id, and the answer is sealed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def open_client(trust: ssl.SSLContext, *, proxy: str | None = None) -> httpx2.Client:
    """A client for one backend; a proxy only when the user set one, nothing from the environment."""
    return httpx2.Client(
        verify=trust,
        proxy=proxy,
        trust_env=False,
        follow_redirects=False,
        timeout=TIMEOUT,
        headers={"User-Agent": f"tbp/{tbp_tui.__version__}", "Accept-Encoding": "identity"},
    )


def ask(client: httpx2.Client, request: httpx2.Request, *, limit: int = MAX_BODY) -> Answer:
    """Send and read the whole answer, at most `limit` bytes; raises Offline, TlsMismatch or BadAnswer."""
    with reached():
        return whole(client.send(request, stream=True), limit)


def whole(response: httpx2.Response, limit: int = MAX_BODY) -> Answer:
    """The rest of an answer that has begun, at most `limit` bytes; closed when this returns or raises."""
    try:
        return Answer(response.status_code, response.headers, _read(response, limit))
    finally:
        response.close()


@contextmanager
def reached() -> Iterator[None]:
    """Around everything that goes over the line: what breaks there becomes Offline or TlsMismatch."""
    try:
        yield
    except httpx2.TimeoutException as slow:
        raise Offline(reason="timeout") from slow
    except httpx2.ConnectError as broken:
        raise _not_connected(broken) from broken
    except httpx2.TransportError as broken:
        raise Offline(reason="dropped") from broken


def _read(response: httpx2.Response, limit: int) -> bytes:
    """The raw bytes: an encoded answer was not asked for, and could be a bomb."""
    check_plain(response)
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > limit:
            raise BadAnswer(reason="too large")
    return bytes(body)


def check_plain(response: httpx2.Response) -> None:
    """Raises BadAnswer for an encoding that nobody asked for."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise BadAnswer(reason="encoding")


def _not_connected(broken: BaseException) -> SyncError:
    """A certificate that is not the one of the welcome, or nobody there."""
    cause: BaseException | None = broken
    while cause is not None:
        if isinstance(cause, ssl.SSLEOFError):
            break
        if isinstance(cause, ssl.SSLError):
            return TlsMismatch(reason="certificate")
        cause = cause.__cause__ or cause.__context__
    return Offline(reason="connect")


def read_as(answer: Answer, decoder: "msgspec.json.Decoder[T]") -> T:
    """The body of a good answer, or the error that the answer stands for."""
    if answer.status >= 300:
        refuse(answer)
    try:
        return decoder.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise BadAnswer(reason="shape") from wrong


_PROBLEM = msgspec.json.Decoder(Problem)


def problem_type(answer: Answer) -> str:
    """The last part of a problem's `type` (RFC 9457), or nothing when the answer is no problem."""
    try:
        return _PROBLEM.decode(answer.body).type.rpartition("/")[2].rpartition(":")[2]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


_BY_TYPE: dict[str, type[SyncError]] = {
    "sign-in-again": SignInAgain,
    "clock": ClockWrong,
    "not-a-member": NotAMember,
    "device-revoked": DeviceRevoked,
    "unknown-epoch": OtherEpoch,
    "ticket-unusable": TicketUnusable,
    "update-needed": UpdateNeeded,
}


def refuse(answer: Answer) -> NoReturn:
    """Raise what an answer that is not a good one stands for."""
    if 300 <= answer.status < 400:
        raise BadAnswer(reason="redirect")
    kind = problem_type(answer)
    if kind == "slow-down" or answer.status == 429:
        raise SlowDown(retry_after=retry_after(answer))
    if kind in _BY_TYPE:
        raise _BY_TYPE[kind]()
    if answer.status >= 500:
        raise ServerTrouble(status=answer.status)
    raise RequestRefused(type=kind or "about:blank", status=answer.status)


def retry_after(answer: Answer) -> int:
    """Seconds to wait, between 1 and an hour whatever the other side says."""
    text = answer.headers.get("Retry-After", "")
    return min(max(int(text), 1), MAX_WAIT) if re.fullmatch("[0-9]{1,9}", text) else 60
