# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What uvicorn answers by itself, in our form: bytes that are not HTTP get a problem too."""

import h11
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
        headers = [
            *self.server_state.default_headers,
            *((name.lower().encode(), value.encode()) for name, value in ALWAYS.items()),
            (b"content-type", MEDIA_TYPE.encode()),
            (b"content-length", str(len(_NOT_HTTP)).encode()),
            (b"connection", b"close"),
        ]
        response = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        for event in (response, h11.Data(data=_NOT_HTTP), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
