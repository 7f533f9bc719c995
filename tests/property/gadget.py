# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A device with its real vault file, worked on by one process or two; it can be killed at any statement."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx2

from tbp_casefile.crypto.signatures import SigningKey
from tbp_tui.sync.engine import SyncReport, sync_once
from tbp_tui.sync.identity import enrolled, prover, record_key
from tbp_tui.sync.session import PAGE, Session
from tbp_tui.vault.place import HEADER, RECORDS
from tbp_tui.vault.process import ProcessId, this_process
from tbp_tui.vault.store import Vault
from tests.property.line import Fate, Line
from tests.property.server import Asked, Killed, Server
from tests.sync.desk import reopened

# How a vault lies on disk; the shared-memory index is made anew by who opens it.
_FILES = (HEADER, RECORDS, f"{RECORDS}-wal")


@dataclass(eq=False)
class Program:
    """One run of the app: its connection to the vault, its conversation, and what the lease knows it by."""

    vault: Vault
    session: Session
    line: Line
    id: ProcessId


@dataclass
class Gadget:
    """A device; `folder` has one vault after another, one for each life."""

    name: str
    folder: Path
    server: Server
    clock: Callable[[], datetime]
    meanwhile: Callable[[int], None] = lambda _: None
    ahead: timedelta = timedelta(0)
    lives: int = 0
    started: int = 0
    late: list[Asked] = field(default_factory=list)
    busy: list[Program] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)

    @property
    def place(self) -> Path:
        """The folder of the vault of this life."""
        return self.folder / f"{self.name}-{self.lives}"

    @property
    def vault(self) -> Vault:
        """The vault, as the first program has it open."""
        return self.programs[0].vault

    @property
    def key(self) -> SigningKey:
        """The key with which it signs."""
        return record_key(self.vault)

    def now(self) -> datetime:
        """What its own clock shows."""
        return self.clock() + self.ahead

    def idle(self) -> int | None:
        """The number of a program that does nothing now; None when all of them are at work."""
        return next((n for n, program in enumerate(self.programs) if program not in self.busy), None)

    def opened(self) -> "Gadget":
        """With its first program running."""
        self.open_another()
        return self

    def open_another(self) -> None:
        """Start one more program on the same vault, two at most.

        The lease takes none of them for alive, so that two may sync at once: that it saves work is tested
        elsewhere, and that it is no lock is what it promises.
        """
        if len(self.programs) == 2:
            return
        vault = reopened(self.place)
        line = Line(self.server, self.meanwhile, late=self.late)
        signer = prover(vault, clock=self.now, random=secrets.token_bytes)
        session = Session(httpx2.Client(transport=line), enrolled(vault).base_url, signer)
        self.started += 1
        mine = this_process()
        self.programs.append(
            Program(vault, session, line, ProcessId(mine.pid, mine.boot_id, -1 - self.started))
        )

    def sync(
        self, number: int = 0, fates: tuple[Fate, ...] = (), page: int = PAGE, dies_at: int | None = None
    ) -> SyncReport | None:
        """One sync by one of its programs; None when it was killed on the way, and started again."""
        program = self.programs[number % len(self.programs)]
        program.line.fates, program.session.page = list(fates), page
        with self.mortal(program, dies_at):
            return sync_once(program.vault, program.session, now=self.now(), process=program.id)
        return None

    @contextmanager
    def mortal(self, program: Program, dies_at: int | None = None) -> Iterator[None]:
        """Whatever is done in here may be killed, by its line or before its n-th statement on the vault."""
        self.busy.append(program)
        self._arm(program, dies_at)
        try:
            yield
        except Killed as killed:
            self._arm(program, None)
            self._died(program, left=killed.args[1] if len(killed.args) > 1 else False)
        finally:
            self.busy.remove(program)
            if program in self.programs:
                self._arm(program, None)
                program.line.fates = []

    def _arm(self, program: Program, dies_at: int | None) -> None:
        left = dies_at

        def before_statement(*_: object) -> bool:
            nonlocal left
            assert left is not None
            left -= 1
            if left == -1:
                self._leave_as_it_lies()
                raise Killed("device", True)
            return True

        program.vault._database._connection.exec_trace = None if dies_at is None else before_statement

    def _died(self, program: Program, *, left: bool) -> None:
        """The process is gone; with it goes the power when it was the only one."""
        if len(self.busy) > 1 or len(self.programs) > 1:
            self.programs.remove(program)
            _give_back(program)
            shutil.rmtree(self.folder / f"{self.name}-{self.lives + 1}", ignore_errors=True)
            self.open_another()
            return
        if not left:
            self._leave_as_it_lies()
        self._next_life()

    def kill(self) -> None:
        """The power goes, for all of its programs."""
        assert not self.busy
        self._leave_as_it_lies()
        self._next_life()

    def _leave_as_it_lies(self) -> None:
        after = self.folder / f"{self.name}-{self.lives + 1}"
        copy_vault(self.place, after)

    def _next_life(self) -> None:
        offline = self.programs[0].line.offline
        before = self.place
        self.close()
        shutil.rmtree(before)
        self.lives += 1
        self.opened()
        self.programs[0].line.offline = offline

    def put_back(self, copy: Path) -> None:
        """The disk is restored from this copy of the vault."""
        copy_vault(copy, self.folder / f"{self.name}-{self.lives + 1}")
        self._next_life()

    def close(self) -> None:
        """End every program."""
        for program in self.programs:
            _give_back(program)
        self.programs.clear()


def copy_vault(place: Path, to: Path) -> None:
    """The files of a vault as they lie there; what was not committed is not in them."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(mode=0o700)
    for name in _FILES:
        if (place / name).exists():
            shutil.copy2(place / name, to / name)


def _give_back(program: Program) -> None:
    program.session.close()
    program.vault.close()
