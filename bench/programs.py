# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The real programs, in a world of their own: nothing of whoever runs a benchmark but the way to Python."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tbp_tui import i18n

ROOT = Path(__file__).parents[1]
KEPT = ("PATH", "PYTHONPATH", "TMPDIR")
LONG = 120
"""Seconds: a limit against hanging, not a bound."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """An empty home folder, a common terminal, Dutch."""
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "HOME": str(home), "TERM": "xterm-256color", "LANG": "nl_NL.UTF-8", **more}


def in_dutch(message: str) -> str:
    """What the app says for this sentence in the language of `environment`."""
    i18n.set_language("nl")
    return i18n._(message)


def python(*arguments: str) -> list[str]:
    """The command line of a Python program of this tree."""
    return [sys.executable, *arguments]


def run(command: list[str], surroundings: Mapping[str, str]) -> str:
    """Run a program to its end; what it printed."""
    done = subprocess.run(
        command, cwd=ROOT, env=dict(surroundings), capture_output=True, text=True, timeout=LONG, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:4])} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


@contextmanager
def serving(command: list[str], surroundings: Mapping[str, str], log: Path) -> Iterator[dict[str, str]]:
    """A server for as long as the block runs: gives what it prints when it is ready, and its `pid`."""
    with log.open("ab") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, env=dict(surroundings), stdout=subprocess.PIPE, stderr=errors
        )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"a server did not start: {log.read_text('utf-8', 'replace')[-500:]}")
        yield json.loads(line) | {"pid": str(process.pid)}
    finally:
        process.terminate()
        process.communicate(timeout=LONG)
