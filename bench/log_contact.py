# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A contact in one line, from the passphrase to "saved": the app in a terminal, offline, at the usual cost.

The text comes at once, as nobody types: what is measured is what the program adds to the typing.
"""

from collections.abc import Iterator
from statistics import median

from bench.devices import PASSPHRASE, paired
from bench.figures import Figure, Unit
from bench.first_paint import LOCK_WORDS, app
from bench.office import STAFF, serving_office
from bench.programs import environment, in_dutch
from bench.stage import Stage
from bench.terminals import Terminal, terminal
from bench.unlock import HOME_WORDS, WARM_SECONDS
from tbp_tui.vault.kdf import Argon2idCost

ROUNDS = 5
SECONDS, KEYS = 2.0, 6
LINE = "gebeld met Mirthe 20m: B5 uitgelegd > terugbellen morgen 10u"
ENTER, F7 = "\r", "\x1b[18~"
STEPS = (
    (ENTER, HOME_WORDS),
    (F7, "Type what happened, in one line. For example:"),
    (LINE, "By when"),
    (ENTER, "The line"),
    (ENTER, "Saved on this device."),
)
"""What is pressed or typed, and the words that then stand on the screen."""


def measure(stage: Stage) -> Iterator[Figure]:
    """A device whose backend has gone; each round is a program of its own."""
    folder = stage.place("log-contact")
    folder.mkdir()
    with (
        serving_office(folder) as office,
        paired(office, folder / "device", STAFF, cost=Argon2idCost()) as device,
    ):
        device.pull()
    surroundings = environment(stage.place("user"), TBP_HOME=str(device.folder))
    times = []
    for _ in range(ROUNDS):
        with terminal(app(device.folder), surroundings) as program:
            times.append(_log(program))
    yield Figure("passphrase to a saved contact with its task", median(times), SECONDS)
    keys = sum(pressed != LINE for pressed, _ in STEPS)
    yield Figure("the same, keys beside the text", keys, KEYS, unit=Unit.COUNT)


def _log(program: Terminal) -> float:
    """Every step as soon as the one before stands on the screen."""
    program.wait_for(in_dutch(LOCK_WORDS))
    program.quiet(WARM_SECONDS)
    program.type(PASSPHRASE)
    program.quiet(WARM_SECONDS / 4)
    moments = []
    for pressed, words in STEPS:
        moments.append(program.type(pressed))
        moments.append(program.wait_for(in_dutch(words)))
    return moments[-1] - moments[0]
