# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Dying at a chosen moment: a copy of this process does something and is killed at its Nth line.

Lines of those modules of the vault that touch the disk, so between any two calls of the system there is a
moment; what a disk does when the power fails in the middle of one is the business of the file system.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

_MODULES = ("files", "header", "rewrapping", "opening", "device_secret")
_OURS = tuple(str(Path("tbp_tui", "vault", f"{name}.py")) for name in _MODULES)


class _Killer:
    """Counts lines; kills its own process, with no chance to tidy, when the count is reached."""

    def __init__(self, at: int) -> None:
        self._left = at

    def trace(self, frame: FrameType, event: str, _argument: object) -> Any:  # as sys.settrace has it
        if not frame.f_code.co_filename.endswith(_OURS):
            return None
        if event == "line":
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.trace


def died(action: Callable[[], object], at: int) -> bool:
    """Do it in a copy of this process and kill that at line `at`; False when it had ended before."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            sys.settrace(_Killer(at).trace)
            action()
            code = 0
        finally:
            sys.settrace(None)
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, "it failed by itself"
    return False


def at_every_line(folder: Path, action: Callable[[], object], *, step: int = 1) -> Iterator[int]:
    """Die at each line in turn, every time from the same files; the number of the line, after each death."""
    kept = folder.with_name(f"{folder.name}.kept")
    shutil.copytree(folder, kept)
    at = 1
    while died(action, at):
        yield at
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        at += step
    shutil.rmtree(kept)
