# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What sync writes into the vault's `verdict` and `state` columns. Imports nothing: others read it."""

from enum import StrEnum


class Worth(StrEnum):
    """What an entry is worth (`RecordRow.verdict`), as `tbp_casefile.members.judge` found."""

    COUNTS = "counts"
    LATE = "late"
    UNKNOWN = "unknown"
    SET_ASIDE = "set-aside"


class Standing(StrEnum):
    """How a log stands with its backend (`ScopeRow.state`); in every one of them all that is held stays.

    OPEN verified up to its head. BEHIND: the backend shows less than it showed before. REFUSED: what it shows
    does not prove itself, or contradicts what it showed. UNCONFIRMED: it says that the log is not ours.
    ENDED: a verified entry ended our membership or our device.
    """

    OPEN = "open"
    BEHIND = "behind"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"
    ENDED = "ended"
