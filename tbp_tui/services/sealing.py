# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person is told of sealed logs: that this device waits for a yes elsewhere, and what does not open.

Who is asked for that yes, and what a yes does, stands in `arrivals.py`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tbp_casefile.tables import Role
from tbp_casefile.times import parse_moment
from tbp_tui.services.cases import CaseLogs
from tbp_tui.sync import scope_keys
from tbp_tui.sync.opening import NO_KEY
from tbp_tui.vault.store import Vault

BEFORE_YOU = "before-you"
"""Written before the owner of this device came in: the key for it is never handed to them."""


@dataclass(frozen=True)
class Unopened:
    """A record that is here and cannot be read: `no-key`, `does-not-open`, `bad-body` or `before-you`."""

    id: str
    kind: str
    role: Role
    at: datetime
    code: str


def waits(vault: Vault) -> bool:
    """Whether this device itself waits for a yes on another one."""
    return bool(scope_keys.waits_for_yes(vault))


def unopened(vault: Vault, case: CaseLogs) -> tuple[Unopened, ...]:
    """What this device holds of a case and cannot show, oldest first."""
    never: dict[str, frozenset[str]] = {}
    found = []
    for code, key, row in vault.sealed.unopened():
        if row.scope not in case.types:
            continue
        if code == NO_KEY:
            if row.scope not in never:
                never[row.scope] = scope_keys.made_before_us(vault, row.scope)
            code = BEFORE_YOU if key in never[row.scope] else code
        found.append(Unopened(row.id, row.kind, Role(row.role), parse_moment(row.at), code))
    return tuple(found)


def counted(lines: tuple[Unopened, ...]) -> Mapping[str, int]:
    """How many cannot be read, by code."""
    return Counter(line.code for line in lines)
