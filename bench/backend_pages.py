# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of 100 entries of 600 bytes each, as many as a backend gives in a second, beside its floor.

Both sides are asked by the same bare client over the same TLS, with proofs that were signed beforehand. 600
bytes are those of the record in an entry: signing makes them longer, and the floor serves the very same page.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.bare import serving_bare
from bench.devices import Device
from bench.figures import Figure, Unit, middle_pair
from bench.stage import Stage
from tbp_casefile.crypto import base64url
from tbp_tui.sync import http
from tbp_tui.sync.identity import enrolled
from tbp_tui.sync.tokens import dpop_key, public_point
from tbp_tui.vault.keys import DeviceKeys

ENTRIES, RECORD_BYTES = 100, 600
REQUESTS, CLIENTS, ROUNDS = 300, 2, 7
BOUND = 0.4


@dataclass(frozen=True)
class Side:
    """A server, and the path and headers with which it gives the page; each proof is used once."""

    address: str
    path: str
    authorization: str
    proofs: Callable[[], str]

    def requests(self, count: int) -> list[bytes]:
        """Whole requests, ready to send."""
        host = urlsplit(self.address).netloc
        head = f"GET {self.path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {self.authorization}\r\n"
        return [f"{head}DPoP: {self.proofs()}\r\n\r\n".encode("ascii") for _ in range(count)]


def measure(stage: Stage) -> Iterator[Figure]:
    """Taken in turns."""
    device, office = stage.small.device, stage.small.office
    backend = _backend(device, office.address, after=_grow(stage))
    folder = stage.place("page")
    folder.mkdir()
    (folder / "100").write_bytes(device.session.get(backend.path).body)
    key = dpop_key(_keys(device).proof_pem())
    point = base64url.decode(public_point(key)).hex()
    with serving_bare(office, stage.folder, folder, point) as address:
        bare = Side(address, "/pages/100", backend.authorization, backend.proofs)
        trust = http.trusting_only(enrolled(device.vault).anchor)
        rounds = ((_rate(backend, trust), _rate(bare, trust)) for _ in range(ROUNDS))
        ours, floor = middle_pair(rounds)
    what = f"backend, pages of {ENTRIES} x {RECORD_BYTES} bytes"
    yield Figure(what, ours, BOUND, floor=floor, unit=Unit.PER_SECOND, at_least=True)


def _grow(stage: Stage) -> int:
    """A hundred records of exactly this size at the end of the log; the seq before them."""
    device = stage.small.device
    device.pull()
    before = device.case.seq
    records = device.answers(ENTRIES, record_bytes=RECORD_BYTES)
    stage.small.office.append(device.case.scope, records)
    return before


def _keys(device: Device) -> DeviceKeys:
    keys = DeviceKeys.load(device.vault)
    assert keys is not None
    return keys


def _backend(device: Device, address: str, *, after: int) -> Side:
    """The real one: a token of now, and a new proof for every request."""
    place, session = device.case, device.again()
    assert session.get("/v1/logs").status == 200
    path = f"/v1/logs/{place.scope}/entries?after={after}&epoch={place.epoch}"
    prover, token = session._prover, session._access  # nobody else needs them outside
    return Side(address, path, f"DPoP {token}", lambda: prover.proof("GET", address + path, token=token))


def _rate(side: Side, trust: ssl.SSLContext) -> float:
    """Requests in a second, from a few clients that never wait for each other."""
    piles = [side.requests(REQUESTS // CLIENTS) for _ in range(CLIENTS)]
    start = threading.Barrier(CLIENTS + 1)
    clients = [threading.Thread(target=_client, args=(side, trust, pile, start)) for pile in piles]
    for client in clients:
        client.start()
    start.wait()
    started = time.perf_counter()
    for client in clients:
        client.join()
    return REQUESTS / (time.perf_counter() - started)


def _client(side: Side, trust: ssl.SSLContext, requests: Sequence[bytes], start: threading.Barrier) -> None:
    where = urlsplit(side.address)
    plain = socket.create_connection((str(where.hostname), int(where.port or 0)))
    with trust.wrap_socket(plain, server_hostname=where.hostname) as connection:
        start.wait()
        for request in requests:
            connection.sendall(request)
            _take_answer(connection)


def _take_answer(connection: ssl.SSLSocket) -> None:
    """Read one answer to its end; anything but 200 ends the benchmark."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    missing = int(head.lower().partition(b"content-length:")[2].split()[0]) - len(body)
    while missing:
        missing -= len(connection.recv(65536))
