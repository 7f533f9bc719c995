# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From what was typed on the command line to an open case."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from tbp_tui.commands import asking
from tbp_tui.services import unlocking
from tbp_tui.services.open_case import OpenCase
from tbp_tui.vault.errors import NoVault
from tbp_tui.vault.place import vault_is_here
from tbp_tui.world import World


@contextmanager
def opened(given: argparse.Namespace, world: World) -> Iterator[OpenCase]:
    """Ask for the passphrase, and open for as long as the block runs; raises NoVault before it asks."""
    if not vault_is_here(world.home):
        raise NoVault()
    with unlocking.opened(world, asking.passphrase(given)) as case:
        yield case
