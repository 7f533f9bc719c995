# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What opens the vault of this world, and changing that. Every change asks for a passphrase anew.

None of it needs an open vault, and an open one stays open: its own key does not change here.
"""

from tbp_tui.services.second_key import store_for
from tbp_tui.vault import attempts, passphrase, rewrapping
from tbp_tui.vault.device_secret import SecretMode
from tbp_tui.vault.header import read_header
from tbp_tui.vault.kdf import argon2id
from tbp_tui.vault.place import HEADER
from tbp_tui.vault.rewrapping import Door
from tbp_tui.world import World


class OwnKeys:
    """The passphrase and what stands beside it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def proposal(self, language: str) -> str:
        """Drawn words to take as a passphrase: five, or six where they stand alone."""
        alone = read_header(self._world.home / HEADER).fixed.mode is SecretMode.NONE
        return passphrase.draw_words(6 if alone else 5, language, self._world.random)

    def change_passphrase(self, now: str, new: str) -> None:
        """Open with `new` from here on; takes two seconds. Raises WrongPassphrase, PassphraseTooWeak."""
        with attempts.counted(self._world.home, self._world.now):
            rewrapping.change_passphrase(self._door, now, new)

    @property
    def _door(self) -> Door:
        world = self._world
        return Door(world.home, lambda mode: store_for(mode, world), argon2id, world.random)
