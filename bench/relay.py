# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Between a device and its backend: passes bytes on as they are, still encrypted, and counts them.

The backend gives the address of the relay as its public one, so tickets and proofs name it.
"""

import socket
import threading
from contextlib import suppress
from typing import Self

_PIECE = 65536


class Relay:
    """Listens on a free port; where to pass things on to is said later. `bytes` counts both directions."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._counting = threading.Lock()
        self.bytes = 0
        self.to = 0

    @property
    def address(self) -> str:
        """What the backend calls its public address."""
        return f"https://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self.to))
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError), target:
            while piece := source.recv(_PIECE):
                with self._counting:
                    self.bytes += len(piece)
                target.sendall(piece)
