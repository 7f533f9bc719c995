# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A bare client that asks for one page over and over: its proofs are signed before the time runs."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.devices import Device


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


def page_of(device: Device, address: str, *, after: int) -> Side:
    """A page of the case at a real backend: a token of now, and a new proof for every request."""
    place, session = device.case, device.again()
    assert session.get("/v1/logs").status == 200
    path = f"/v1/logs/{place.scope}/entries?after={after}&epoch={place.epoch}"
    prover, token = session._prover, session._access  # nobody else needs them outside
    return Side(address, path, f"DPoP {token}", lambda: prover.proof("GET", address + path, token=token))


def ask(sides: Sequence[Side], requests: int, trust: ssl.SSLContext) -> float:
    """Seconds for so many requests at each of these sides, from clients that never wait for each other."""
    start = threading.Barrier(len(sides) + 1)
    piles = [side.requests(requests) for side in sides]
    clients = [
        threading.Thread(target=_client, args=(side, trust, pile, start))
        for side, pile in zip(sides, piles, strict=True)
    ]
    for client in clients:
        client.start()
    start.wait()
    started = time.perf_counter()
    for client in clients:
        client.join()
    return time.perf_counter() - started


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
