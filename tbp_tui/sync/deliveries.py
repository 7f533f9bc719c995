# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the backend says that it sent of a log to whose device: its word, no proof. Kept, for when offline."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from tbp_casefile.errors import Malformed
from tbp_casefile.times import parse_moment, to_ms
from tbp_casefile.wire.api import Deliveries, Delivery
from tbp_tui.sync import http
from tbp_tui.sync.errors import BadAnswer, NotAMember
from tbp_tui.sync.session import Session
from tbp_tui.vault.store import Vault

MOST = 1_000
"""Lines of one log that are asked for, the newest."""

_ANSWER = msgspec.json.Decoder(Deliveries)


class Told(msgspec.Struct, frozen=True):
    """What was told of one log, and when (milliseconds)."""

    at: int
    deliveries: tuple[Delivery, ...] = ()


def fetch(vault: Vault, session: Session, scopes: Iterable[str], now: datetime) -> None:
    """Ask for these logs and keep the answers; a log that tells nothing stays as it was. Raises SyncError."""
    told = {}
    for scope in scopes:
        try:
            told[scope] = Told(to_ms(now), _ask(session, scope))
        except NotAMember:
            continue
    with vault.transaction():
        for scope, answer in told.items():
            vault.set_meta(_name(scope), msgspec.json.encode(answer))


def told(vault: Vault, scope: str) -> Told | None:
    """What was told of this log the last time."""
    kept = vault.meta(_name(scope))
    return msgspec.json.decode(kept, type=Told) if kept else None


def forget(vault: Vault, scope: str) -> None:
    """It goes with a log that ended here."""
    vault.set_meta(_name(scope), b"")


def _name(scope: str) -> str:
    return f"deliveries.{scope}"


def _ask(session: Session, scope: str) -> tuple[Delivery, ...]:
    lines: list[Delivery] = []
    while len(lines) < MOST:
        answer = session.get(f"/v1/logs/{scope}/deliveries?skip={len(lines)}")
        page = http.read_as(answer, _ANSWER)
        lines += map(_checked, page.deliveries)
        if not page.more or not page.deliveries:
            break
    return tuple(lines[:MOST])


def _checked(line: Delivery) -> Delivery:
    try:
        parse_moment(line.sent_at)
    except Malformed as wrong:
        raise BadAnswer(reason="deliveries") from wrong
    if not 0 < line.first <= line.last < 2**53:
        raise BadAnswer(reason="deliveries")
    return line
