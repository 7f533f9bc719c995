# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A record before it is signed, and its way into the outbox: what a person writes, and what hands on keys."""

import uuid
from datetime import datetime, timedelta

import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.tables import WHOLE_HOURS
from tbp_casefile.times import format_moment, to_ms, whole_minute
from tbp_casefile.wire.envelope import Record, Ref, Seen, SignedRecord, sign_record
from tbp_tui.sync.identity import record_key
from tbp_tui.vault.rows import OutboxRow, ScopeRow
from tbp_tui.vault.store import Vault


def written_at(now: datetime, log: str) -> datetime:
    """Whole minutes, and whole hours in logs where the minute would tell too much (PROTOCOL-REVIEW S5)."""
    minute = whole_minute(now)
    return minute.replace(minute=0) if log in WHOLE_HOURS else minute


def draft(
    vault: Vault,
    place: ScopeRow,
    kind: str,
    body: msgspec.Raw,
    *,
    at: datetime,
    now: datetime,
    random: Random,
    entity: str | None = None,
    schema: int = 1,
    replaces: tuple[str, ...] = (),
    about: Ref | None = None,
    written_for: str | None = None,
) -> Record:
    """A record by this device with a new id; `seen` says what the writer knew."""
    identity = str(uuid.UUID(bytes=random(16), version=4))
    return Record(
        id=identity,
        scope=place.scope,
        kind=kind,
        schema=schema,
        entity=entity or identity,
        device=record_key(vault).device_id,
        at=format_moment(at),
        written_at=format_moment(written_at(now, place.type)),
        body=body,
        replaces=replaces,
        about=about,
        seen=seen_in(place),
        written_for=written_for,
    )


def seen_in(place: ScopeRow) -> Seen | None:
    """The newest verified entry of a log; None before the first."""
    return Seen(place.epoch, place.seq, place.hash.hex()) if place.seq else None


def sign(vault: Vault, record: Record) -> SignedRecord:
    """With the key of this device."""
    return sign_record(record, record_key(vault))


def queue(vault: Vault, record: Record, *, now: datetime, hold_seconds: int = 0) -> OutboxRow:
    """Sign a record and put it in line; it may be pushed after `hold_seconds`."""
    signed = sign(vault, record)
    return vault.outbox.queue(
        OutboxRow(
            scope=record.scope,
            id=record.id,
            kind=record.kind,
            entity=record.entity,
            at=record.at,
            created=to_ms(now),
            hold_until=to_ms(now + timedelta(seconds=hold_seconds)),
            jws=signed.jws,
            leaf=signed.leaf,
        )
    )
