# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A backend that was taken over: real TLS under the certificate of the welcome, and any answer it likes."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

from tbp_backend.keys import TlsFiles
from tbp_casefile.wire.api import Logs, Problem, TokenAnswer

Said = tuple[int, bytes]


def problem(status: int, name: str) -> Said:
    """A problem of the closed list, or about:blank."""
    kind = f"urn:tbp:problem:{name}" if name else "about:blank"
    return status, msgspec.json.encode(Problem(kind, "t", status, "d"))


def token() -> Said:
    """A token that this server takes."""
    return 200, msgspec.json.encode(TokenAnswer("token", "DPoP", 300))


def no_logs() -> Said:
    """That nothing is ours."""
    return 200, msgspec.json.encode(Logs((), "c-1"))


@contextlib.contextmanager
def lying(files: TlsFiles, lie: Callable[[str, str], Said]) -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that answers everything with a lie; its address, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append(f"{self.command} {self.path}")
            status, body = lie(self.command, self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = _answer  # noqa: N815  # names of http.server

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.chain, files.key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
