# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp recovery`: a code for on paper. Made, taken back, used; printed once, and never an argument."""

import argparse

from tbp_tui.commands import asking
from tbp_tui.i18n import language
from tbp_tui.plain import numbered
from tbp_tui.services.own_keys import OwnKeys
from tbp_tui.vault.errors import NoVault
from tbp_tui.vault.place import vault_is_here
from tbp_tui.words import recovery as said
from tbp_tui.world import World


def run(given: argparse.Namespace, world: World) -> int:
    """Say whether there is one, or do what was asked."""
    if not vault_is_here(world.home):
        raise NoVault()
    keys = OwnKeys(world)
    match given.action:
        case "make":
            groups = keys.make_recovery(asking.passphrase(given))
            print(f"\n    {' '.join(groups)}\n")
            print(*numbered(said.keeping_it()), sep="\n")
        case "remove":
            keys.remove_recovery(asking.passphrase(given))
            print(said.taken_back())
        case "use":
            code = asking.recovery_code(given)
            keys.recover(code, asking.changed_passphrase(given, proposal=keys.proposal(language())))
            print(said.used())
        case _:
            made = keys.has_recovery(asking.passphrase(given))
            print(*numbered([said.there_is(made), *said.what_it_is()]), sep="\n")
    return 0
