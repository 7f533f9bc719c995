# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp notes`: your notes as numbered lines; with `-` one more, read from standard input."""

import argparse
import sys

from tbp_tui.commands.opening import opened
from tbp_tui.i18n import _
from tbp_tui.plain import notes, numbered
from tbp_tui.world import World

_MOST_READ = 100_000


def run(given: argparse.Namespace, world: World) -> int:
    """Unlock, then read or write."""
    with opened(given, world) as case:
        if given.words is None:
            print(*numbered(notes.notes(case.notes.all())), sep="\n")
            return 0
        case.notes.keep(sys.stdin.read(_MOST_READ), world.now())
    print(_("Kept on this device."))
    return 0
