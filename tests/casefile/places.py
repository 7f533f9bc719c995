# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where a kind may stand and who may write it there, by the table of the second reader, and such logs."""

from tbp_casefile.crypto.signatures import SigningKey
from tests.logs import CASE, OFFICE, ROOT, LogBuilder, key
from tests.second import table

COORDINATION = key("coordination office")
FOUNDERS = {"matching": COORDINATION, "expert": COORDINATION, "peer": COORDINATION, "system": ROOT}


def founder_of(scope_type: str) -> SigningKey:
    """The key that opens a log of this type."""
    return FOUNDERS.get(scope_type, OFFICE)


def log_with(scope_type: str, *roles: str, scope: str = CASE) -> LogBuilder:
    """A log of this type with a member for each role, of that name, with a device of that name."""
    log = LogBuilder(scope)
    log.found(scope_type, by=founder_of(scope_type))
    for role in roles:
        log.member(role, role, by=founder_of(scope_type))
        log.device(role, key(role), by=founder_of(scope_type))
    return log


def places_of(kind: str) -> list[tuple[str, str]]:
    """Every type of log with every role that may write this kind there."""
    return [
        (scope_type, role)
        for scope_type, kinds in table.WRITERS.items()
        for role in sorted(kinds.get(kind, ()))
    ]


def place_for(scope_type: str, role: str) -> tuple[LogBuilder, SigningKey]:
    """A log of this type, and the key of the one who has this role there."""
    if role == "root":
        return log_with(scope_type), ROOT
    return log_with(scope_type, role), key(role)
