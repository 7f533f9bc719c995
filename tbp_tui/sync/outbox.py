# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a record on this device: signed and queued in one transaction, also offline (DESIGN section 8)."""

import uuid
from datetime import datetime, timedelta

import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.tables import WHOLE_HOURS
from tbp_casefile.times import format_moment, to_ms, whole_minute
from tbp_casefile.wire.envelope import Record, Ref, Seen, sign_record
from tbp_tui.sync.errors import NotAMember
from tbp_tui.sync.identity import record_key
from tbp_tui.sync.states import OVER
from tbp_tui.vault.rows import OutboxRow
from tbp_tui.vault.store import Vault


def write(
    vault: Vault,
    *,
    scope: str,
    kind: str,
    body: msgspec.Struct | msgspec.Raw,
    at: datetime,
    now: datetime,
    random: Random,
    entity: str | None = None,
    replaces: tuple[str, ...] = (),
    about: Ref | None = None,
    written_for: str | None = None,
    hold_seconds: int = 0,
    schema: int = 1,
) -> OutboxRow:
    """Sign a record with the key of this device and put it in line; it may be pushed after `hold_seconds`.

    Raises NotAMember for a log that is not, or no longer, of this device. `seen` says what the writer knew.
    """
    identity = str(uuid.UUID(bytes=random(16), version=4))
    with vault.transaction():
        place = vault.scope(scope)
        if place is None or place.state in OVER:
            raise NotAMember()
        key = record_key(vault)
        record = Record(
            id=identity,
            scope=scope,
            kind=kind,
            schema=schema,
            entity=entity or identity,
            device=key.device_id,
            at=format_moment(at),
            written_at=format_moment(written_at(now, place.type)),
            body=msgspec.Raw(msgspec.json.encode(body)),
            replaces=replaces,
            about=about,
            seen=Seen(place.epoch, place.seq, place.hash.hex()) if place.seq else None,
            written_for=written_for,
        )
        signed = sign_record(record, key)
        hold_until = to_ms(now + timedelta(seconds=hold_seconds))
        return vault.outbox.queue(
            OutboxRow(
                scope=scope,
                id=identity,
                kind=kind,
                entity=record.entity,
                at=record.at,
                created=to_ms(now),
                hold_until=hold_until,
                jws=signed.jws,
                leaf=signed.leaf,
            )
        )


def written_at(now: datetime, log: str) -> datetime:
    """Whole minutes, and whole hours in logs where the minute would tell too much (PROTOCOL-REVIEW S5)."""
    minute = whole_minute(now)
    return minute.replace(minute=0) if log in WHOLE_HOURS else minute
