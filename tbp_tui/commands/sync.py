# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp sync`: send and receive now. 0 when all is delivered, 1 with a line for each thing that is not."""

import argparse
from contextlib import suppress

from tbp_tui import plain
from tbp_tui.commands import lines as told
from tbp_tui.commands.opening import opened
from tbp_tui.i18n import _, ngettext
from tbp_tui.services.open_case import OpenCase
from tbp_tui.sync.errors import SyncError
from tbp_tui.words.errors import of_code
from tbp_tui.world import World

_PATIENCE = 30.0


def run(given: argparse.Namespace, world: World) -> int:
    """Unlock, sync, say what is left."""
    with opened(given, world) as case:
        case.peers.lines(world.now())
        with suppress(SyncError):  # the status says so, with everything else that is left
            case.sync(world.now(), patience=_PATIENCE)
            if case.peers.lines(world.now()):  # a talk may begin by what came in just now
                case.peers.talks.sync(world.now())
                case.peers.lines(world.now())
        left = list(undelivered(case, world))
        also = [*told.of_histories(case, world.now()), *told.of_devices(case)]
        if not_understood := case.status(world.now()).not_understood:
            also.append(plain.not_understood(not_understood))
    print(*(left or [_("Everything has been sent and received.")]), *also, sep="\n")
    return 1 if left else 0


def undelivered(case: OpenCase, world: World) -> list[str]:
    """One line for each thing that is not delivered or not in order."""
    state = case.status(world.now())
    lines = [of_code(code) for code in state.troubles]
    lines += map(told.undelivered, state.attention)
    if state.waiting:
        lines.append(
            ngettext("{n} thing waits to be sent.", "{n} things wait to be sent.", state.waiting).format(
                n=state.waiting
            )
        )
    return lines
