# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A line that stays open, on which server-sent events come (WHATWG HTML 9.2): bounded, and never believed.

What an event says is looked at for its form and forgotten; a line that breaks a bound is closed.
"""

import contextlib
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import httpx2

from tbp_tui.sync.errors import BadAnswer, Offline
from tbp_tui.sync.http import CONNECT_SECONDS, Answer, check_plain, reached, whole
from tbp_tui.sync.tokens import Clock

EVENTS = "text/event-stream"
MAX_EVENT = 4096
MAX_LINE = 1024 * 1024
"""Bytes of one line in all: many times what a doorbell says before its token ends."""

_SCOPE = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ENDS = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True)
class Line(Answer):
    """An answer that goes on. One thread reads; another may hang up."""

    response: httpx2.Response
    silence: float

    def signs(self, clock: Clock) -> Iterator[bool]:
        """True for each log that moved, False for each sign of life; ends when the other side does.

        Raises Offline when it falls silent or drops, BadAnswer for what is no doorbell.
        """
        heard, reading = clock(), Events()
        with reached():
            for chunk in self.response.iter_raw():
                signs = reading.feed(chunk)
                if signs or clock() < heard:  # a clock that was set back
                    heard = clock()
                elif clock() - heard > timedelta(seconds=self.silence):
                    raise Offline(reason="timeout")
                yield from signs

    def hang_up(self) -> None:
        """End it now, whatever the reader waits for; from any thread."""
        stream = self.response.extensions.get("network_stream")
        line = stream.get_extra_info("socket") if stream is not None else None
        if isinstance(line, socket.socket):
            with contextlib.suppress(OSError):  # below TLS: nothing is said any more, and the reader wakes
                socket.socket.shutdown(line, socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the connection back; by the thread that read."""
        self.response.close()


def open_line(client: httpx2.Client, request: httpx2.Request, silence: float) -> Answer:
    """A Line, or the whole answer where there is none; raises Offline, TlsMismatch or BadAnswer."""
    request.extensions["timeout"] = httpx2.Timeout(silence, connect=CONNECT_SECONDS).as_dict()
    with reached():
        response = client.send(request, stream=True)
        if response.status_code != 200:
            return whole(response)
    try:
        check_plain(response)
        if response.headers.get("Content-Type", "").partition(";")[0].strip().lower() != EVENTS:
            raise BadAnswer(reason="media type")
    except BadAnswer:
        response.close()
        raise
    return Line(200, response.headers, b"", response, silence)


class Events:
    """Takes events apart as they come in, in whatever pieces."""

    def __init__(self) -> None:
        self._left = b""
        self._event = 0
        self._all = 0

    def feed(self, chunk: bytes) -> list[bool]:
        """What these bytes complete: True for the id of a log, False for any other line."""
        self._all += len(chunk)
        *lines, self._left = _ENDS.split(self._left + chunk)
        signs = [self._sign(line) for line in lines]
        if self._event + len(self._left) > MAX_EVENT or self._all > MAX_LINE:
            raise BadAnswer(reason="too large")
        return signs

    def _sign(self, line: bytes) -> bool:
        self._event = self._event + len(line) if line else 0
        if self._event > MAX_EVENT:
            raise BadAnswer(reason="too large")
        if not line.startswith(b"data:"):
            return False
        if not _SCOPE.fullmatch(line.removeprefix(b"data:").strip(b" ")):
            raise BadAnswer(reason="shape")
        return True
