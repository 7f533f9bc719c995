# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A real terminal: tmux on a socket of its own, with keys sent and the screen read as a person sees it."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

_LONG = 60


@dataclass
class Terminal:
    """One program in one window; the window stays when the program ends."""

    socket: Path
    environment: Mapping[str, str]

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self.socket), "-f", os.devnull, *arguments]
        environment = {**self.environment, "TERM": "xterm-256color"}
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_LONG, check=False, env=environment
        )
        return done.stdout

    def open(self, *command: str, columns: int = 80, rows: int = 24) -> "Terminal":
        line = shlex.join([sys.executable, *command])
        size = ("-x", str(columns), "-y", str(rows))
        self._tmux("new-session", "-d", "-s", "t", *size, f"{line}; echo ENDED $?; exec cat")
        return self

    def close(self) -> None:
        self._tmux("kill-server")

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", "-t", "t", *keys)

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-t", "t", "-l", text)

    @property
    def screen(self) -> str:
        """What stands on the terminal now."""
        return self._tmux("capture-pane", "-t", "t", "-p")

    @property
    def everything(self) -> str:
        """The screen and all that has scrolled away, on both screens of the terminal."""
        return self._tmux("capture-pane", "-t", "t", "-p", "-S", "-") + self.screen

    @property
    def title(self) -> str:
        return self._tmux("display-message", "-t", "t", "-p", "#{pane_title}").strip()

    @property
    def program(self) -> int:
        """The process id of the program in the window."""
        shell = self._tmux("display-message", "-t", "t", "-p", "#{pane_pid}").strip()
        children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        return int(children[0])

    def wait_for(self, words: str) -> str:
        """The screen, once these words stand on it; a limit against hanging stands around it."""
        return self._wait(lambda screen: words in screen, words)

    def wait_until_gone(self, words: str) -> str:
        """The screen, once these words are no longer on it."""
        return self._wait(lambda screen: words not in screen, f"no {words}")

    def _wait(self, holds: Callable[[str], bool], what: str) -> str:
        end = time.monotonic() + _LONG
        while not holds(screen := self.screen):
            assert time.monotonic() < end, f"waited for {what}:\n{screen}"
        return screen
