# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The doorbell of the app at a backend that is honest, and at every kind of other one (T22)."""

import contextlib
import secrets
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tbp_casefile.wire.api import Problem, TokenAnswer
from tbp_tui.sync import errors, http
from tbp_tui.sync.doorbell import GOOD, LONGEST, Doorbell, Patience
from tbp_tui.sync.errors import BadAnswer, Offline, SlowDown, SyncError
from tbp_tui.sync.identity import open_session
from tbp_tui.sync.line import MAX_EVENT, MAX_LINE, Events, Line
from tbp_tui.sync.session import Session
from tbp_tui.sync.tokens import Prover, ServerClock, dpop_key
from tbp_tui.vault.keys import DeviceKeys
from tests.e2e.programs import Backend
from tests.logs import chance
from tests.sync.desk import Desk
from tests.sync.tls import Certificate, make_certificate

LONG = 20  # a limit against hanging
SCOPE = b"0c9a1f5e-2f0b-4c39-8a55-4b1f0f6f9d11"
RING = b"data: " + SCOPE + b"\n\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"


def now() -> datetime:
    return datetime.now(UTC)


# --- events, in whatever pieces -----------------------------------------------------------------------------


@pytest.mark.parametrize("step", [1, 2, 7, 4096])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_rings_are_heard_however_the_bytes_are_cut(step: int, end: bytes) -> None:
    said = (b":\n\n" + RING + b"event: x\nid: 7\nretry: 1\n\n" + RING + b"data:" + SCOPE + b"\n\n").replace(
        b"\n", end
    )
    events = Events()
    heard = [sign for at in range(0, len(said), step) for sign in events.feed(said[at : at + step])]
    assert heard.count(True) == 3
    assert heard[0] is False


@pytest.mark.parametrize(
    "said",
    [
        b"data: " + b"x" * 36 + b"\n\n",
        b"data: ../../etc\n\n",
        b"data:\n\n",
        b"data: " + SCOPE.upper() + b"\n\n",
        b"data: \xff\xfe\n\n",
        b"data: " + SCOPE + b" and a text\n\n",
    ],
)
def test_what_is_no_id_of_a_log_is_refused(said: bytes) -> None:
    with pytest.raises(BadAnswer, match="shape"):
        Events().feed(said)


@pytest.mark.parametrize("said", [b"x" * 4000, b": x" * 1000, b"data" * 999, b"id: 1\n" * 800])
def test_an_endless_line_and_an_endless_event_are_refused(said: bytes) -> None:
    events = Events()
    events.feed(said[:MAX_EVENT])
    with pytest.raises(BadAnswer, match="too large"):
        events.feed(said)


