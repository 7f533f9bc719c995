# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What sync writes into the vault's `verdict` and `state` columns. Imports nothing: others read it."""

from enum import StrEnum

KEPT = "kept"
"""The code of a record in the outbox that its owner keeps as a note: it goes nowhere and asks nothing."""


class Worth(StrEnum):
    """What an entry is worth (`RecordRow.verdict`), as `tbp_casefile.members.judge` found."""

    COUNTS = "counts"
    LATE = "late"
    UNKNOWN = "unknown"
    SET_ASIDE = "set-aside"


class Standing(StrEnum):
    """How a log stands with its backend (`ScopeRow.state`); all that is held stays, but for the last.

    OPEN verified up to its head. BEHIND: the backend shows less than it showed before. REFUSED: what it shows
    does not prove itself, or contradicts what it showed. UNCONFIRMED: it says that the log is not ours.
    ENDED: a verified entry ended our membership or our device, or the log. SHREDDED: and nothing is held of
    it any more; only these two are never taken back by what a backend says.
    """

    OPEN = "open"
    BEHIND = "behind"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"
    ENDED = "ended"
    SHREDDED = "shredded"


OVER = frozenset({Standing.ENDED, Standing.SHREDDED})
"""A verified entry ended the log here."""

SETTLED = OVER | {Standing.OPEN}
"""Nothing is wrong."""
