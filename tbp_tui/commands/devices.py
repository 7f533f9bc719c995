# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp devices`: which devices are yours, one more, one less. What cannot be undone is confirmed first."""

import argparse
import sys
from contextlib import suppress
from datetime import datetime

from tbp_tui import plain
from tbp_tui.commands import lines
from tbp_tui.commands.opening import opened
from tbp_tui.i18n import _, language
from tbp_tui.plain import devices, numbered
from tbp_tui.services.errors import NotConfirmed
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show import as_json
from tbp_tui.sync.errors import SyncError
from tbp_tui.words import arrivals
from tbp_tui.words import devices as said
from tbp_tui.world import World

_PATIENCE = 30.0


def run(given: argparse.Namespace, world: World) -> int:
    """List, add, revoke, say yes to a new one, or say that a copy is known."""
    with opened(given, world) as case:
        match given.action:
            case "add":
                return _add(case)
            case "revoke":
                return _revoke(case, given, world)
            case "accept":
                return _accept(case, given, world)
            case "confirm":
                case.own_devices.answer_copies()
                print(_("Noted. You are asked again only when there is something new."))
            case _:
                _list(case, given, world.now())
    return 0


def _list(case: OpenCase, given: argparse.Namespace, now: datetime) -> None:
    if given.json:
        print(as_json(case, "devices", now, language()))
    else:
        print(*numbered(lines.view(case, "devices", now)), sep="\n")


def _add(case: OpenCase) -> int:
    """The ticket goes to the screen and nowhere else."""
    issued = case.own_devices.add()
    print(issued.line)
    print(*numbered(said.handing_over(issued.until)), sep="\n")
    return 0


def _revoke(case: OpenCase, given: argparse.Namespace, world: World) -> int:
    """(1) what it costs  (2) confirmed, here or by --yes  (3) written, and sent when that is possible now."""
    line = case.own_devices.find(given.device)
    costs = said.costs(here=line.here, lost=given.lost)  # (1)
    print(*numbered([devices.device(line, world.now()), *costs]), sep="\n")
    if line.state != "active":
        return 0
    _confirm(given, line.code, _("Type the code {code} to end this device: "))  # (2)
    case.own_devices.revoke(line.device, late=not given.lost)  # (3)
    with suppress(SyncError):  # it waits in the outbox, and the next line says so
        case.sync(world.now(), patience=_PATIENCE)
    after = case.own_devices.find(line.device)
    print(*said.ended(after.state, after.ended, after.left), sep="\n")
    return 0 if after.state == "ended" else 1


def _accept(case: OpenCase, given: argparse.Namespace, world: World) -> int:
    """(1) what it reads then  (2) confirmed, here or by --yes  (3) kept, and sent when that can be now."""
    line = case.own_devices.asked(given.device)
    print(*numbered([plain.sentence(*arrivals.in_one(line))]), sep="\n")  # (1)
    _confirm(given, line.code, _("Type the code {code} to say yes: "))  # (2)
    case.own_devices.accept(line.device)  # (3)
    with suppress(SyncError):
        case.sync(world.now(), patience=_PATIENCE)
    print(arrivals.after_yes(line))
    return 0


def _confirm(given: argparse.Namespace, code: str, question: str) -> None:
    if given.yes:
        return
    if not sys.stdin.isatty():
        raise NotConfirmed()
    print(question.format(code=code), end="", flush=True)
    if sys.stdin.readline().strip().upper().replace(" ", "") not in {code, code.replace("-", "")}:
        raise NotConfirmed()
