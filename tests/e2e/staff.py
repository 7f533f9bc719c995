# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The device of a contact person who carries two cases, paired once and copied for each test."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tbp_tui.services.open_case import OpenCase
from tbp_tui.vault.device_secret import KeyFileSecret
from tbp_tui.vault.kdf import argon2id
from tbp_tui.vault.opening import open_vault
from tbp_tui.world import World
from tests.e2e.programs import CASE, CASE_FILE, PASSPHRASE, App, Backend
from tests.e2e.tmux import Tmux

OTHER_CASE = "D-26-0015"
CASES = {CASE: CASE_FILE, OTHER_CASE: CASE_FILE.with_name("h4-in-triage.yaml")}


def pair(folder: Path) -> None:
    """Once: an office with both cases, and the devices of Bas, who carries them, and of one person."""
    backend = Backend(folder / "office").serve()
    try:
        for file in CASES.values():
            imported = backend.command("case", "import", str(file))
            assert imported.returncode == 0, imported.stderr
        both = [word for case in CASES for word in ("--case", case)]
        issued = backend.command("ticket", "issue", *both, "--member", "contact-2")
        assert issued.returncode == 0, issued.stderr
        for name, ticket in (("bas", issued.stdout.strip()), ("person", backend.ticket())):
            (folder / name).mkdir()
            paired = App(folder / name).enrol(ticket)
            assert paired.code == 0, paired.err
    finally:
        backend.kill()


def copied(paired: Path, name: str, to: Path) -> App:
    """A device of one's own in one test."""
    shutil.copytree(paired / name, to / name)
    return App(to / name)


@contextmanager
def looked_into(app: App) -> Iterator[OpenCase]:
    """What the vault of this app holds, while no program has it open."""
    vault = open_vault(
        app.home,
        PASSPHRASE,
        secret_store_for=lambda mode: KeyFileSecret(app.folder / "second.key"),
        kdf=argon2id,
        random=os.urandom,
    )
    world = World.real({**app.environment}).with_key_file(str(app.folder / "second.key"))
    case = OpenCase(vault, world)
    try:
        yield case
    finally:
        case.close()


def unlock(tmux: Tmux, app: App) -> None:
    """From nothing to the list of cases."""
    command = [sys.executable, "-m", "tbp_tui", "--key-file", str(app.folder / "second.key")]
    tmux.start(command, app.environment)
    tmux.wait_for("wachtzin")
    tmux.press("-l", PASSPHRASE)
    tmux.press("Enter")
    tmux.wait_for(CASE, OTHER_CASE)
