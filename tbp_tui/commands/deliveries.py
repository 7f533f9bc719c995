# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp deliveries`: who received what, asked anew; what was known before when there is no connection."""

import argparse
import sys

from tbp_tui.commands import lines
from tbp_tui.commands.opening import opened
from tbp_tui.i18n import language
from tbp_tui.plain import numbered
from tbp_tui.services.show import as_json
from tbp_tui.sync.errors import SyncError
from tbp_tui.words.errors import sentence
from tbp_tui.world import World


def run(given: argparse.Namespace, world: World) -> int:
    """Unlock, ask, show, lock; 1 when it could not be asked now."""
    now, code = world.now(), 0
    with opened(given, world) as case:
        case.open_number(given.case, now)
        try:
            case.fetch_deliveries(now)
        except SyncError as error:
            print(sentence(error), file=sys.stderr)
            code = error.exit_code
        if given.json:
            print(as_json(case, "deliveries", now, language()))
        else:
            print(*numbered(lines.view(case, "deliveries", now)), sep="\n")
    return code
