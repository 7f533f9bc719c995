# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A terminal as people have it: tmux with a server of its own, in which a program runs below a shell."""

import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_LONG = 60  # a limit against hanging

HAS_TMUX = shutil.which("tmux") is not None


@dataclass
class Tmux:
    """One window of 80 by 24. When the program ends the shell says with which code, and waits."""

    folder: Path

    def start(self, command: list[str], environment: Mapping[str, str], *, size: str = "80x24") -> "Tmux":
        width, _, height = size.partition("x")
        shell = f"{shlex.join(command)}; echo ended with $?; exec cat"
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", width, "-y", height, "sh", "-c", shell,
            environment={**environment, "TERM": "xterm-256color"},
        )  # fmt: skip
        return self

    def press(self, *keys: str) -> None:
        """Keys by tmux's names; a text is typed letter by letter."""
        self._tmux("send-keys", *keys)

    @property
    def screen(self) -> str:
        """What stands on the screen now."""
        return self._tmux("capture-pane", "-p")

    @property
    def everything(self) -> str:
        """The screen and all that scrolled off it."""
        return self._tmux("capture-pane", "-p", "-S", "-")

    @property
    def title(self) -> str:
        """What the window is called."""
        return self._tmux("display-message", "-p", "#{pane_title}").strip()

    def wait_for(self, *words: str) -> str:
        """The screen, once all of this stands on it."""
        end = time.monotonic() + _LONG
        while not all(word in (screen := self.screen) for word in words):
            assert time.monotonic() < end, f"{words} did not come:\n{screen}"
        return screen

    def choose(self, words: str) -> None:
        """Go down to the row with these words. A clock that changes meanwhile is no step."""
        at = self._marked()
        while words not in at:
            self.press("Down")
            at = self._marked(other_than=at)

    def _marked(self, other_than: str = "") -> str:
        """The row behind the mark, once there is one and no more: not while the screen is being painted."""
        end = time.monotonic() + _LONG
        while True:
            rows = [row for row in self.screen.splitlines() if row.lstrip().startswith("> ")]
            if len(rows) == 1 and rows[0] != other_than:
                return rows[0]
            assert time.monotonic() < end, f"nothing other than {other_than!r} was marked:\n{rows}"

    def signal(self, number: signal.Signals, part_of_command: str) -> None:
        """To the program below the shell of this window only."""
        os.kill(self.program(part_of_command), number)

    def wait_until_stopped(self, part_of_command: str) -> None:
        """Until the program stands still, as after Ctrl+Z in a shell."""
        stat = Path(f"/proc/{self.program(part_of_command)}/stat")
        end = time.monotonic() + _LONG
        while stat.read_text().rpartition(")")[2].split()[0] != "T":
            assert time.monotonic() < end, "it did not stop"

    def program(self, part_of_command: str) -> int:
        """The process below the shell of this window."""
        shell = int(self._tmux("display-message", "-p", "#{pane_pid}"))
        children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        found = [
            child
            for child in map(int, children)
            if part_of_command in Path(f"/proc/{child}/cmdline").read_text()
        ]
        assert len(found) == 1, f"{part_of_command} does not run here"
        return found[0]

    def close(self) -> None:
        """End the server and with it the program."""
        self._tmux("kill-server", check=False)

    def _tmux(self, *arguments: str, environment: Mapping[str, str] | None = None, check: bool = True) -> str:
        command = ["tmux", "-S", str(self.folder / "tmux"), *arguments]
        ran = subprocess.run(
            command, capture_output=True, text=True, timeout=_LONG, check=check, env=environment
        )
        return ran.stdout
