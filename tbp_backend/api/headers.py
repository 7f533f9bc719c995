# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Headers that stand on every answer, whatever it is (NLgov API Design Rules 2.2, transport and version)."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

API_VERSION = "1.0.0"

ALWAYS: dict[str, str] = {
    "API-Version": API_VERSION,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_RAW = [(name.lower().encode("ascii"), value.encode("ascii")) for name, value in ALWAYS.items()]


@dataclass(frozen=True)
class EveryAnswer:
    """ASGI middleware: adds the fixed headers and a fresh DPoP nonce to each answer."""

    app: ASGIApp
    nonce: Callable[[], str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, and complete what comes back."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                nonce = (b"dpop-nonce", self.nonce().encode("ascii"))
                message["headers"] = [*message.get("headers", ()), *_RAW, nonce]
            await send(message)

        await self.app(scope, receive, complete)
