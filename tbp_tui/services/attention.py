# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What the owner wrote and what did not arrive: what it is, and the three things that can become of it.

Nothing goes by itself: a record stays with its text until its owner decides.
"""

from dataclasses import dataclass
from datetime import datetime

from tbp_casefile import model
from tbp_casefile.crypto.seals import Random
from tbp_casefile.model.case import Package
from tbp_casefile.model.texts import Text
from tbp_casefile.times import parse_moment
from tbp_casefile.views.shelf import Delivery
from tbp_casefile.wire.envelope import Ref, read_record
from tbp_tui.services.errors import NoSuchRecord
from tbp_tui.services.shelves import DELIVERY
from tbp_tui.sync import outbox
from tbp_tui.sync.opening import record_of
from tbp_tui.sync.states import KEPT
from tbp_tui.vault.rows import OutboxRow
from tbp_tui.vault.store import Vault


@dataclass(frozen=True)
class Written:
    """One record of this device that has not arrived.

    `what` is the answer that was given; `about` the name of the thing that it is about and `thing` its kind,
    looked up only for what needs attention; `code` says why it did not arrive.
    """

    id: str
    kind: str
    state: Delivery
    code: str
    text: Text
    title: Text
    what: str
    about: Text
    thing: str
    at: datetime

    @property
    def kept(self) -> bool:
        """Whether its owner decided that it stays here and goes nowhere."""
        return self.code == KEPT


def written(vault: Vault, row: OutboxRow) -> Written:
    """What stands in a row of the outbox; what another version wrote keeps its words to itself."""
    record = record_of(vault, row)
    known = record is not None and model.is_known(record.kind, record.schema)
    body = model.read_body(record.kind, record.schema, record.body) if record and known else None
    said_to = read_record(row.jws).record.about
    asked = said_to is not None and row.state == "attention"
    thing, about = _about(vault, said_to) if asked and said_to else ("", "")
    return Written(
        id=row.id,
        kind=row.kind,
        state=DELIVERY[row.state],
        code=row.code,
        text=getattr(body, "text", "") or "",
        title=getattr(body, "title", "") or "",
        what=str(getattr(body, "what", "")),
        about=about,
        thing=thing,
        at=parse_moment(row.at),
    )


def _about(vault: Vault, about: Ref) -> tuple[str, Text]:
    """Kind and name of the thing that it was said to, when that is here."""
    found = [row for row in vault.records.by_refs([(about.scope, about.id)]) if row.leaf.hex() == about.leaf]
    if not found:
        return "", ""
    record = record_of(vault, found[0])
    if record is None or not model.is_known(record.kind, record.schema):
        return found[0].kind, ""
    body = model.read_body(record.kind, record.schema, record.body)
    name: Text = body.version if isinstance(body, Package) else getattr(body, "title", "")
    return record.kind, name or ""


# --- what can become of it ----------------------------------------------------------------------------------


def send_again(
    vault: Vault, record_id: str, *, now: datetime, random: Random, hold_seconds: int = 0
) -> OutboxRow:
    """The same words as a new record, signed on what this device knows now; raises NoSuchRecord."""
    row = _waiting_for_its_owner(vault, record_id)
    record = record_of(vault, row)
    if record is None:
        raise NoSuchRecord(kind="answer")
    with vault.transaction():
        vault.outbox.discard(record_id)
        return outbox.write(
            vault,
            scope=record.scope,
            kind=record.kind,
            schema=record.schema,
            body=record.body,
            at=record.moment,
            now=now,
            random=random,
            entity=record.entity if record.entity != record.id else None,
            replaces=record.replaces,
            about=record.about,
            written_for=record.written_for,
            hold_seconds=hold_seconds,
        )


def keep(vault: Vault, record_id: str) -> None:
    """Keep it on this device as a note: it goes nowhere and asks nothing. Raises NoSuchRecord."""
    vault.outbox.needs_attention(_waiting_for_its_owner(vault, record_id).id, KEPT)


def throw_away(vault: Vault, record_id: str) -> None:
    """Its owner does not want it any more; raises NoSuchRecord."""
    row = _waiting_for_its_owner(vault, record_id)
    with vault.transaction():
        vault.outbox.discard(row.id)
        vault.sealed.forget_unsent(row.leaf, row.id)


def _waiting_for_its_owner(vault: Vault, record_id: str) -> OutboxRow:
    rows = (row for row in vault.outbox.all() if row.id == record_id and row.state == "attention")
    row = next(rows, None)
    if row is None:
        raise NoSuchRecord(kind="attention")
    return row
