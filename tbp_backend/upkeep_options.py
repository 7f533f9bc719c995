# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the operator may type for the commands that look after a backend; what they do is in `upkeep.py`."""

import argparse
from pathlib import Path
from typing import TypeAlias

from tbp_backend.i18n import _

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_upkeep(commands: _Commands) -> None:
    """Add the commands that look after a backend."""
    backup = commands.add_parser("backup", help=_("copy the database into a new file, also while serving"))
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help=_("put a backup in the place of the database"))
    restore.add_argument("file", type=Path, metavar="FILE")
    key = commands.add_parser("key", help=_("keys of the backend and of its offices"))
    rotating = key.add_subparsers(dest="action", required=True, metavar="ACTION")
    rotate = rotating.add_parser("rotate", help=_("put a new key in the place of an old one"))
    which = rotate.add_subparsers(dest="which", required=True, metavar="KEY")
    which.add_parser("log", help=_("the key that signs heads"))
    tls = which.add_parser("tls", help=_("the certificate that devices trust: announce the next one"))
    tls.add_argument("--finish", action="store_true", help=_("serve with the one that was announced"))
    office = which.add_parser("office", help=_("the key of an authority's office"))
    office.add_argument("name", metavar="ID", help=_("id of the authority in its case files"))
    audit = commands.add_parser("audit", help=_("recompute what lies in the database"))
    actions = audit.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("verify", help=_("every log from its first entry; exit code 1 on a fault"))
