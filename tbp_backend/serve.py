# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`serve`: one process, TLS 1.3, until it is told to stop.

It holds the log key and the key of its certificate, nothing else; `authority/` is not looked at.
"""

import asyncio
import contextlib
import gc
import signal
import socket
import ssl
from asyncio import sslproto
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import uvicorn
from starlette.types import ASGIApp

from tbp_backend.api.app import make_app
from tbp_backend.api.backend import Backend
from tbp_backend.api.protocol import Protocol
from tbp_backend.auth.access import AccessTokens
from tbp_backend.auth.nonces import Nonces
from tbp_backend.bells import Bells
from tbp_backend.errors import AddressUnusable, CertificateTooOld, DatabaseAway, DatabaseUnusable
from tbp_backend.heads import Heads
from tbp_backend.home import Home, Settings
from tbp_backend.keys import fingerprint_of, load_signing_key, names_host, renew_leaf
from tbp_backend.metrics import Metrics
from tbp_backend.store import meta
from tbp_backend.store.deliveries import KEEP_DAYS
from tbp_backend.store.store import Store

_GRACE_SECONDS = 3
_WRITE_DOWN_SECONDS = 2
_TLS_BUFFER = 32 * 1024
"""What a connection keeps for reading, where asyncio takes 256 KiB; a TLS record holds at most 16."""


@dataclass(frozen=True)
class Wanted:
    """Where to listen; 0 keeps the port of last time, or takes a free one the first time."""

    host: str = "127.0.0.1"
    port: int = 0
    public_url: str = ""


@dataclass(frozen=True)
class Ready:
    """What `serve` prints when it is ready."""

    address: str
    fingerprint: str

    @property
    def line(self) -> str:
        """One JSON line."""
        return msgspec.json.encode({"ready": True} | msgspec.to_builtins(self)).decode()


def listen(home: Home, wanted: Wanted, now: datetime) -> tuple[socket.socket, Settings]:
    """A listening socket, and the settings that say where; raises AddressUnusable or CertificateTooOld."""
    before = home.settings()
    port = wanted.port or before.port
    listening = _bind(wanted.host, port)
    public_url = wanted.public_url or before.public_url
    settings = msgspec.structs.replace(
        before, host=wanted.host, port=listening.getsockname()[1], public_url=public_url
    )
    try:
        _check_certificate(home, settings, now)
    except BaseException:
        listening.close()
        raise
    if settings != before:
        home.keep(settings)
    return listening, settings


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol by name: asyncio sets TCP_NODELAY only then, and without it small answers take 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(256)
    except (OSError, OverflowError) as wrong:
        listening.close()
        raise AddressUnusable(host=host, port=port) from wrong
    listening.setblocking(False)
    return listening


def _check_certificate(home: Home, settings: Settings, now: datetime) -> None:
    host = urlsplit(settings.address).hostname or ""
    if names_host(home.tls, host):
        return
    if not home.authority.is_dir():
        raise CertificateTooOld(host=host)
    renew_leaf(home.tls, host, now)


async def make_backend(home: Home, store: Store, settings: Settings) -> Backend:
    """Everything that answers calls, with the secrets of the database."""
    founded = await store.database.read(meta.founded)
    return Backend(
        store,
        Heads(load_signing_key(home.log_key)),
        Nonces(founded.nonce_key),
        AccessTokens.with_key(founded.token_key, settings.issuer),
        settings.issuer,
        settings.address,
        Bells(store),
    )


class _Server(uvicorn.Server):
    """uvicorn that says when it is ready, and leaves signals to us."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready: Callable[[], None] | None = on_ready

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def on_tick(self, counter: int) -> bool:
        over = await super().on_tick(counter)
        if self._on_ready is not None:
            self._on_ready()
            self._on_ready = None
        return over


async def run(
    home: Home,
    store: Store,
    listening: socket.socket,
    settings: Settings,
    on_ready: Callable[[], None],
    stop: asyncio.Event,
    metrics: Metrics | None = None,
    keep_deliveries: int = KEEP_DAYS,
) -> None:
    """Serve until told to stop; the store is closed at the end. Deliveries are kept for so many days."""
    sslproto.SSLProtocol.max_size = _TLS_BUFFER
    backend = await make_backend(home, store, settings)
    backend.metrics = metrics or backend.metrics
    backend.sent.days = keep_deliveries
    server = _Server(_config(make_app(backend), home), on_ready)
    gc.collect()
    gc.freeze()  # what was loaded stays: the collector need not look at it again
    beside = [asyncio.create_task(_stop(server, backend, stop)), asyncio.create_task(_write_down(backend))]
    try:
        with home.in_use():
            await server.serve(sockets=[listening])
    finally:
        for task in beside:
            task.cancel()
        await _write_sent(backend)
        await store.close()


async def _write_down(backend: Backend) -> None:
    """What was sent, in batches, out of the way of whoever asks for a page."""
    while True:
        await asyncio.sleep(_WRITE_DOWN_SECONDS)
        await _write_sent(backend)


async def _write_sent(backend: Backend) -> None:
    """It waits on where the database is away, or lets nobody in for now."""
    with contextlib.suppress(DatabaseAway, DatabaseUnusable):
        await backend.sent.write(backend.store.now_ms())


async def _stop(server: _Server, backend: Backend, stop: asyncio.Event) -> None:
    await stop.wait()
    backend.bells.close()
    server.should_exit = True


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _config(app: ASGIApp, home: Home) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        http=Protocol,
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        ssl_context_factory=lambda *_: _context(home.tls.chain, home.tls.key),
    )
    config.load()
    return config


def _context(chain: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(chain, key)
    return context


def ready_line(home: Home, settings: Settings) -> str:
    """What to print when the server answers."""
    return Ready(settings.address, fingerprint_of(home.tls)).line
