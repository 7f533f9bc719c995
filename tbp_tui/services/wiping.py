# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Wiping this device: only for who knows the passphrase, and finished by a process that never held a key."""

from tbp_tui.services import settings, unlocking
from tbp_tui.services.second_key import store_for
from tbp_tui.vault import wiping
from tbp_tui.world import World


def begin(world: World, passphrase: str) -> None:
    """Destroy the keys; raises WrongPassphrase, and then nothing has changed."""
    unlocking.open_own_vault(world, passphrase).close()
    wiping.destroy_keys(world.home, lambda mode: store_for(mode, world))


def finish(world: World) -> None:
    """The rest of it, also what a process that died left undone."""
    wiping.destroy_keys(world.home, lambda mode: store_for(mode, world))
    wiping.remove_files(world.home, settings.NAME)
