# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp` without a command: the full screen, or where there is no terminal the plain overview."""

import argparse
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from tbp_tui import i18n
from tbp_tui.services import settings
from tbp_tui.vault.errors import NoVault
from tbp_tui.vault.place import vault_is_here
from tbp_tui.world import World, has_terminal

if TYPE_CHECKING:
    from tbp_tui.services.open_case import OpenCase


def run(given: argparse.Namespace, world: World) -> int:
    """Open the lock screen; without a terminal say everything at once, for ears and scripts."""
    if not vault_is_here(world.home):
        raise NoVault()
    if has_terminal(world.environment):
        return open_app(world, again=_again(given))
    return _plain(given, world)


def _plain(given: argparse.Namespace, world: World) -> int:
    from tbp_tui.commands import lines
    from tbp_tui.commands.opening import opened
    from tbp_tui.plain import numbered

    with opened(given, world) as case:
        print(*numbered(lines.everything(case, world.now())), sep="\n")
    return 0


def _again(given: argparse.Namespace) -> tuple[str, ...]:
    return ("--key-file", given.key_file) if given.key_file else ()


def open_app(
    world: World, *, again: tuple[str, ...], demo_passphrase: str | None = None, opens_by_itself: bool = False
) -> int:
    """Run the app until it is closed; `again` are the arguments with which it starts when hidden."""
    gc.disable()  # until something is painted: imports make much that stays (UX section 4)
    from tbp_tui.app import run
    from tbp_tui.screens.door import Services
    from tbp_tui.services.own_keys import OwnKeys

    def remember(language: str, theme: str) -> None:
        settings.save(world.home, settings.Settings(language, theme))

    return run(
        Services(
            unlocker=_Unlocker(world, demo_passphrase),
            now=world.now,
            hide=lambda: _become(*again),
            opens_by_itself=opens_by_itself,
            theme=settings.load(world.home).theme or "dark",
            remember=remember,
            warm_up=_warm_up,
            begin_wipe=lambda passphrase: _begin_wipe(world, passphrase),
            finish_wipe=lambda: _become("wipe", *again),
            keys=None if demo_passphrase else OwnKeys(world),
        )
    )


class _Unlocker:
    """What stands behind the lock screen."""

    def __init__(self, world: World, demo_passphrase: str | None) -> None:
        self.demo_passphrase = demo_passphrase
        self._world = world

    def unlock(self, passphrase: str) -> "OpenCase":
        from tbp_tui.services import unlocking

        case = unlocking.unlock(self._world, passphrase)
        try:
            case.check_role()
        except BaseException:
            case.close()
            raise
        return case


def _begin_wipe(world: World, passphrase: str) -> None:
    from tbp_tui.services import wiping

    wiping.begin(world, passphrase)


def _become(*arguments_of_ours: str) -> NoReturn:
    """Replace this process, and with it every key in its memory, by a fresh one; without a word: the lock."""
    arguments = [sys.executable, "-m", "tbp_tui", "--lang", i18n.language(), *arguments_of_ours]
    os.execve(sys.executable, arguments, os.environ)  # noqa: S606  # no shell is what we want


def _warm_up() -> None:
    """Import what unlocking will need, while the person types."""
    import tbp_tui.services.unlocking  # noqa: F401
