# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The hide key on the first page: to a blank screen, to execve (keys gone), to the lock screen again."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from bench.devices import PASSPHRASE
from bench.figures import Figure, middle_pair, percentile
from bench.first_paint import LOCK_WORDS, app
from bench.programs import environment, in_dutch
from bench.reference import hello_once
from bench.stage import Stage
from bench.terminals import Terminal, terminal
from bench.unlock import HOME_WORDS, WARM_SECONDS

ROUNDS = 12
BLANK, GONE, BACK = 0.050, 0.150, 1.4
F9 = "\x1b[20~"
CLEARED = "\x1b[2J"


@dataclass(frozen=True)
class Hidden:
    """How long it took from the key."""

    blank: float
    gone: float
    back: float


def measure(stage: Stage) -> Iterator[Figure]:
    """One program, hidden and unlocked again and again; between two rounds a hello world."""
    device = stage.device(stage.small.office, "hiding")
    device.pull()
    device.vault.close()
    rounds, hellos = [], []
    surroundings = environment(stage.place("user"), TBP_HOME=str(device.folder))
    with terminal(app(device.folder), surroundings) as program:
        program.wait_for(in_dutch(LOCK_WORDS))
        for _ in range(ROUNDS):
            rounds.append(_hide(program))
            hellos.append(hello_once(stage.folder))
    yield Figure("hide key to blank screen, p95", percentile((r.blank for r in rounds), 0.95), BLANK)
    yield Figure("hide key to execve", median(r.gone for r in rounds), GONE)
    what = "hide key to the lock screen again / bare hello"
    back, hello = middle_pair(zip((r.back for r in rounds), hellos, strict=True))
    yield Figure(what, back, BACK, floor=hello)


def _hide(program: Terminal) -> Hidden:
    """Unlock, wait until nothing moves, hide."""
    program.quiet(WARM_SECONDS)
    program.type(PASSPHRASE + "\r")
    program.wait_for(in_dutch(HOME_WORDS))
    program.quiet(WARM_SECONDS)
    before = program.image()
    pressed = program.type(F9)
    blank = program.wait_for(CLEARED)
    gone = program.wait_for_another_image(before)
    back = program.wait_for(in_dutch(LOCK_WORDS))
    return Hidden(blank - pressed, gone - pressed, back - pressed)
