# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A contact person with a hundred cases and a hundred thousand contacts: to the list, and a search in all.

Every case has what the first demo case has. F3 on the list searches what is on the device.
"""

import random
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.caseload_vault import CASES, TALKS, fill
from bench.devices import PASSPHRASE, key_file
from bench.figures import Figure, percentile
from bench.first_paint import LOCK_WORDS
from bench.office import STAFF
from bench.programs import environment, in_dutch, python
from bench.search import OFTEN, Writer
from bench.stage import Stage
from bench.terminals import terminal
from bench.unlock import WARM_SECONDS
from tbp_tui.services import searching
from tbp_tui.services.cases import cases
from tbp_tui.services.staff.work import StaffWork
from tbp_tui.vault.passphrase import word_list
from tbp_tui.vault.store import Vault

ROUNDS, SEARCHES = 5, 200
PAINTED, SEARCHED = 0.200, 0.030
LIST_WORDS = "D-24-0117"


def measure(stage: Stage) -> Iterator[Figure]:
    """Search first: the list is painted by another process."""
    device = stage.device(stage.small.office, "caseload", STAFF)
    device.pull()
    chance, words = random.Random(12), word_list("nl")
    fill(device.vault, cases(device.vault, STAFF)[0], Writer(chance, words))
    searching.catch_up(device.vault)
    times = list(_searches(device.vault, chance, words))
    device.vault.close()
    rounds = [_painted(stage, device.folder) for _ in range(ROUNDS)]
    what = f"unlock to painted list of {CASES} cases, {TALKS:,} contacts, no KDF"
    yield Figure(what, median(rounds), PAINTED)
    yield Figure(f"search in all {CASES} cases, p95", percentile(times, 0.95), SEARCHED)


def _painted(stage: Stage, vault: Path) -> float:
    """One process: from Enter below the passphrase to the painted list."""
    command = python("-m", "bench.unlocking", str(key_file(vault)))
    with terminal(command, environment(stage.place("user"), TBP_HOME=str(vault))) as app:
        app.wait_for(in_dutch(LOCK_WORDS))
        app.quiet(WARM_SECONDS)
        app.type(PASSPHRASE)
        app.quiet(WARM_SECONDS / 4)
        entered = app.type("\r")
        return app.wait_for(LIST_WORDS) - entered


def _searches(vault: Vault, chance: random.Random, words: tuple[str, ...]) -> Iterator[float]:
    """Common and rare words, alone and together, whole and as they are being typed."""
    known = cases(vault, STAFF)
    work = StaffWork(vault, STAFF, secrets.token_bytes, cases=lambda: known, of_case=lambda: known[0])
    for number in range(SEARCHES):
        common, rare = chance.choice(OFTEN), chance.choice(words)
        asked = (common, rare, chance.choice((common, rare))[: chance.randint(2, 4)], f"{common} {rare}")
        started = time.perf_counter()
        work.search(asked[number % len(asked)], "nl")
        yield time.perf_counter() - started
