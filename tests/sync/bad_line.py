# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A line that drops: TCP between a device and a backend, cut after so many bytes that came down."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class BadLine:
    """Passes on what comes, TLS and all; each connection carries `budget` bytes down and is cut."""

    budget: int
    listening: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    target: int = 0
    cut: int = 0

    @property
    def address(self) -> str:
        """Where devices connect."""
        return f"https://127.0.0.1:{self.listening.getsockname()[1]}"

    def run(self) -> None:
        """Take connections until the listening socket is closed."""
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listening.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        with near, socket.create_connection(("127.0.0.1", self.target)) as far:
            threading.Thread(target=_pour, args=(near, far), daemon=True).start()
            left = self.budget
            with contextlib.suppress(OSError):
                while left > 0 and (data := far.recv(min(left, 16_384))):
                    near.sendall(data)
                    left -= len(data)
            self.cut += left <= 0
            for end in (near, far):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)


def _pour(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(16_384):
            sink.sendall(data)


@contextlib.contextmanager
def bad_line(budget: int) -> Iterator[BadLine]:
    """A line in a thread of its own."""
    line = BadLine(budget)
    thread = threading.Thread(target=line.run, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        line.listening.shutdown(socket.SHUT_RDWR)
        line.listening.close()
        thread.join(10)
