# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp enrol`: pair this device with a ticket. Asks for the ticket, then for a passphrase."""

import argparse
import sys

from tbp_tui.commands import asking
from tbp_tui.i18n import _, language, program
from tbp_tui.services import enrolling, second_key
from tbp_tui.world import World


def run(given: argparse.Namespace, world: World) -> int:
    """Begin, or go on where an earlier try stopped."""
    if enrolling.has_begun(world):
        enrolling.go_on(world, asking.passphrase(given), lambda: asking.ticket_line(given))
    else:
        _begin(given, world)
    print(_("This device is paired. Open the program with: {program}").format(program=program()))
    return 0


def _begin(given: argparse.Namespace, world: World) -> None:
    """(1) check the ticket  (2) where the second key goes  (3) a passphrase  (4) pair, and receive once."""
    opened = enrolling.welcome(asking.ticket_line(given))  # (1)
    store = second_key.fresh_store(world)  # (2)
    has_second_key = enrolling.is_second_key(store)
    if not has_second_key:
        print(_("This computer keeps no second key: your passphrase is the only one."), file=sys.stderr)
    proposal = enrolling.proposal(world, language(), second_key=has_second_key)
    passphrase = asking.new_passphrase(given, proposal=proposal)  # (3)
    enrolling.begin(opened, passphrase, store, world)  # (4)
