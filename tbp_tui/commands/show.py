# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp show`: one view as numbered lines, or as JSON with stable keys."""

import argparse

from tbp_tui.commands import lines
from tbp_tui.commands.opening import opened
from tbp_tui.i18n import language
from tbp_tui.plain import numbered
from tbp_tui.services.show import OF_NO_CASE, as_json
from tbp_tui.world import World


def run(given: argparse.Namespace, world: World) -> int:
    """Unlock, show, lock."""
    now = world.now()
    with opened(given, world) as case:
        if given.view not in OF_NO_CASE:
            case.open_number(given.case, now)
        if given.json:
            print(as_json(case, given.view, now, language()))
        else:
            print(*numbered(lines.view(case, given.view, now)), sep="\n")
    return 0
