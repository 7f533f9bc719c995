# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Whether this program can do its work on this computer: every check, one after another.

Never anything of a case. Without a passphrase nothing is changed; with one, what every opening changes.
"""

from collections.abc import Callable, Iterator

from tbp_tui.services.doctor import computer, keys, place
from tbp_tui.services.doctor.computer import Surroundings as Surroundings
from tbp_tui.services.doctor.findings import Finding, each
from tbp_tui.vault.device_secret import DeviceSecretStore
from tbp_tui.world import World


def examine(
    world: World,
    around: Surroundings,
    *,
    keyring: DeviceSecretStore,
    ask: Callable[[], str] | None = None,
    unlock: bool = False,
    online: bool = False,
) -> Iterator[Finding]:
    """Every finding as soon as it is there. `ask` gives the passphrase; without it nothing is opened."""
    can_be_opened = False
    for finding in _outside(world, around, keyring):
        can_be_opened |= finding.check == "vault" and finding.code in place.CAN_BE_OPENED
        yield finding
    if not can_be_opened:
        return
    if ask is not None:
        yield from each({"opening": lambda: _inside(world, ask, online=online)})
    elif unlock or online:
        yield Finding("opening", "take-note", "not-asked")


def _outside(world: World, around: Surroundings, keyring: DeviceSecretStore) -> Iterator[Finding]:
    looks = {**computer.checks(world, around), **place.checks(world.home)}
    return each({**looks, "keyring": lambda: keys.look(world, keyring)})


def _inside(world: World, ask: Callable[[], str], *, online: bool) -> Iterator[Finding]:
    from tbp_tui.services.doctor import inside  # needs every part of this program, and one may be missing

    return inside.look(world, ask, online=online)
