# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp wipe`: everything of this program on this device, after a passphrase and a yes."""

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from tbp_tui.commands import asking
from tbp_tui.i18n import _
from tbp_tui.plain import numbered
from tbp_tui.services import unlocking, wiping
from tbp_tui.services.errors import NotConfirmed
from tbp_tui.services.open_case import OpenCase
from tbp_tui.sync.errors import SyncError
from tbp_tui.vault.errors import NoVault
from tbp_tui.vault.place import vault_is_here, wiping_is_begun
from tbp_tui.words import wiping as said
from tbp_tui.world import World

_PATIENCE = 30.0


def run(given: argparse.Namespace, world: World) -> int:
    """(1) what is lost, after trying to deliver it  (2) confirmed, here or by --yes  (3) keys, then files."""
    if wiping_is_begun(world.home):
        return _finish(world)
    if not vault_is_here(world.home):
        raise NoVault()
    passphrase = asking.passphrase(given)
    with unlocking.opened(world, passphrase) as case:
        print(*numbered([*_lost(case, world), *said.stays()]), sep="\n")  # (1)
    _confirm(given)  # (2)
    wiping.begin(world, passphrase)
    return _finish(world)  # (3)


def _lost(case: OpenCase, world: World) -> list[str]:
    if case.status(world.now()).waiting:
        with suppress(SyncError):
            case.sync(world.now(), patience=_PATIENCE)
    status, last = case.status(world.now()), case.own_devices.view().only_this
    return list(said.lost(status.waiting + len(status.attention), len(case.notes.all()), last=last))


def _confirm(given: argparse.Namespace) -> None:
    if given.yes:
        return
    if not sys.stdin.isatty():
        raise NotConfirmed()
    word = _("wipe")
    print(_("Type {word} to wipe everything here: ").format(word=word), end="", flush=True)
    if sys.stdin.readline().strip().lower() != word:
        raise NotConfirmed()


def _finish(world: World) -> int:
    wiping.finish(world)
    key_file = world.key_file
    print(*said.done(key_file=key_file is not None and Path(key_file).exists()), sep="\n")
    return 0
