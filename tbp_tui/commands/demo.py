# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp demo`: the main job on a fictional case, with a real backend, a real vault and real pairing."""

import argparse
from dataclasses import replace
from pathlib import Path

from tbp_casefile.tables import Role
from tbp_tui.commands import lines, screen
from tbp_tui.i18n import language
from tbp_tui.plain import numbered
from tbp_tui.services import demo, enrolling, fiction, unlocking
from tbp_tui.services.cases import HAVE_SCREENS
from tbp_tui.services.errors import NotForThisRole
from tbp_tui.vault.device_secret import KeyFileSecret
from tbp_tui.vault.kdf import Argon2idCost
from tbp_tui.vault.passphrase import draw_words
from tbp_tui.world import World, has_terminal

_WORDS = 4
_CASES = (1, 2, 3, 4)
_ROLES = tuple(role.value for role in HAVE_SCREENS)


def run(given: argparse.Namespace, world: World) -> int:
    """Start the backend, pair, and open; after a lock the same process comes back with `--resume`."""
    if given.resume:
        return _resume(given.resume, world)
    if given.case not in _CASES or given.role not in _ROLES:
        raise NotForThisRole()
    arguments = ["--case", str(given.case), "--as", given.role]
    if given.on:
        arguments += ["--on", given.on.isoformat()]
    with demo.started(tuple(arguments), world.environment) as (running, ready):
        inside = replace(world, home=running.home, key_file=running.key_file, cheap=True)
        passphrase = draw_words(_WORDS, language(), world.random)
        opened = enrolling.welcome(ready.ticket)
        enrolling.begin(
            opened, passphrase, KeyFileSecret(running.key_file), inside, cost=Argon2idCost.floor()
        )
        if given.role == Role.SUPPORTER:
            with unlocking.opened(inside, passphrase) as case:
                fiction.tell(case, inside.now())
        if given.plain or not has_terminal(world.environment):
            return _plain(inside, passphrase)
        return _open(running, inside, passphrase, first=True)


def _plain(world: World, passphrase: str) -> int:
    with unlocking.opened(world, passphrase) as case:
        print(*numbered(lines.everything(case, world.now())), sep="\n")
    return 0


def _open(running: demo.Demo, world: World, passphrase: str, *, first: bool) -> int:
    """The app; its hide key comes back here through the program's own start."""
    state = running.save(passphrase=passphrase, language=language())
    again = ("demo", "--resume", str(state.parent))
    return screen.open_app(world, again=again, demo_passphrase=passphrase, opens_by_itself=first)


def _resume(folder: str, world: World) -> int:
    running, state = demo.resume(Path(folder))
    try:
        inside = replace(world, home=running.home, key_file=running.key_file, cheap=True)
        return _open(running, inside, state.passphrase, first=False)
    finally:
        running.end()
