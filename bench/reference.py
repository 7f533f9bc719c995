# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What every time of the same run stands beside: a bare Textual hello world, and 10,000 Ed25519 checks."""

import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

from bench.figures import Figure
from bench.programs import environment
from bench.stage import Stage
from bench.terminals import terminal
from tbp_casefile.crypto.signatures import SigningKey, check

CHECKS = 10_000
ROUNDS = 5
HELLO = [sys.executable, str(Path(__file__).with_name("hello.py"))]
HELLO_WORDS = "Hello, world"


def measure(stage: Stage) -> Iterator[Figure]:
    """Both references."""
    yield Figure("bare Textual hello world, first paint", hello_world(stage.folder))
    yield Figure(f"{CHECKS:,} Ed25519 checks", ed25519_checks())


def hello_once(folder: Path) -> float:
    """From starting the program to its words on the terminal."""
    with terminal(HELLO, environment(folder / "user")) as hello:
        return hello.wait_for(HELLO_WORDS) - hello.started


@cache
def hello_world(folder: Path) -> float:
    """The median of a few starts, after one that fills the caches; measured once in a run."""
    hello_once(folder)
    return median(hello_once(folder) for _ in range(ROUNDS))


def ed25519_checks() -> float:
    """One signature of a record of a common size, checked again and again."""
    key, message = SigningKey.from_seed(bytes(32)), bytes(1000)
    signature, public = key.sign(message), key.public
    started = time.perf_counter()
    for _ in range(CHECKS):
        check(public, message, signature)
    return time.perf_counter() - started
