# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A record in the place of one's own: other words, or one of two that were written on two devices.

What stood there before is kept, and everybody who reads the log can see it.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from tbp_casefile import model
from tbp_casefile.crypto.seals import Random
from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.model.dialogue import ReviewInput
from tbp_casefile.model.duties import Confirmation
from tbp_casefile.wire.envelope import Record
from tbp_tui.services.errors import NoSuchRecord
from tbp_tui.sync import outbox
from tbp_tui.sync.opening import record_of
from tbp_tui.sync.states import Worth
from tbp_tui.vault.rows import OutboxRow, RecordRow
from tbp_tui.vault.store import Vault

CORRECTED = (Acknowledgement, Confirmation, ReviewInput)
"""What a person writes in this app, and can put other words in the place of."""


def correct(
    vault: Vault,
    member: str,
    record_ids: Sequence[str],
    text: str | None,
    *,
    now: datetime,
    random: Random,
    hold_seconds: int,
) -> OutboxRow:
    """Take the place of these records of one thing; without a text in the words of the first.

    Raises NoSuchRecord for what is not here, not one thing, or somebody else's.
    """
    found = [_own(vault, member, record_id) for record_id in record_ids]
    if len({(one.scope, one.kind, one.entity) for one in found}) != 1:
        raise NoSuchRecord(kind="answer")
    first = found[0]
    body = model.read_body(first.kind, first.schema, first.body)
    if not isinstance(body, CORRECTED):
        raise NoSuchRecord(kind=first.kind)
    return outbox.write(
        vault,
        scope=first.scope,
        kind=first.kind,
        body=first.body if text is None else msgspec.structs.replace(body, text=text),
        at=now,
        now=now,
        random=random,
        entity=first.entity,
        replaces=tuple(one.id for one in found),
        about=first.about,
        hold_seconds=hold_seconds,
    )


def _own(vault: Vault, member: str, record_id: str) -> Record:
    """A record of this member, in a log or on its way there."""
    waiting = [row for row in vault.outbox.all() if row.id == record_id]
    stored = [
        row
        for place in vault.scopes()
        for row in vault.records.by_refs([(place.scope, record_id)])
        if row.member == member and row.verdict == Worth.COUNTS
    ]
    rows: list[RecordRow | OutboxRow] = [*stored, *waiting]
    for row in rows:
        if record := record_of(vault, row):
            return record
    raise NoSuchRecord(kind="answer")
