# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What opens the vault of this world, and changing that. Every change asks for a passphrase anew.

None of it needs an open vault, and an open one stays open: its own key does not change here.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tbp_tui.services.second_key import fresh_store, store_for
from tbp_tui.vault import attempts, passphrase, rewrapping
from tbp_tui.vault.device_secret import KeyFileSecret, KeyringSecret, SecretMode
from tbp_tui.vault.errors import VaultError
from tbp_tui.vault.header import read_header
from tbp_tui.vault.kdf import Measured, affordable, argon2id, wipe
from tbp_tui.vault.place import HEADER
from tbp_tui.vault.process import memory_kib
from tbp_tui.vault.rewrapping import Door
from tbp_tui.world import World

if TYPE_CHECKING:
    from tbp_tui.vault.recovery import RecoveryCode


def raise_where_due(world: World, passphrase: str, measured: Measured) -> None:
    """Let guessing cost more when this computer has become fast enough; this once it takes some seconds.

    Where that cannot be written now, the next unlock sees the same.
    """
    cost = affordable(measured.cost, measured.seconds, memory_kib=memory_kib())
    if cost.memory_kib > measured.cost.memory_kib:
        with suppress(VaultError):
            rewrapping.raise_cost(door(world), passphrase, cost)


def door(world: World) -> Door:
    """How the vault of this world is opened."""
    return Door(world.home, lambda mode: store_for(mode, world), argon2id, world.random)


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
            rewrapping.change_passphrase(door(self._world), now, new)

    # --- the second key ------------------------------------------------------------------------------------

    def second_key(self) -> SecretMode:
        """Where it lies, as the header says."""
        return read_header(self._world.home / HEADER).fixed.mode

    def move_second_key(self, now: str, to: Path | None) -> SecretMode:
        """A new one in this key file, else in the keyring; the one before opens nothing any more."""
        store = KeyFileSecret(to) if to is not None else KeyringSecret()
        with attempts.counted(self._world.home, self._world.now):
            rewrapping.move_second_key(door(self._world), now, store)
        return store.mode

    # --- the recovery code ---------------------------------------------------------------------------------

    def make_recovery(self, now: str) -> tuple[str, ...]:
        """Draw a code that opens it too; its groups, which nobody can look up later."""
        from tbp_tui.vault.recovery import RecoveryCode  # not before it is needed: the lock screen is quick

        code = RecoveryCode.draw(self._world.random)
        with attempts.counted(self._world.home, self._world.now), _material(code) as kit:
            rewrapping.make_kit(door(self._world), now, kit)
        return code.groups

    def has_recovery(self, now: str) -> bool:
        """Whether there is a code; only who can open it learns that."""
        with attempts.counted(self._world.home, self._world.now):
            return rewrapping.has_kit(door(self._world), now)

    def remove_recovery(self, now: str) -> None:
        """No code opens it any more."""
        with attempts.counted(self._world.home, self._world.now):
            rewrapping.remove_kit(door(self._world), now)

    def recover(self, code: str, new: str) -> None:
        """Open with `new` from here on, by the code. A lost second key is made anew, where that can be."""
        from tbp_tui.vault.recovery import RecoveryCode

        parsed = RecoveryCode.parse(code)
        with attempts.counted(self._world.home, self._world.now), _material(parsed) as kit:
            rewrapping.recover(door(self._world), kit, new, lambda: fresh_store(self._world))


@contextmanager
def _material(code: "RecoveryCode") -> Iterator[bytearray]:
    """The bytes that are stretched, for as long as the block runs."""
    material = code.material()
    try:
        yield material
    finally:
        wipe(material)
