# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp enrol`: pair this device with a ticket. Asks for the ticket, then for a new passphrase."""

import argparse
import sys

from tbp_tui.commands import asking
from tbp_tui.i18n import _, language
from tbp_tui.services import enrolling
from tbp_tui.world import World


def run(given: argparse.Namespace, world: World) -> int:
    """(1) go on where an earlier try stopped, or (2) check the ticket, (3) make the vault, (4) enrol, (5) sync."""
    if enrolling.is_pending(world):
        enrolling.resume(world, asking.passphrase(given))  # (1)
    else:
        opened = enrolling.welcome(asking.ticket_line(given), world)  # (2)
        store = enrolling.secret_store(world)
        if not store.mode:
            print(_("This computer has no keyring. Your passphrase is the only key."), file=sys.stderr)
        proposal = enrolling.proposal(world, language(), with_second_key=bool(store.mode))
        passphrase = asking.new_passphrase(given, proposal=proposal)
        enrolling.enrol(opened, passphrase, store, world)  # (3) (4) (5)
    print(_("This device is paired. Open the program with: tbp"))
    return 0
