# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`/v1/doorbell`: an open line on which the ids of my logs pass that moved, and nothing else.

Server-sent events, one id in each, and a comment as a sign of life. It ends with its token.
"""

import asyncio
import contextlib
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tbp_backend.api.backend import Backend, signed_in
from tbp_backend.bells import Bell

MEDIA_TYPE = "text/event-stream"
SIGN_OF_LIFE = b":\n\n"
_HEADERS = {"Content-Type": MEDIA_TYPE, "X-Accel-Buffering": "no"}
_LAST_WORD_SECONDS = 1


async def listen(backend: Backend, request: Request) -> Response:
    """Hang a doorbell for the caller; it rings from now on."""
    caller = signed_in(backend, request)
    if request.method == "HEAD":
        await backend.store.logs(caller.device)
        return Response(headers=_HEADERS)
    bell = await backend.bells.hang(caller.device)
    return Line(backend, bell, caller.until - backend.now().timestamp())


@dataclass
class Line(Response):
    """The answer, for as long as the token lasts, the device may hear and somebody listens."""

    backend: Backend
    bell: Bell
    seconds: float
    status_code: int = 200

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Speak, and take the bell down whatever happens."""
        gone = asyncio.create_task(_until_gone(receive, self.bell))
        self.backend.metrics.doorbells.inc()
        try:
            headers = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
            await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.seconds):
                    await self._speak(send)
            with contextlib.suppress(TimeoutError):  # a listener who reads nothing is not waited for
                async with asyncio.timeout(_LAST_WORD_SECONDS):
                    await send({"type": "http.response.body", "body": b""})
        finally:
            self.backend.metrics.doorbells.dec()
            self.backend.bells.take_down(self.bell)
            gone.cancel()

    async def _speak(self, send: Send) -> None:
        said = SIGN_OF_LIFE
        while not self.bell.over:
            await send({"type": "http.response.body", "body": said, "more_body": True})
            said = await self._next()

    async def _next(self) -> bytes:
        """What there is to say: the logs that moved, or after a while only that the line is alive."""
        try:
            async with asyncio.timeout(self.backend.bells.heartbeat()):
                await self.bell.stirred.wait()
        except TimeoutError:
            return SIGN_OF_LIFE
        return b"".join(b"data: %s\n\n" % scope.encode("ascii") for scope in self.bell.taken())


async def _until_gone(receive: Receive, bell: Bell) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    bell.end()
