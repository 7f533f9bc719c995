# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Up: the outbox, in its order, a hundred records at a time (DESIGN sections 5 and 8).

"Stored" is the backend's word: a record leaves the outbox when a pull finds it in a verified log. A lost
answer costs nothing: the same bytes go again, and get the same answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from tbp_casefile.errors import TbpError
from tbp_casefile.times import to_ms
from tbp_casefile.wire.api import PushAnswer, PushedRecord, PushRequest
from tbp_tui.sync import http, standing
from tbp_tui.sync.errors import BadAnswer, DeviceRevoked, NotAMember, RequestRefused
from tbp_tui.sync.identity import enrolled
from tbp_tui.sync.session import Session
from tbp_tui.sync.states import Standing
from tbp_tui.vault.rows import AsideRow, OutboxRow
from tbp_tui.vault.store import Vault

BATCH = 100
MOST = 10_000
POSTPONED = frozenset({"slow-down", "unknown-kind"})
"""Refusals that pass by themselves: the limit of a day, and a backend older than this program."""

_ANSWER = msgspec.json.Decoder(PushAnswer)


@dataclass
class Pushed:
    """What became of the outbox; `postponed` wait for another day or another backend."""

    stored: int = 0
    refused: int = 0
    postponed: int = 0
    troubles: dict[str, TbpError] = field(default_factory=dict)


def push(vault: Vault, session: Session, now: datetime) -> Pushed:
    """Offer everything that may go, scope by scope; a record that is refused never holds up another.

    Raises SyncError when the backend cannot be spoken with; what it had taken until then is noted.
    """
    done = Pushed()
    _push_aside(vault, session, done)
    waiting = vault.outbox.waiting(to_ms(now), MOST)
    # Before anything is sent: from here on none of these can be taken back.
    vault.outbox.count_attempt(row.id for row in waiting)
    for scope, rows in _by_scope(waiting):
        _push_scope(vault, session, scope, rows, done)
    return done


def offer_again(vault: Vault) -> None:
    """After a whole pull: what was stored, as the backend said, and stands in no log, waits again."""
    vault.outbox.mark_waiting([row.id for row in vault.outbox.all() if row.state == "sent"])
    vault.aside.mark_waiting()


def _by_scope(rows: list[OutboxRow]) -> Iterator[tuple[str, list[OutboxRow]]]:
    for scope in dict.fromkeys(row.scope for row in rows):
        yield scope, [row for row in rows if row.scope == scope]


def _push_aside(vault: Vault, session: Session, done: Pushed) -> None:
    """First what a restore cut off, others' records too: those of the outbox may rest on them.

    `system` first: what its keys signed is judged by it.
    """
    system = enrolled(vault).system
    for scope in sorted(vault.aside.scopes(), key=lambda scope: scope != system):
        _push_scope(vault, session, scope, vault.aside.waiting(scope), done)


def _push_scope(
    vault: Vault, session: Session, scope: str, rows: Sequence[OutboxRow | AsideRow], done: Pushed
) -> None:
    """What is wrong with one scope leaves its records waiting, and the other scopes go on."""
    try:
        _offer_all(vault, session, scope, rows, done)
    except (NotAMember, DeviceRevoked) as wrong:
        standing.degrade(vault, scope, Standing.UNCONFIRMED, wrong.code)
        done.troubles[scope] = wrong
    except (BadAnswer, RequestRefused) as wrong:
        done.troubles[scope] = wrong


def _offer_all(
    vault: Vault, session: Session, scope: str, rows: Sequence[OutboxRow | AsideRow], done: Pushed
) -> None:
    """A device that ended itself in another log can do one thing here: end itself here too."""
    try:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            results = _offer(session, scope, batch)
            if isinstance(batch[0], AsideRow):
                _note_aside(vault, scope, results, done)
            else:
                _note(vault, results, done)
    except DeviceRevoked:
        endings = [row for row in rows if isinstance(row, OutboxRow) and row.kind == "device"]
        if not endings:
            raise
        _note(vault, _offer(session, scope, endings[:BATCH]), done)


def _offer(session: Session, scope: str, batch: Sequence[OutboxRow | AsideRow]) -> tuple[PushedRecord, ...]:
    body = msgspec.json.encode(PushRequest(tuple(row.jws for row in batch)))
    results = http.read_as(session.post(f"/v1/logs/{scope}/entries", body), _ANSWER).results
    if len(results) != len(batch):
        raise BadAnswer(reason="results")
    return tuple(_about(row, result) for row, result in zip(batch, results, strict=True))


def _about(row: OutboxRow | AsideRow, result: PushedRecord) -> PushedRecord:
    """The result for exactly this record; without an id when the backend could not read it."""
    if result.status not in {"stored", "refused"} or result.id not in {row.id, ""}:
        raise BadAnswer(reason="results")
    code = result.code if re.fullmatch("[a-z-]{1,40}", result.code) else "refused"
    return msgspec.structs.replace(result, id=row.id, code=code)


def _note(vault: Vault, results: tuple[PushedRecord, ...], done: Pushed) -> None:
    stored = [result.id for result in results if result.status == "stored"]
    refused = [result for result in results if result.status == "refused"]
    with vault.transaction():
        vault.outbox.mark_sent(stored)
        for result in refused:
            put = vault.outbox.postpone if result.code in POSTPONED else vault.outbox.needs_attention
            put(result.id, result.code)
    postponed = sum(1 for result in refused if result.code in POSTPONED)
    done.stored += len(stored)
    done.postponed += postponed
    done.refused += len(refused) - postponed


def _note_aside(vault: Vault, scope: str, results: tuple[PushedRecord, ...], done: Pushed) -> None:
    """The same for what stands aside; what is refused stays there with the reason."""
    stored = [result.id for result in results if result.status == "stored"]
    refused = [result for result in results if result.status == "refused" and result.code not in POSTPONED]
    with vault.transaction():
        vault.aside.mark_sent(scope, stored)
        vault.outbox.mark_sent(stored)  # our own stand in both
        for result in refused:
            vault.aside.refuse(scope, result.id, result.code)
    done.stored += len(stored)
    done.postponed += len(results) - len(stored) - len(refused)
