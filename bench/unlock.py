# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From Enter below the passphrase to the painted first page, without the key derivation.

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
WARM_SECONDS = 1.0
"""Of silence: the app imports what it needs while a person types, and nobody types a passphrase faster."""


def measure(stage: Stage) -> Iterator[Figure]:
    """Taken in turns."""
    small, large = _vault(stage, "unlock-small", 1), _vault(stage, "unlock-large", TIMES)
    pairs = [(_unlock(stage, large), _unlock(stage, small)) for _ in range(ROUNDS)]
    yield Figure(
        f"unlock to painted home, {MANY:,} records, no KDF", median(small for _, small in pairs), BOUND
    )
    what = f"unlock at {MANY * TIMES:,} records / at {MANY:,}"
    large_time, small_time = middle_pair(pairs)
    yield Figure(what, large_time, GROWTH, floor=small_time)


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


def _unlock(stage: Stage, vault: Path) -> float:
    """One process, one unlock."""
    command = python("-m", "bench.unlocking", str(key_file(vault)))
    with terminal(command, environment(stage.place("user"), TBP_HOME=str(vault))) as app:
        app.wait_for(in_dutch(LOCK_WORDS))
        app.quiet(WARM_SECONDS)
        app.type(PASSPHRASE)
        app.quiet(WARM_SECONDS / 4)
        entered = app.type("\r")
        return app.wait_for(in_dutch(HOME_WORDS)) - entered
