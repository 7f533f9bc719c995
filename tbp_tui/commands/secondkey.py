# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp secondkey`: where the second key lies, and a new one in the keyring or in a file."""

import argparse
from pathlib import Path

from tbp_tui.commands import asking
from tbp_tui.plain import numbered
from tbp_tui.services.own_keys import OwnKeys
from tbp_tui.vault.errors import NoVault
from tbp_tui.vault.place import vault_is_here
from tbp_tui.words import second_key as said
from tbp_tui.world import World


def run(given: argparse.Namespace, world: World) -> int:
    """Say where it lies, or make a new one there."""
    if not vault_is_here(world.home):
        raise NoVault()
    keys = OwnKeys(world)
    if given.action is None:
        print(*numbered(said.lies(keys.second_key().name)), sep="\n")
        return 0
    to = Path(given.file).absolute() if given.action == "file" else None
    mode = keys.move_second_key(asking.passphrase(given), to)
    print(*numbered(said.moved(mode.name)), sep="\n")
    return 0
