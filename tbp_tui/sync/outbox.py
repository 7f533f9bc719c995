# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a record on this device: signed and queued in one transaction, also offline (DESIGN section 8)."""

from datetime import datetime

import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.tables import CONTROL_KINDS, SEALED
from tbp_casefile.wire.envelope import Ref
from tbp_tui.sync import drafts, scope_keys
from tbp_tui.sync.errors import NotAMember
from tbp_tui.sync.states import OVER
from tbp_tui.vault.rows import OutboxRow
from tbp_tui.vault.store import Vault


def take_back(vault: Vault, record: str, now_ms: int) -> OutboxRow | None:
    """Remove a record that could not have been sent yet, and what was kept of it if it is sealed."""
    row = vault.outbox.take_back(record, now_ms)
    if row is not None:
        vault.sealed.forget_unsent(row.leaf, row.id)
    return row


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

    Raises NotAMember for a log that is not, or no longer, of this device, NotVouched for a sealed one whose
    keys it was not handed. In a sealed log the body goes out sealed; what it says is kept for the screens.
    """
    said = msgspec.Raw(msgspec.json.encode(body))
    with vault.transaction():
        place = vault.scope(scope)
        if place is None or place.state in OVER:
            raise NotAMember()
        record = drafts.draft(
            vault,
            place,
            kind,
            said,
            at=at,
            now=now,
            random=random,
            entity=entity,
            schema=schema,
            replaces=replaces,
            about=about,
            written_for=written_for,
        )
        if place.type not in SEALED or kind in CONTROL_KINDS:
            return drafts.queue(vault, record, now=now, hold_seconds=hold_seconds)
        sealed = scope_keys.seal(vault, place, record, now=now, random=random)
        row = drafts.queue(vault, sealed, now=now, hold_seconds=hold_seconds)
        vault.sealed.keep_body(scope, row.leaf, bytes(said))
        return row
