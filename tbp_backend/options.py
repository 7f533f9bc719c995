# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the operator may type; each command is a module in `commands/`."""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from tbp_backend.i18n import _
from tbp_casefile.tables import Role

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
DEMO_ROLES = tuple(
    role.value
    for role in (
        Role.PERSON,
        Role.RELATIVE,
        Role.CONTACT_PERSON,
        Role.SUPPORTER,
        Role.EXPERT,
        Role.COORDINATOR,
    )
)
_ADDRESS = re.compile(r"https://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[1-9][0-9]{0,4})?")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(prog="tbp-backend", description=_("The reference case backend."))
    top.add_argument("--home", type=Path, metavar="DIR", help=_("folder of this backend"))
    top.add_argument("--lang", choices=("nl", "en"), help=_("language of the sentences"))
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_serve(commands)
    _add_demo(commands)
    commands.add_parser("migrate", help=_("bring the database to this version"))
    _add_copies(commands)
    _add_key(commands)
    _add_audit(commands)
    _add_case(commands)
    _add_ticket(commands)
    _add_device(commands)
    _add_peers(commands)
    return top


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("this is not a date like 2026-05-12")) from None


def _address(text: str) -> str:
    """`https://host` or `https://host:port`: what proofs and tickets name, to the letter."""
    try:
        host = urlsplit(text).hostname if _ADDRESS.fullmatch(text) else None
    except ValueError:
        host = None
    if not host:
        raise argparse.ArgumentTypeError(_("this is not an address like https://backend.example:8443"))
    return text


# --- serving ------------------------------------------------------------------------------------------------


def _add_serve(commands: _Commands) -> None:
    serve = commands.add_parser("serve", help=_("serve the API"))
    serve.add_argument("--host", default="127.0.0.1", help=_("address to listen on"))
    serve.add_argument("--port", type=int, default=0, help=_("port; 0 keeps the one of last time"))
    serve.add_argument("--public-url", type=_address, metavar="URL", help=_("address that devices use"))
    serve.add_argument(
        "--database",
        default="",
        metavar="URL",
        help=_("another database than DIR/backend.db; one with a password in TBP_BACKEND_DATABASE"),
    )
    serve.add_argument("--metrics-port", type=int, metavar="PORT", help=_("show counts on this port"))
    serve.add_argument(
        "--keep-deliveries",
        type=int,
        default=None,
        metavar="DAYS",
        help=_("how long it is kept what was sent to which device; 0 keeps nothing"),
    )


def _add_demo(commands: _Commands) -> None:
    demo = commands.add_parser("demo", help=_("serve a fictional case until standard input closes"))
    demo.add_argument("--case", type=int, default=1, metavar="N", help=_("number of the fictional case"))
    demo.add_argument("--as", dest="role", choices=DEMO_ROLES, default="person", help=_("role of the ticket"))
    demo.add_argument("--on", type=_day, metavar="DATE", help=_("the case as on this day"))
    demo.add_argument("--today", type=_day, metavar="DATE", help=_("the day that is today"))


# --- looking after a backend --------------------------------------------------------------------------------


def _add_copies(commands: _Commands) -> None:
    backup = commands.add_parser("backup", help=_("copy the database into a new file, also while serving"))
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help=_("put a backup in the place of the database"))
    restore.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help=_("none on PostgreSQL: go on with what its own programs put back"),
    )


def _add_key(commands: _Commands) -> None:
    key = commands.add_parser("key", help=_("keys of the backend and of its offices"))
    rotating = key.add_subparsers(dest="action", required=True, metavar="ACTION")
    rotate = rotating.add_parser("rotate", help=_("put a new key in the place of an old one"))
    which = rotate.add_subparsers(dest="which", required=True, metavar="KEY")
    which.add_parser("log", help=_("the key that signs heads"))
    tls = which.add_parser("tls", help=_("the certificate that devices trust: announce the next one"))
    tls.add_argument("--finish", action="store_true", help=_("serve with the one that was announced"))
    office = which.add_parser("office", help=_("the key of an authority's office"))
    office.add_argument("name", metavar="ID", help=_("id of the authority in its case files"))


def _add_audit(commands: _Commands) -> None:
    audit = commands.add_parser("audit", help=_("recompute what lies in the database"))
    actions = audit.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("verify", help=_("every log from its first entry; exit code 1 on a fault"))


# --- cases and devices --------------------------------------------------------------------------------------


def _add_case(commands: _Commands) -> None:
    case = commands.add_parser("case", help=_("case files"))
    actions = case.add_subparsers(dest="action", required=True, metavar="ACTION")
    importing = actions.add_parser("import", help=_("sign a case file into its log"))
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--on", type=_day, metavar="DATE", help=_("the case as on this day"))
    importing.add_argument("--shift-to", type=_day, metavar="DATE", help=_("move the case to this day"))
    importing.add_argument(
        "--again", action="store_true", help=_("publish again what a restored database does not have")
    )
    lint = actions.add_parser("lint", help=_("hold a case file against the rules of the letter"))
    lint.add_argument("file", type=Path, metavar="FILE")


def _add_ticket(commands: _Commands) -> None:
    ticket = commands.add_parser("ticket", help=_("tickets"))
    actions = ticket.add_subparsers(dest="action", required=True, metavar="ACTION")
    issuing = actions.add_parser("issue", help=_("print a ticket for one device"))
    issuing.add_argument(
        "--case", dest="cases", action="append", required=True, metavar="ID",
        help=_("number of the case; may be given again for a worker with more cases"),
    )  # fmt: skip
    issuing.add_argument("--member", required=True, metavar="ID", help=_("member id in the case file"))
    issuing.add_argument(
        "--valid-hours", type=int, choices=range(1, 25), default=24, metavar="N", help=_("1 to 24")
    )


def _add_device(commands: _Commands) -> None:
    device = commands.add_parser("device", help=_("devices"))
    actions = device.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help=_("devices and their codes"))
    listing.add_argument("--member", default="", metavar="ID", help=_("member id in the case file"))
    revoking = actions.add_parser("revoke", help=_("end a device in every log"))
    revoking.add_argument("device", metavar="CODE", help=_("its code, as the list shows it"))
    revoking.add_argument(
        "--lost",
        action="store_true",
        help=_("stolen: nothing of it is taken in any more, also not what was written before"),
    )


def _add_peers(commands: _Commands) -> None:
    peers = commands.add_parser("peers", help=_("talks with experience experts"))
    actions = peers.add_subparsers(dest="action", required=True, metavar="ACTION")
    opening = actions.add_parser("open", help=_("let a person or relative ask for a talk"))
    expert = actions.add_parser("expert", help=_("take in a new expert; print a ticket for one device"))
    confirm = actions.add_parser("confirm", help=_("an expert is ready, after training and a talk"))
    propose = actions.add_parser("propose", help=_("show a person or relative and an expert to each other"))
    for action in (opening, propose):
        action.add_argument("--case", required=True, metavar="ID", help=_("number of the case"))
        action.add_argument("--member", required=True, metavar="ID", help=_("member id in the case file"))
    for action in (expert, confirm, propose):
        action.add_argument("name", metavar="NAME", help=_("your own name for the expert"))
    actions.add_parser("settle", help=_("begin the talks that both said yes to"))
    actions.add_parser("list", help=_("wishes, experts and their load, proposals, concerns"))
