# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Asking for a secret: from a descriptor, or at the terminal without echo. Never from the command line."""

import argparse
import getpass
import os
import sys

from tbp_casefile.errors import TbpError
from tbp_tui.i18n import _

_MAX_BYTES = 4096


class NothingToAsk(TbpError):
    """A secret is needed and there is neither a descriptor nor a terminal; `what` says which secret."""

    code = "cli.nothing-to-ask"
    exit_code = 2


def passphrase(given: argparse.Namespace) -> str:
    """The passphrase to unlock with."""
    if given.passphrase_fd is not None:
        return _line(given.passphrase_fd)
    return _at_terminal(_("Passphrase: "))


def new_passphrase(given: argparse.Namespace, *, proposal: str) -> str:
    """A passphrase to begin with: five drawn words when the person just presses Enter."""
    if given.passphrase_fd is not None:
        return _line(given.passphrase_fd)
    return _chosen(proposal)


def changed_passphrase(given: argparse.Namespace, *, proposal: str) -> str:
    """The passphrase that takes the place of the one of now: one line from standard input, or asked for."""
    if given.new == "-":
        return _line(sys.stdin.fileno())
    return _chosen(proposal)


def recovery_code(given: argparse.Namespace) -> str:
    """The code on paper: one line from standard input, or asked for."""
    if given.new == "-":
        return _line(sys.stdin.fileno())
    return _at_terminal(_("The code on your paper: "))


def _chosen(proposal: str) -> str:
    print(_("Choose a passphrase for this device. It is never sent, and nobody can look it up for you."))
    print(_("You may use these five words; press Enter to take them and write them down:"))
    print(f"\n    {proposal}\n")
    typed = _at_terminal(_("Passphrase (12 characters or more): "))
    if not typed:
        return proposal
    if _at_terminal(_("Once more: ")) != typed:
        raise NothingToAsk(reason="not-the-same")
    return typed


def ticket_line(given: argparse.Namespace) -> str:
    """The ticket: one line from standard input, or asked for."""
    if given.ticket == "-":
        return sys.stdin.readline(_MAX_BYTES).strip()
    return _at_terminal(_("Type or paste the ticket that you were given: ")).strip()


def _line(descriptor: int) -> str:
    """One line, and not a byte beyond it: the next line may be another secret."""
    line = bytearray()
    try:
        while len(line) < _MAX_BYTES and (byte := os.read(descriptor, 1)) not in {b"", b"\n"}:
            line += byte
        return line.decode("utf-8").rstrip("\r")
    except (OSError, UnicodeDecodeError):
        raise NothingToAsk(reason="descriptor") from None


def _at_terminal(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise NothingToAsk(reason="terminal")
    return getpass.getpass(prompt)
