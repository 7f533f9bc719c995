# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""HTTP/1.1 on the wire: head and body leave together, and bytes that are not HTTP get a problem too."""

import asyncio
from typing import Any

import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from tbp_backend.api.headers import ALWAYS
from tbp_backend.api.problems import MEDIA_TYPE
from tbp_casefile.wire.api import Problem

_NOT_HTTP = msgspec.json.encode(Problem("about:blank", "Bad Request", 400, "This is not HTTP."))


class Together:
    """A transport that holds a head back until its body comes: one TLS record and one system call less.

    A head without a body leaves as soon as the loop is free.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._held = b""

    def write(self, data: bytes) -> None:
        """Hold a small first piece; send what was held with the next."""
        if self._held or len(data) > _SMALL:
            self._transport.write(self._held + data)
            self._held = b""
        elif data:
            self._held = data
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        if self._held:
            self._transport.write(self._held)
            self._held = b""

    def close(self) -> None:
        """Send what was held, and hang up."""
        self._flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:  # whatever else a transport can do
        return getattr(self._transport, name)


_SMALL = 4096


class Protocol(H11Protocol):
    """HTTP/1.1 by h11; the standing headers and `problem+json` also where no application is reached."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn
        """A connection, with its writes gathered."""
        super().connection_made(Together(transport))  # type: ignore[arg-type]  # all that uvicorn uses

    def send_400_response(self, msg: str) -> None:
        """Answer bytes that are not HTTP, and hang up."""
        headers = {
            **{name.decode("latin-1"): value.decode("latin-1") for name, value in self._standing()},
            **ALWAYS,
            "Content-Type": MEDIA_TYPE,
            "Content-Length": str(len(_NOT_HTTP)),
            "Connection": "close",
        }
        lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
        head = "HTTP/1.1 400 Bad Request\r\n" + "".join(lines) + "\r\n"
        self.transport.write(head.encode("latin-1") + _NOT_HTTP)
        self.transport.close()

    def _standing(self) -> list[tuple[bytes, bytes]]:
        return self.server_state.default_headers
