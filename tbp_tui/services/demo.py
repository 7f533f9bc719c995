# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The demo: the reference backend as a program of its own, in a private folder that it removes itself.

The backend ends when its standard input closes, and that happens whenever this process ends, however it ends.
Locking replaces this process (execve) and keeps that pipe open.
"""

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tbp_tui.services.errors import DemoUnavailable

_PREFIX = "tbp-demo-"
_STATE = "demo.json"
_READY_SECONDS = 60
_END_SECONDS = 10
_NOT_POSSIBLE = 2


class Ready(msgspec.Struct, frozen=True):
    """The line that the backend prints when it serves."""

    address: str
    ticket: str


class DemoState(msgspec.Struct, frozen=True):
    """What the process after a lock must know; lies in the demo's own folder, which holds fiction alone."""

    folder: str
    backend: int
    pipe: int
    passphrase: str
    language: str


@dataclass(frozen=True)
class Demo:
    """A running demo: the backend's process id, the pipe that keeps it alive, and its folder."""

    folder: Path
    backend: int
    pipe: int

    @property
    def home(self) -> Path:
        """Where the app keeps everything during the demo."""
        return self.folder / "app"

    @property
    def key_file(self) -> Path:
        """The second key; the keyring of the user is not touched."""
        return self.folder / "app.key"

    def save(self, *, passphrase: str, language: str) -> Path:
        """Write down what the process after a lock needs; returns the file."""
        state = DemoState(str(self.folder), self.backend, self.pipe, passphrase, language)
        path = self.folder / _STATE
        path.write_bytes(msgspec.json.encode(state))
        path.chmod(0o600)
        return path

    def end(self) -> None:
        """Close the pipe, wait until the backend has gone, and see that the folder has gone too."""
        _close(self.pipe)
        _wait(self.backend)
        shutil.rmtree(self.folder, ignore_errors=True)


def resume(folder: Path) -> tuple[Demo, DemoState]:
    """The demo that this same process started before it locked."""
    try:
        state = msgspec.json.decode((folder / _STATE).read_bytes(), type=DemoState)
    except (OSError, msgspec.DecodeError):
        raise DemoUnavailable(reason="ended") from None
    return Demo(Path(state.folder), state.backend, state.pipe), state


@contextmanager
def started(arguments: tuple[str, ...], environment: Mapping[str, str]) -> Iterator[tuple[Demo, Ready]]:
    """Start a backend for as long as the block runs; (1) sweep (2) start (3) wait for its line (4) end."""
    _sweep()  # (1)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        process = _start(folder, arguments, environment)  # (2)
        assert process.stdin is not None
        demo = Demo(folder, process.pid, process.stdin.fileno())
        try:
            yield demo, _ready_line(process)  # (3)
        finally:
            demo.end()  # (4)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(
    folder: Path, arguments: tuple[str, ...], environment: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    """In a session of its own: Ctrl+C or a closed terminal reaches it only through the pipe."""
    command = [sys.executable, "-m", "tbp_backend", "--home", str(folder), "demo", *arguments]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(environment),
        start_new_session=True,
    )
    assert process.stdin is not None
    os.set_inheritable(process.stdin.fileno(), True)
    return process


def _ready_line(process: "subprocess.Popen[bytes]") -> Ready:
    assert process.stdout is not None
    readable, _, _ = select.select([process.stdout], [], [], _READY_SECONDS)
    line = process.stdout.readline() if readable else b""
    try:
        return msgspec.json.decode(line, type=Ready)
    except msgspec.DecodeError:
        raise DemoUnavailable(reason=_why(process) if readable else "silent") from None


def _why(process: "subprocess.Popen[bytes]") -> str:
    """It says what is not possible by its exit code: the numbers of cases and the roles are all there."""
    try:
        return "nobody" if process.wait(_END_SECONDS) == _NOT_POSSIBLE else "ended"
    except subprocess.TimeoutExpired:
        return "ended"


def _close(pipe: int) -> None:
    try:
        os.close(pipe)
    except OSError:
        return


def _wait(backend: int) -> None:
    """Reap the backend; one that does not end by itself is told to."""
    for signal_number in (None, signal.SIGTERM, signal.SIGKILL):
        if signal_number is not None:
            os.kill(backend, signal_number)
        if _gone_within(backend, _END_SECONDS):
            return


def _gone_within(backend: int, seconds: int) -> bool:
    try:
        watched = os.pidfd_open(backend)
    except (OSError, AttributeError):
        return _reaped(backend, os.WNOHANG)
    try:
        select.select([watched], [], [], seconds)
    finally:
        os.close(watched)
    return _reaped(backend, os.WNOHANG)


def _reaped(backend: int, options: int) -> bool:
    try:
        return os.waitpid(backend, options)[0] != 0
    except ChildProcessError:
        return True


def _sweep() -> None:
    """Remove folders of demos whose app and backend were both killed: fiction, but it should not pile up."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            os.kill(int(folder.name.split("-")[2]), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (OSError, ValueError, IndexError):
            continue
