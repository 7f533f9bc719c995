# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp export DIR`: contacts and tasks of one case for another system; what is written is not encrypted."""

import argparse
import sys
from pathlib import Path

import msgspec

from tbp_tui.commands.opening import opened
from tbp_tui.i18n import _
from tbp_tui.services.errors import NotConfirmed
from tbp_tui.services.export import writing
from tbp_tui.world import World


def run(given: argparse.Namespace, world: World) -> int:
    """(1) read, and whether there is a place for it  (2) told and agreed  (3) written, whole."""
    folder = Path(given.folder)
    with opened(given, world) as case:
        case.open_number(given.case, world.now())
        document = case.staff.export()  # (1)
        writing.check(folder)
        _confirm(yes=given.yes)  # (2)
        path = writing.write(folder, as_bytes(document))  # (3)
    print(_("Written: {path}").format(path=path))
    counts = _("Contacts: {contacts}. Tasks: {tasks}.")
    print(counts.format(contacts=len(document.klantcontacten), tasks=len(document.internetaken)))
    return 0


def as_bytes(document: object) -> bytes:
    """JSON for people and programs."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _confirm(*, yes: bool) -> None:
    """Told always, asked once."""
    print(
        _(
            "What is written now is NOT encrypted. Whoever can read that folder reads what stands in it. "
            "Throw it away as soon as the other system has taken it in."
        ),
        file=sys.stderr,
    )
    if yes:
        return
    if not sys.stdin.isatty():
        raise NotConfirmed()
    print(_("Write it? Type yes: "), end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in {"yes", _("yes")}:
        raise NotConfirmed()
