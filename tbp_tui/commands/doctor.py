# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp doctor`: can this program do its work here? One line a check, as soon as it is made; 1 if not.

Imports little: what is broken on this computer may be any of the rest.
"""

import argparse
import io
import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tbp_tui.commands import asking
from tbp_tui.services import doctor
from tbp_tui.services.doctor.findings import Finding
from tbp_tui.services.doctor.place import CAN_BE_OPENED
from tbp_tui.vault.device_secret import KeyringSecret
from tbp_tui.vault.process import harden_process
from tbp_tui.words.doctor import conclusion, said
from tbp_tui.world import World


def run(given: argparse.Namespace, world: World) -> int:
    """Look, and say what was found."""
    _print_every_letter()
    may_ask = given.passphrase_fd is not None or (given.unlock and sys.stdin.isatty())
    findings: list[Finding] = []
    around = _surroundings()
    harden_process()  # only now: what the environment was is not readable any more
    looking = doctor.examine(
        world,
        around,
        keyring=KeyringSecret(),
        ask=(lambda: asking.passphrase(given)) if may_ask else None,
        unlock=given.unlock,
        online=given.online,
    )
    if given.json:
        findings += looking
        print(json.dumps([_as_json(finding) for finding in findings], ensure_ascii=False))
    else:
        for number, line in enumerate(_lines(looking, findings), start=1):
            print(number, line, flush=True)  # a keyring may take half a minute to answer
    return 1 if any(finding.state == "not-good" for finding in findings) else 0


def _lines(looking: Iterable[Finding], findings: list[Finding]) -> Iterator[str]:
    """A line for each finding, which is also kept, and one for all of them."""
    for finding in looking:
        findings.append(finding)
        yield said(finding.check, finding.state, finding.code, finding.values)
    states = [finding.state for finding in findings]
    closed = any(finding.check == "vault" and finding.code in CAN_BE_OPENED for finding in findings)
    yield conclusion(
        not_good=states.count("not-good"),
        notes=states.count("take-note"),
        unopened=closed and all(finding.check != "opening" for finding in findings),
    )


def _as_json(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check,
        "state": finding.state,
        "code": finding.code,
        "values": dict(finding.values),
    }


def _surroundings() -> doctor.Surroundings:
    """As this process finds them. The size is asked as the screen will ask it."""
    has_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    columns, lines = shutil.get_terminal_size()
    return doctor.Surroundings(
        python=sys.version_info[:3],
        encoding=sys.stdout.encoding,
        terminal=(columns, lines) if has_terminal else None,
        started_with=_started_with(),
    )


def _started_with() -> frozenset[str]:
    """Names of the variables at the start, also of those that `cli` dropped; empty where nobody knows."""
    try:
        variables = Path("/proc/self/environ").read_bytes().split(b"\0")
    except OSError:
        return frozenset()
    return frozenset(variable.partition(b"=")[0].decode("utf-8", "replace") for variable in variables)


def _print_every_letter() -> None:
    """Where a letter cannot be shown stands a question mark: that finding must come out as well."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
