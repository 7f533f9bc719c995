# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The line between a device and the backend, on which every question can meet a fate of its own."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import httpx2
import msgspec

from tbp_casefile.wire.api import Problem
from tests.property.server import Answered, Asked, Killed, Server

What = Literal[
    "arrives",
    "never sent",
    "answer lost",
    "answer cut",
    "sent twice",
    "comes late",
    "backend dies",
    "backend died after it",
    "device dies before it",
    "device dies after it",
    "unavailable",
    "not a member",
    "revoked",
    "meanwhile before it",
    "meanwhile after it",
]


@dataclass(frozen=True)
class Fate:
    """What becomes of one question; `number` says at which statement, or which of several."""

    what: What = "arrives"
    number: int = 0

    def __repr__(self) -> str:
        return f"Fate({self.what!r}, {self.number})"


@dataclass
class Line(httpx2.BaseTransport):
    """A transport straight into the application; the n-th question of a sync meets the n-th fate."""

    server: Server
    meanwhile: Callable[[int], None]
    fates: list[Fate] = field(default_factory=list)
    late: list[Asked] = field(default_factory=list)
    offline: bool = False

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """One question, as the client sends it."""
        headers = [(name, value) for name, value in request.headers.items() if name != "content-length"]
        asked = Asked(request.method, str(request.url), headers, request.read())
        if self.offline:
            raise httpx2.ConnectError("no network")
        fate = self.fates.pop(0) if self.fates else Fate()
        return self._meets(fate, asked)

    def _meets(self, fate: Fate, asked: Asked) -> httpx2.Response:
        match fate.what:
            case "never sent":
                raise httpx2.ConnectError("no network")
            case "comes late":
                self.late.append(asked)
                raise httpx2.ReadTimeout("nothing came back")
            case "sent twice":
                answers = [self.server.ask(asked), self.server.ask(asked)]
                return _response(answers[fate.number % 2])
            case "answer cut":
                return _cut(self.server.ask(asked), fate.number)
            case "unavailable":
                return _problem(503, "unavailable")
            case "not a member":
                return _problem(404, "not-a-member")
            case "revoked":
                return _problem(403, "device-revoked")
            case _:
                return self._dies_or_is_disturbed(fate, asked)

    def _dies_or_is_disturbed(self, fate: Fate, asked: Asked) -> httpx2.Response:
        if fate.what == "device dies before it":
            raise Killed("device")
        if fate.what == "meanwhile before it":
            self._let_others(fate.number)
        answered = self._carry(asked, dies_at=fate.number if fate.what == "backend dies" else None)
        if fate.what == "backend died after it":
            self.server.kill()
        if fate.what in {"answer lost", "backend died after it"}:
            raise httpx2.ReadError("lost")
        if fate.what == "device dies after it":
            raise Killed("device")
        if fate.what == "meanwhile after it":
            self._let_others(fate.number)
        return _response(answered)

    def _carry(self, asked: Asked, dies_at: int | None) -> Answered:
        try:
            return self.server.ask(asked, dies_at=dies_at)
        except Killed:
            raise httpx2.ReadError("the backend is gone") from None

    def _let_others(self, number: int) -> None:
        """Not while a page is fetched ahead in a thread: then the vault is at work in the main one."""
        if threading.current_thread() is threading.main_thread():
            self.meanwhile(number)


def _response(answered: Answered) -> httpx2.Response:
    stream = httpx2.ByteStream(answered.body)
    return httpx2.Response(answered.status, headers=answered.headers, stream=stream)


def _problem(status: int, name: str) -> httpx2.Response:
    body = msgspec.json.encode(Problem(f"urn:tbp:problem:{name}", "t", status, "d"))
    return httpx2.Response(status, stream=httpx2.ByteStream(body))


class _Breaking(httpx2.SyncByteStream):
    """A body whose line drops in the middle."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self._body
        raise httpx2.ReadError("dropped")


def _cut(answered: Answered, number: int) -> httpx2.Response:
    part = answered.body[: len(answered.body) * (number % 10) // 10]
    return httpx2.Response(answered.status, headers=answered.headers, stream=_Breaking(part))