def test_an_event_of_2_mib_is_refused_and_no_line_says_more_than_its_bound() -> None:
    with pytest.raises(BadAnswer, match="too large"):
        Events().feed(b"data: " + b"x" * 2 * 1024 * 1024)
    events, said = Events(), b":\n\n" * 1000
    for _ in range(MAX_LINE // len(said)):
        events.feed(said)
    with pytest.raises(BadAnswer, match="too large"):
        events.feed(said)


# --- patience -----------------------------------------------------------------------------------------------


def test_each_line_in_vain_makes_the_next_wait_longer_up_to_five_minutes() -> None:
    patience, waits = Patience(), list[float]()
    for _ in range(20):
        patience = patience.after(timedelta(seconds=59), None)
        waits.append(patience.seconds(lambda size: b"\xff" * size))
    assert waits == pytest.approx([4, 8, 16, 32, 64, 128, 256, *[LONGEST] * 13])
    assert patience.seconds(bytes) == pytest.approx(LONGEST / 2)
    assert patience.after(GOOD, Offline()).seconds(lambda size: b"\xff" * size) == pytest.approx(2)


def test_a_backend_that_wants_rest_gets_it() -> None:
    patience = Patience().after(timedelta(0), SlowDown(retry_after=77))
    assert patience.seconds(bytes) == 77
    assert patience.after(timedelta(0), None).seconds(bytes) < 77


def test_a_thousand_doorbells_that_lost_their_backend_do_not_come_back_at_once() -> None:
    """T22: the first tries after a restart are spread; nobody comes in the first second."""
    once = Patience().after(timedelta(0), Offline())
    waits = sorted(once.seconds(secrets.token_bytes) for _ in range(1000))
    assert waits[0] >= 2
    assert max(waits.count(wait) for wait in waits) < 50


# --- servers that say anything, over real TLS ---------------------------------------------------------------


Saying = Callable[[ssl.SSLSocket, threading.Event], None]


class Server:
    """Signs everybody in, and says on the line whatever a test wants; counts how often it is asked."""

    def __init__(self, certificate: Certificate, say: Saying) -> None:
        self.asked: list[str] = []
        self.over = threading.Event()
        self._context, self._say = certificate.context(), say
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                raw, _ = self._listener.accept()
            except OSError:
                return
            self._threads.append(threading.Thread(target=self._serve, args=(raw,), daemon=True))
            self._threads[-1].start()

    def _serve(self, raw: socket.socket) -> None:
        with raw, contextlib.suppress(OSError), self._context.wrap_socket(raw, server_side=True) as line:
            path = line.recv(65536).split(b" ")[1].decode()
            self.asked.append(path)
            if path == "/v1/tokens":
                line.recv(65536)
                body = msgspec.json.encode(TokenAnswer("t0", "DPoP", 300))
                line.sendall(said("200 OK", "application/json", body))
            else:
                self._say(line, self.over)

    def close(self) -> None:
        self.over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(LONG)
            assert not thread.is_alive()


def said(status: str, media_type: str, body: bytes, more: str = "") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "Connection: close", more, "\r\n" if more else ""]).encode() + body


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Callable[[Saying], tuple[Server, Session]]]:
    certificate, servers, sessions = make_certificate(tmp_path), list[Server](), list[Session]()

    def serve(say: Saying) -> tuple[Server, Session]:
        servers.append(Server(certificate, say))
        keys = DeviceKeys(bytes(32), (7).to_bytes(32, "big"), bytes(32))
        prover = Prover(dpop_key(keys.proof_pem()), "device", "issuer", ServerClock(now), chance("bell"))
        client = http.open_client(http.trusting_only(certificate.pem))
        sessions.append(Session(client, servers[-1].address, prover))
        return servers[-1], sessions[-1]

    yield serve
    for session in sessions:
        session.close()
    for server in servers:
        server.close()


Serving = Callable[[Saying], tuple[Server, Session]]


def saying(*pieces: bytes, then_wait: bool = False) -> Saying:
    def say(line: ssl.SSLSocket, over: threading.Event) -> None:
        for piece in pieces:
            line.sendall(piece)
        if then_wait:
            over.wait(9 * LONG)

    return say


def trouble_of(session: Session) -> tuple[SyncError | None, int]:
    """What one line ends with, and how often it rang."""
    rings = 0
    try:
        line = session.listen("/v1/doorbell")
        try:
            for rang in line.signs(now):
                rings += rang
        finally:
            line.close()
    except SyncError as trouble:
        return trouble, rings
    return None, rings


