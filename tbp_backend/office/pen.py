# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing records with one key into one log: the form of a record in one place."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from tbp_backend.errors import OfficeRefused
from tbp_backend.store.states import Standing
from tbp_backend.store.store import Store
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.times import format_local, format_moment, whole_minute
from tbp_casefile.wire.envelope import Record, Ref, Seen, SignedRecord, sign_record


def new_id() -> str:
    """A random UUID: version 4, that tells nothing about when."""
    return str(uuid.uuid4())


def seen_at(standing: Standing) -> Seen | None:
    """What a writer has verified when it stands here; nothing before entry 1."""
    state = standing.state
    return Seen(state.epoch, state.seq, state.hash.hex()) if standing.known else None


@dataclass(frozen=True)
class Pen:
    """A key that writes into a log. `written` is the moment of writing, cut to the minute in the record.

    `whole_hours`: cut to the hour, as some logs want it.
    """

    key: SigningKey
    scope: str
    written: datetime
    seen: Seen | None = None
    whole_hours: bool = False

    def write(
        self,
        kind: str,
        body: msgspec.Struct | msgspec.Raw,
        *,
        at: datetime | None = None,
        entity: str = "",
        replaces: str = "",
        about: Ref | None = None,
        written_for: str | None = None,
    ) -> SignedRecord:
        """A signed record; without an entity it is the first of its own."""
        record_id = new_id()
        minute = whole_minute(self.written)
        record = Record(
            id=record_id,
            scope=self.scope,
            kind=kind,
            entity=entity or record_id,
            device=self.key.device_id,
            at=format_local(at or self.written),
            written_at=format_moment(minute.replace(minute=0) if self.whole_hours else minute),
            body=body if isinstance(body, msgspec.Raw) else msgspec.Raw(msgspec.json.encode(body)),
            replaces=(replaces,) if replaces else (),
            about=about,
            written_for=written_for,
            seen=self.seen,
        )
        return self.sign(record)

    def sign(self, record: Record) -> SignedRecord:
        """A record that is whole, under this key."""
        return sign_record(record, self.key)


async def publish(store: Store, scope: str, records: Sequence[SignedRecord]) -> None:
    """Put records of an office into a log; raises OfficeRefused for the first that it would not take."""
    results = await store.write(scope, [record.jws for record in records])
    for record, result in zip(records, results, strict=True):
        if result.status != "stored":
            raise OfficeRefused(kind=record.record.kind, reason=result.code)
