# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the vault asks of its own process: no memory dumps, and a name by which another can see it is alive.

Swap and hibernation are the disk encryption's business; docs/threat-model.md says so.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PR_SET_DUMPABLE = 4
_UNKNOWN_MEMORY_KIB = 1024 * 1024
_START_TIME = 19  # field 22 of proc(5) stat, counted from after the name and the state


def harden_process() -> None:
    """No core file, and on Linux no reading by other processes of this user. Best effort, never an error."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def memory_kib() -> int:
    """How much memory this machine has; where that is not told, as much as the default derivation wants."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
    except (AttributeError, OSError, ValueError):  # Windows
        return _UNKNOWN_MEMORY_KIB


class ProcessId(NamedTuple):
    """One process, told apart from a later one that got the same number, and from before a restart."""

    pid: int
    boot_id: str
    started: int


def this_process() -> ProcessId:
    """Ourselves; where there is no /proc the moment of start is unknown (0) and a lease runs out by time."""
    pid = os.getpid()
    return ProcessId(pid, _boot_id(), _start_time(pid) or 0)


def is_running(process: ProcessId) -> bool | None:
    """Whether that very process is still there; None where the system cannot tell."""
    if not process.boot_id or not _boot_id():
        return None
    if process.boot_id != _boot_id():
        return False
    started = _start_time(process.pid)
    if started is None and _answers(process.pid):
        return None  # /proc hides it (hidepid), and it may be another one under the same number
    return started == process.started


def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def _start_time(pid: int) -> int | None:
    """Clock ticks from boot to the start of a process; -1 for a zombie, None when there is none to see."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace")
    except OSError:
        return None
    # the name stands in brackets and may hold spaces and brackets itself
    state, *fields = stat.rpartition(")")[2].split()
    return -1 if state in "ZX" else int(fields[_START_TIME - 1])


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