PROBLEM = msgspec.json.encode(Problem("urn:tbp:problem:device-revoked", "t", 403, "d"))
HOSTILE = {
    "endless line": (saying(HEAD, b"x" * 100_000, then_wait=True), "too large"),
    "event of 2 MiB": (saying(HEAD, b"data: " + b"y" * 2 * 1024 * 1024, then_wait=True), "too large"),
    "endless comments": (saying(HEAD, b":\n" * 1_000_000, then_wait=True), "too large"),
    "junk": (saying(HEAD, b"data: <script>\n\n", then_wait=True), "shape"),
    "redirect": (saying(said("302 Found", "text/plain", b"", "Location: https://127.0.0.1:1/")), "redirect"),
    "a web page": (saying(said("200 OK", "text/html", b"<html>log in to this network</html>")), "media type"),
    "json": (saying(said("200 OK", "application/json", b"{}")), "media type"),
    "packed": (saying(said("200 OK", "text/event-stream", b"", "Content-Encoding: gzip")), "encoding"),
    "nothing yet": (saying(b"", then_wait=True), "timeout"),
    "headers and then nothing": (saying(HEAD, then_wait=True), "timeout"),
    "one sign and then nothing": (saying(HEAD, b":\n\n", then_wait=True), "timeout"),
    "dropped": (saying(b"HTTP/1.1 200 OK\r\n"), "dropped"),
    "cut in the middle": (
        saying(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 99\r\n\r\n:\n"),
        "dropped",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_line_that_is_no_doorbell_ends_with_a_trouble(serving: Serving, name: str) -> None:
    """A proxy that holds everything back looks like the ones that say nothing."""
    say, reason = HOSTILE[name]
    _, session = serving(say)
    session.silence = 0.2
    trouble, rings = trouble_of(session)
    assert trouble is not None
    assert (trouble.values["reason"], rings) == (reason, 0)


def test_bytes_that_drip_and_never_make_a_line_are_silence(serving: Serving) -> None:
    def drip(line: ssl.SSLSocket, over: threading.Event) -> None:
        line.sendall(HEAD)
        while not over.wait(0.02):
            line.sendall(b"x")

    _, session = serving(drip)
    session.silence = 0.2
    trouble, rings = trouble_of(session)
    assert isinstance(trouble, Offline)
    assert rings == 0


@pytest.mark.parametrize(
    ("status", "wanted"), [("403 Forbidden", errors.DeviceRevoked), ("503 No", errors.ServerTrouble)]
)
def test_a_refusal_is_what_it_says(serving: Serving, status: str, wanted: type[SyncError]) -> None:
    body = PROBLEM if "403" in status else b"{}"
    _, session = serving(saying(said(status, "application/problem+json", body)))
    assert isinstance(trouble_of(session)[0], wanted)


def test_the_id_of_a_log_that_is_not_ours_is_a_ring_like_any_other(serving: Serving) -> None:
    """It says "look now" and nothing else: what is ours is asked of the backend, and proven."""
    _, session = serving(saying(HEAD, b":\n\n", RING, RING))
    assert trouble_of(session) == (None, 2)


class Waits(threading.Event):
    """Closed after so many waits, each of which takes no time; remembers how long they should have been."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._most = most

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.seconds.append(timeout)
        if len(self.seconds) >= self._most:
            self.set()
        return self.is_set()


@pytest.mark.parametrize("name", ["hung up at once", "one sign each time", "a ring each time"])
def test_who_hangs_up_in_a_loop_is_asked_ever_more_seldom(serving: Serving, name: str) -> None:
    pieces = {"hung up at once": (), "one sign each time": (HEAD, b":\n\n"), "a ring each time": (HEAD, RING)}
    server, session = serving(saying(*pieces[name]))
    rung: list[datetime] = []
    bell = Doorbell(lambda: session, lambda: rung.append(now()), clock=now, random=bytes)
    bell._closed = waits = Waits(9)
    bell.listen()
    assert server.asked.count("/v1/doorbell") == 9
    assert waits.seconds == pytest.approx([2, 4, 8, 16, 32, 64, 128, 150, 150])
    assert len(rung) == (0 if name == "hung up at once" else 9)


def test_closing_ends_an_open_line_at_once(serving: Serving) -> None:
    server, session = serving(saying(HEAD, RING, then_wait=True))
    rang = threading.Event()
    bell = Doorbell(lambda: session, rang.set, clock=now, random=bytes)
    thread = threading.Thread(target=bell.listen, daemon=True)
    thread.start()
    assert rang.wait(LONG)
    bell.close()
    thread.join(LONG)
    assert not thread.is_alive()
    assert server.asked.count("/v1/doorbell") == 1
    assert session._access == ""


def test_closing_while_a_line_is_being_opened_leaves_none_open(serving: Serving) -> None:
    server, session = serving(saying(HEAD, then_wait=True))
    bell = Doorbell(lambda: session, lambda: None, clock=now, random=bytes)
    opened = session.listen

    def close_meanwhile(path: str) -> Line:
        line = opened(path)
        bell.close()
        return line

    session.listen = close_meanwhile  # type: ignore[method-assign]
    thread = threading.Thread(target=bell.listen, daemon=True)
    thread.start()
    thread.join(LONG)
    assert not thread.is_alive()
    assert "/v1/doorbell" in server.asked


# --- the real backend ---------------------------------------------------------------------------------------


def holds(desk: Desk, record_id: str) -> bool:
    return bool(desk.vault._database.rows("SELECT 1 FROM records WHERE id = ?", (record_id,)))


def test_a_write_by_one_device_rings_at_the_other(
    paired: Desk, desk: Desk, tickets: list[str], backend: Backend
) -> None:
    desk.enrol(tickets[0])
    rang = threading.Semaphore(0)

    def begin() -> Session:
        return open_session(desk.vault, clock=desk.now, random=secrets.token_bytes)

    bell = Doorbell(begin, rang.release, clock=desk.now, random=secrets.token_bytes)
    thread = threading.Thread(target=bell.listen, daemon=True)
    thread.start()
    assert rang.acquire(timeout=LONG)  # the line is open
    desk.sync()
    written = paired.write()
    assert paired.sync().all_is_well
    while not holds(desk, written.id):
        assert rang.acquire(timeout=LONG)
        desk.sync()
    bell.close()
    thread.join(LONG)
    assert not thread.is_alive()
