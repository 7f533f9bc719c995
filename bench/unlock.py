# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From Enter below the passphrase to the painted first page, without the key derivation; then to the package.

With 10,000 records, and with 100,000: that vault holds the same signed ones ten times, under other ids, as
nobody reads them to paint the first page.
"""

import uuid
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.devices import PASSPHRASE, key_file
from bench.figures import Figure, middle_pair
from bench.first_paint import LOCK_WORDS
from bench.programs import environment, in_dutch, python
from bench.stage import MANY, Stage
from bench.terminals import terminal

ROUNDS = 5
TIMES = 10
BOUND, GROWTH = 0.150, 1.3
HOME_WORDS = "Who decides"
PACKAGE_WORDS = "Decided by"
WARM_SECONDS = 1.0
"""Of silence: the app imports what it needs while a person types, and nobody types a passphrase faster."""


def measure(stage: Stage) -> Iterator[Figure]:
    """Taken in turns."""
    small, large = _vault(stage, "unlock-small", 1), _vault(stage, "unlock-large", TIMES)
    rounds = [(_painted(stage, large), _painted(stage, small)) for _ in range(ROUNDS)]
    for page, what in enumerate(("unlock to painted home", "from home to painted package")):
        pairs = [(many[page], few[page]) for many, few in rounds]
        yield Figure(f"{what}, {MANY:,} records, no KDF", median(few for _, few in pairs), BOUND)
        many, few = middle_pair(pairs)
        yield Figure(f"the same at {MANY * TIMES:,} records / at {MANY:,}", many, GROWTH, floor=few)


def _vault(stage: Stage, name: str, times: int) -> Path:
    """A closed vault of a device that received everything, and everything again under other ids."""
    device = stage.device(stage.large.office, name)
    device.pull()
    answers = device.vault.records.current(["acknowledgement"], [device.case.scope])
    for number in range(1, times):
        begin = device.case.seq + (number - 1) * len(answers) + 1
        device.vault.records.add(
            row._replace(seq=begin + place, id=str(uuid.uuid4())) for place, row in enumerate(answers)
        )
    device.vault.close()
    return device.folder


def _painted(stage: Stage, vault: Path) -> tuple[float, float]:
    """One process: seconds from Enter to the first page, and from there by its key to the package."""
    command = python("-m", "bench.unlocking", str(key_file(vault)))
    with terminal(command, environment(stage.place("user"), TBP_HOME=str(vault))) as app:
        app.wait_for(in_dutch(LOCK_WORDS))
        app.quiet(WARM_SECONDS)
        app.type(PASSPHRASE)
        app.quiet(WARM_SECONDS / 4)
        entered = app.type("\r")
        home = app.wait_for(in_dutch(HOME_WORDS)) - entered
        app.quiet(WARM_SECONDS / 4)
        pressed = app.type("1")
        return home, app.wait_for(in_dutch(PACKAGE_WORDS)) - pressed
