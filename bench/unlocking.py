# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The app as it is, but for one thing: what the passphrase is stretched to is known beforehand.

So a benchmark can see what unlocking costs beside the key derivation, which is slow on purpose. A program:
the file with the second key; the vault lies in `TBP_HOME`.
"""

import os
import sys

from bench.devices import PASSPHRASE
from tbp_tui import i18n
from tbp_tui.app import run
from tbp_tui.screens.door import Services
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.second_key import store_for
from tbp_tui.vault.kdf import Argon2idCost, argon2id
from tbp_tui.vault.opening import open_vault
from tbp_tui.vault.store import Vault
from tbp_tui.world import World


class Remembering:
    """What stands behind the lock screen here."""

    demo_passphrase = None

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[bytes, bytes] = {}
        self._open(PASSPHRASE).close()

    def unlock(self, passphrase: str) -> OpenCase:
        """As `services.unlocking` does it."""
        return OpenCase(self._open(passphrase), self._world)

    def _open(self, passphrase: str) -> Vault:
        return open_vault(
            self._world.home,
            passphrase,
            secret_store_for=lambda mode: store_for(mode, self._world),
            kdf=self._stretch,
            random=self._world.random,
        )

    def _stretch(self, passphrase: bytearray, *, salt: bytes, secret: bytes, cost: Argon2idCost) -> bytearray:
        """Argon2id, once for a salt."""
        if salt not in self._known:
            self._known[salt] = bytes(argon2id(passphrase, salt=salt, secret=secret, cost=cost))
        return bytearray(self._known[salt])


def main() -> int:
    """Run it until it is closed; hiding is not measured here."""
    i18n.set_language("nl")
    world = World.real(os.environ).with_key_file(sys.argv[1])
    return run(Services(unlocker=Remembering(world), now=world.now, hide=lambda: os._exit(0)))


if __name__ == "__main__":
    sys.exit(main())
