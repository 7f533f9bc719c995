# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp` to the first paint of its lock screen, beside a bare Textual hello world, both in a terminal."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.devices import key_file
from bench.figures import Figure, middle_pair
from bench.programs import environment, in_dutch
from bench.reference import hello_once
from bench.stage import Stage
from bench.terminals import terminal

ROUNDS = 15
BOUND = 1.3
LOCK_WORDS = "Type your passphrase and press Enter."


def app(vault: Path) -> list[str]:
    """The command line of the app on this vault."""
    return [str(Path(sys.executable).with_name("tbp")), "--key-file", str(key_file(vault))]


def measure(stage: Stage) -> Iterator[Figure]:
    """Taken in turns."""
    vault, user = stage.lock, stage.folder
    lock_once(vault, user), hello_once(user)  # the first ones fill the caches
    lock, hello = middle_pair((lock_once(vault, user), hello_once(user)) for _ in range(ROUNDS))
    yield Figure("first paint of the lock screen / bare hello", lock, BOUND, floor=hello)


def lock_once(vault: Path, user: Path) -> float:
    """From starting the program to its question on the terminal."""
    with terminal(app(vault), environment(user / "user", TBP_HOME=str(vault))) as lock:
        return lock.wait_for(in_dutch(LOCK_WORDS)) - lock.started
