# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A program in a terminal of 80 by 24, watched byte by byte: when did which words come onto the screen?

Looks at raw bytes. A label that is painted in one style arrives as one piece.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.programs import LONG, ROOT

COLUMNS, LINES = 80, 24


class Terminal:
    """A running program and what it wrote so far; `started` is the moment just before it was started."""

    def __init__(self, command: list[str], surroundings: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._unread = b""
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=dict(surroundings),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def wait_for(self, words: str) -> float:
        """The moment at which these words arrived; what came up to and with them is forgotten."""
        wanted = words.encode("utf-8")
        while wanted not in self._unread:
            self._unread += self._read()
        moment = time.perf_counter()
        self._unread = self._unread.partition(wanted)[2]
        return moment

    def _read(self) -> bytes:
        readable, _, _ = select.select([self._master], [], [], LONG)
        try:
            piece = os.read(self._master, 65536) if readable else b""
        except OSError:  # the other end has gone
            piece = b""
        if not piece:
            raise RuntimeError(f"the words did not come; the last were {self._unread[-300:]!r}")
        return piece

    def quiet(self, seconds: float) -> None:
        """Read on until nothing has come for so long, and forget all of it."""
        while select.select([self._master], [], [], seconds)[0]:
            self._read()
        self._unread = b""

    def type(self, keys: str) -> float:
        """Send keys; the moment at which they went."""
        moment = time.perf_counter()
        os.write(self._master, keys.encode("utf-8"))
        return moment

    def close(self) -> None:
        """End the program, at once: it is measured, not judged on how it closes."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    def image(self) -> tuple[str, ...]:
        """Where code and stack of the program lie (proc(5), stat): other places after execve.

        A process that guards its memory shows zeros, and places again once it is another program.
        """
        stat = Path(f"/proc/{self.process.pid}/stat").read_text("ascii", errors="replace")
        return tuple(stat.rpartition(")")[2].split()[23:26])

    def wait_for_another_image(self, before: tuple[str, ...]) -> float:
        """The moment at which the process has become another program."""
        until = time.perf_counter() + LONG
        while self.image() == before:
            if time.perf_counter() > until:
                raise RuntimeError("the process did not start anew")
        return time.perf_counter()


@contextmanager
def terminal(command: list[str], surroundings: Mapping[str, str]) -> Iterator[Terminal]:
    """A program in a terminal for as long as the block runs."""
    opened = Terminal(command, surroundings)
    try:
        yield opened
    finally:
        opened.close()
