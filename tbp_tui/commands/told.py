# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp told`: the contact person knows that the case was shown in two ways; the proof stays."""

import argparse

from tbp_tui.commands.opening import opened
from tbp_tui.i18n import _
from tbp_tui.world import World


def run(given: argparse.Namespace, world: World) -> int:
    """Speak of it again only when there is something new."""
    with opened(given, world) as case:
        case.told_of_histories()
    print(_("Noted. You are told again only when there is something new."))
    return 0
