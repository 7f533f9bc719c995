# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Listening for the doorbell while a vault is open, unless its owner saves data (a setting in the vault)."""

import contextlib
import threading
from collections.abc import Callable

from tbp_tui.sync import identity
from tbp_tui.sync.doorbell import Doorbell
from tbp_tui.sync.session import Session
from tbp_tui.vault.store import Vault
from tbp_tui.world import World

_METERED = "listening.metered"


def is_metered(vault: Vault) -> bool:
    """Whether the owner pays for what comes over the line, or has little of it."""
    return vault.meta(_METERED) == b"1"


def set_metered(vault: Vault, on: bool) -> None:
    """Keep the choice, in the vault: it is nobody else's business."""
    vault.set_meta(_METERED, b"1" if on else b"0")


class Listening:
    """One doorbell at a time, in a thread that nothing waits for."""

    def __init__(self, vault: Vault, world: World, rang: Callable[[], None]) -> None:
        self._vault, self._world, self._rang = vault, world, rang
        self._bell: Doorbell | None = None

    def begin(self) -> None:
        """Listen from now on; a vault that was not paired yet hears nothing."""
        if self._bell is None and identity.is_enrolled(self._vault):
            world = self._world
            self._bell = Doorbell(self._session, self._rang, clock=world.now, random=world.random)
            threading.Thread(target=_listen, args=(self._bell,), name="doorbell", daemon=True).start()

    def end(self) -> None:
        """Listen no more, at once; what was under way closes behind itself."""
        if self._bell is not None:
            self._bell.close()
        self._bell = None

    def _session(self) -> Session:
        """With a connection to the vault only for as long as reading the keys takes."""
        world, own = self._world, self._vault.another()
        try:
            proxy = world.environment.get("TBP_PROXY")
            return identity.open_session(own, clock=world.now, random=world.random, proxy=proxy)
        finally:
            own.close()


def _listen(bell: Doorbell) -> None:
    with contextlib.suppress(Exception):  # without a doorbell everything works, later
        bell.listen()
