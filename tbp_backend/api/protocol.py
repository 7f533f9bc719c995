# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What uvicorn answers by itself, in our form: bytes that are not HTTP get a problem too."""

import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from tbp_backend.api.headers import ALWAYS
from tbp_backend.api.problems import MEDIA_TYPE
from tbp_casefile.wire.api import Problem

_NOT_HTTP = msgspec.json.encode(Problem("about:blank", "Bad Request", 400, "This is not HTTP."))


class Protocol(H11Protocol):
    """HTTP/1.1 by h11; the standing headers and `problem+json` also where no application is reached."""

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
