# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Devices of the fictional cases, really paired and really synced, each with a clock that stands still."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tbp_casefile.crypto.tickets import Ticket
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.syncing import Syncing
from tbp_tui.sync import enrolment
from tbp_tui.world import World
from tests.sync.desk import new_vault, reopened

DEMO_DAY = datetime.fromisoformat("2026-04-20T14:00:00+02:00")
MINIMAL_DAY = datetime.fromisoformat("2026-02-03T14:00:00+01:00")
CASES = ("h1-journalist", "h2-mayor", "h3-lawyer", "h4-in-triage")


@contextmanager
def serving(home: Path, moment: datetime, *names: str) -> Iterator[dict[str, str]]:
    """An office that serves these cases as long as the block runs; a ticket for each `case/member`."""
    command = [sys.executable, "-m", "tests.cases.office", str(home), moment.isoformat(), *names]
    with (home.parent / f"{home.name}.log").open("w") as log:
        office = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
    assert office.stdout is not None
    line = office.stdout.readline()
    assert line, (home.parent / f"{home.name}.log").read_text()
    try:
        yield json.loads(line)
    finally:
        office.communicate()


@dataclass
class Devices:
    """Vaults by `case/member` and moment, made when first asked for and copied for each test."""

    folder: Path
    _made: dict[tuple[str, datetime], Path] = field(default_factory=dict)

    def prepare(self, moment: datetime, *names: str) -> None:
        """Pair a device for every reader of these cases, and let it receive everything."""
        home = self.folder / f"office-{moment:%m%d}"
        with serving(home, moment, *names) as tickets:
            for name, ticket in tickets.items():
                place = self.folder / f"{moment:%m%d}-{name.replace('/', '-')}"
                _pair(place, ticket, moment)
                self._made[name, moment] = place

    def world(self, place: Path, moment: datetime) -> World:
        """A machine whose clock stands still."""
        return World({}, place, None, lambda: moment, os.urandom)

    @contextmanager
    def opened(
        self, name: str, moment: datetime = DEMO_DAY, *, copy_to: Path | None = None
    ) -> Iterator[OpenCase]:
        """The unlocked vault of a device as it was paired: a copy, for screens keep what is typed."""
        with tempfile.TemporaryDirectory(prefix="tbp-device-") as folder:
            place = Path(shutil.copytree(self._made[name, moment], (copy_to or Path(folder)) / "vault"))
            case = OpenCase(reopened(place), self.world(place, moment))
            try:
                yield case
            finally:
                case.close()


def _pair(place: Path, ticket: str, moment: datetime) -> None:
    vault = new_vault(place)
    world = World({}, place, None, lambda: moment, os.urandom)
    with vault:
        opened = enrolment.fetch_welcome(Ticket.parse(ticket))
        enrolment.enrol(vault, opened, now=moment, random=os.urandom)
        syncing = Syncing(vault, world)
        report = syncing.once(moment)
        syncing.close()
        assert report.all_is_well, report
