# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How each log stands with its backend, and how far the backend has told us. No record is touched here."""

from datetime import datetime

import msgspec

from tbp_casefile.errors import OtherHistory, TbpError
from tbp_casefile.log import genesis
from tbp_casefile.times import to_ms
from tbp_tui.sync.states import OVER, Standing
from tbp_tui.vault.rows import ScopeRow
from tbp_tui.vault.store import Vault

_CURSOR, _ETAG = "sync.cursor", "sync.etag"

# A page is up to a megabyte, and a backend may change its story as often as it likes.
_MOST_EVIDENCE = 8


def place_of(vault: Vault, scope: str) -> ScopeRow:
    """How far a log is verified; a log that we have never seen stands before its first entry."""
    return vault.scope(scope) or ScopeRow(scope, "", 1, 0, genesis(scope))


def before_all(place: ScopeRow) -> ScopeRow:
    """The same log before its first entry."""
    return ScopeRow(place.scope, place.type, 1, 0, genesis(place.scope))


def cursor(vault: Vault) -> str:
    """What to ask `GET /v1/logs` from; nothing means: everything."""
    return (vault.meta(_CURSOR) or b"").decode("ascii")


def etag(vault: Vault) -> str | None:
    """The tag of the answer that the cursor came with."""
    return (vault.meta(_ETAG) or b"").decode("ascii") or None


def keep_cursor(vault: Vault, told: str, tag: str) -> None:
    """Note how far the backend has told us; only after everything of it was taken over."""
    with vault.transaction():
        vault.set_meta(_CURSOR, told.encode("ascii"))
        vault.set_meta(_ETAG, tag.encode("ascii", "ignore"))


def degrade(vault: Vault, scope: str, standing: Standing, code: str) -> None:
    """Note that a log is not confirmed; everything of it stays. The next sync asks about all logs again.

    An ending that was verified stays one, whatever is said afterwards.
    """
    with vault.transaction():
        place = place_of(vault, scope)
        if place.state not in OVER:
            vault.save_scope(place._replace(state=standing.value, code=code))
        keep_cursor(vault, "", "")


def degrade_all(vault: Vault, standing: Standing, code: str) -> None:
    """The same for every log of this device."""
    with vault.transaction():
        for place in vault.scopes():
            degrade(vault, place.scope, standing, code)


def refuse(vault: Vault, scope: str, wrong: TbpError, shown: bytes, now: datetime) -> None:
    """Note why a log was not taken over; of two histories both sides are kept, once each time."""
    with vault.transaction():
        place = place_of(vault, scope)
        if isinstance(wrong, OtherHistory) and place.code != wrong.code and _has_room(vault, scope):
            both = {"ours": place.head, "theirs": shown.decode("utf-8", "replace")}
            vault.keep_evidence(scope, to_ms(now), wrong.code, msgspec.json.encode(both))
        degrade(vault, scope, Standing.REFUSED, wrong.code)


def _has_room(vault: Vault, scope: str) -> bool:
    return sum(1 for kept in vault.evidence() if kept.scope == scope) < _MOST_EVIDENCE
