# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From a passphrase to an open case, and back: the vault is closed however the work in between ends."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tbp_tui.services import own_keys
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.second_key import store_for
from tbp_tui.sync import judging
from tbp_tui.vault import attempts
from tbp_tui.vault.errors import DiskFull, VaultBusy
from tbp_tui.vault.kdf import Kdf, Measured, argon2id
from tbp_tui.vault.opening import open_vault
from tbp_tui.vault.store import Vault
from tbp_tui.world import World


def unlock(world: World, passphrase: str) -> OpenCase:
    """Open the vault of this world; raises the errors of `tbp_tui.vault`."""
    measured = Measured(argon2id, world.elapsed)
    vault = open_own_vault(world, passphrase, kdf=measured)
    if not world.cheap:
        own_keys.raise_where_due(world, passphrase, measured)
    with suppress(DiskFull, VaultBusy):  # it opens as it was; the next sync tries again
        judging.catch_up(vault)
    return OpenCase(vault, world)


def open_own_vault(world: World, passphrase: str, *, kdf: Kdf | None = None) -> Vault:
    """The vault alone, for pairing."""
    with attempts.counted(world.home, world.now):
        return open_vault(
            world.home,
            passphrase,
            secret_store_for=lambda mode: store_for(mode, world),
            kdf=kdf or argon2id,
            random=world.random,
        )


@contextmanager
def opened(world: World, passphrase: str) -> Iterator[OpenCase]:
    """An open case for as long as the block runs."""
    case = unlock(world, passphrase)
    try:
        yield case
    finally:
        case.close()
