# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A thousand doorbells at one backend: what each costs in memory, and when the last of them has rung.

Each belongs to a device of its own. The devices are put into the database as enrolment leaves them, with
tokens of now, because a thousand enrolments would take longer than all that is measured here.
"""

import resource
import secrets
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil
from joserfc.jwk import ECKey
from sqlalchemy import insert

from bench.devices import Device, paired
from bench.figures import Figure, Unit
from bench.office import CASE_FILE, Office, clock
from bench.programs import environment, python, run, serving
from bench.stage import Stage
from tbp_backend.auth.access import AccessTokens
from tbp_backend.home import in_home
from tbp_backend.store import meta
from tbp_backend.store.store import Store
from tbp_backend.store.tables import ACCESS, DEVICES
from tbp_tui.sync import http
from tbp_tui.sync.doorbell import DOORBELL
from tbp_tui.sync.identity import enrolled
from tbp_tui.sync.tokens import Prover, ServerClock, public_point

COUNT = 1_000
BYTES_EACH = 150_000
RING_SECONDS = 3.0
_LONG = 60
_FILES = 4 * COUNT


def measure(stage: Stage) -> Iterator[Figure]:
    """The lines are opened one after another, and all of them wait for one write."""
    _allow_files()
    folder = stage.place("doorbells")
    folder.mkdir()
    surroundings = environment(folder / "operator")
    backend = python("-m", "tbp_backend", "--home", str(folder / "office"))
    run([*backend, "case", "import", str(CASE_FILE)], surroundings)
    with ExitStack() as closing:
        ready = closing.enter_context(serving([*backend, "serve"], surroundings, folder / "backend.log"))
        office = Office(in_home(folder / "office"), ready["address"])
        device = closing.enter_context(paired(office, folder / "device"))
        device.pull()
        callers = _Callers.made(office, device.case.scope)
        process = psutil.Process(int(ready["pid"]))
        closing.enter_context(_open(callers, device, 10))  # what is only made once
        before = process.memory_info().rss
        lines = closing.enter_context(_open(callers, device, COUNT))
        yield Figure(
            f"memory of a doorbell, of {COUNT:,} that are open",
            (process.memory_info().rss - before) / COUNT,
            BYTES_EACH,
            unit=Unit.BYTES,
        )
        started = time.perf_counter()
        office.append(device.case.scope, device.answers(1))
        _all_ring(lines, device.case.scope)
        yield Figure(
            f"write to the ring at the last of {COUNT:,}", time.perf_counter() - started, RING_SECONDS
        )


def _allow_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < _FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(_FILES, hard), hard))


@dataclass
class _Callers:
    """Devices that share one key, because a thousand would only cost time here."""

    tokens: AccessTokens
    prover: Prover
    names: Iterator[str]

    @classmethod
    def made(cls, office: Office, scope: str) -> "_Callers":
        """In the database, as readers of this log."""
        key = ECKey.generate_key("P-256")
        names = [f"bench-{number}" for number in range(COUNT + 10)]
        founded = office.ask(lambda store: _bring(store, scope, names, public_point(key)))
        issuer = office.home.settings().issuer
        prover = Prover(key, "bench", issuer, ServerClock(clock), secrets.token_bytes)
        return cls(AccessTokens.with_key(founded.token_key, issuer), prover, iter(names))

    def request(self, address: str) -> bytes:
        """What the next device asks with."""
        token = self.tokens.mint(next(self.names), public_point(self.prover.key), clock())
        proof = self.prover.proof("GET", address + DOORBELL, token=token)
        host = urlsplit(address).netloc
        head = (
            f"GET {DOORBELL} HTTP/1.1\r\nHost: {host}\r\nAuthorization: DPoP {token}\r\nDPoP: {proof}\r\n\r\n"
        )
        return head.encode("ascii")


async def _bring(store: Store, scope: str, names: Sequence[str], point: str) -> meta.Founded:
    devices = [{"device": name, "member": "person", "dpop": point, "revoked": False} for name in names]
    access = [{"device": name, "scope": scope} for name in names]
    await store.database.write(lambda connection: connection.execute(insert(DEVICES), devices))
    await store.database.write(lambda connection: connection.execute(insert(ACCESS), access))
    return await store.database.read(meta.founded)


@contextmanager
def _open(callers: _Callers, device: Device, count: int) -> Iterator[list[ssl.SSLSocket]]:
    """So many lines, each with its first sign of life read."""
    address = enrolled(device.vault).base_url
    trust = http.trusting_only(enrolled(device.vault).anchor)
    callers.prover.nonce = device.session.get("/v1/health").headers["DPoP-Nonce"]
    with ExitStack() as closing:
        yield [closing.enter_context(_line(callers.request(address), address, trust)) for _ in range(count)]


def _line(request: bytes, address: str, trust: ssl.SSLContext) -> ssl.SSLSocket:
    where = urlsplit(address)
    plain = socket.create_connection((str(where.hostname), int(where.port or 0)), timeout=_LONG)
    line = trust.wrap_socket(plain, server_hostname=where.hostname)
    line.sendall(request)
    said = b""
    while b":\n\n" not in said:
        part = line.recv(4096)
        assert part, said
        said += part
    assert said.startswith(b"HTTP/1.1 200"), said
    return line


def _all_ring(lines: Sequence[ssl.SSLSocket], scope: str) -> None:
    for line in lines:
        said = b""
        while scope.encode("ascii") not in said:
            part = line.recv(4096)
            assert part, said
            said += part
