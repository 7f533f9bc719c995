# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp passphrase`: another passphrase. Asks for the one of now and the new one; neither is an argument."""

import argparse

from tbp_tui.commands import asking
from tbp_tui.i18n import _, language
from tbp_tui.services.own_keys import OwnKeys
from tbp_tui.vault.errors import NoVault
from tbp_tui.vault.place import vault_is_here
from tbp_tui.world import World


def run(given: argparse.Namespace, world: World) -> int:
    """The one of now, then the new one, then change it at once or not at all."""
    if not vault_is_here(world.home):
        raise NoVault()
    keys = OwnKeys(world)
    now = asking.passphrase(given)
    keys.change_passphrase(now, asking.changed_passphrase(given, proposal=keys.proposal(language())))
    print(_("From now on the new passphrase opens it, and the one before it no longer does."))
    return 0
