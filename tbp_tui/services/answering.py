# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person can say something to, and how that stands in a record."""

from datetime import datetime
from typing import Literal

import msgspec

from tbp_casefile.model import is_known, read_body
from tbp_casefile.model.case import Acknowledgement, AcknowledgementKind
from tbp_casefile.model.dialogue import ReviewInput
from tbp_casefile.model.duties import Confirmation
from tbp_casefile.model.texts import Text
from tbp_casefile.wire.envelope import Ref
from tbp_tui.services.errors import NoSuchRecord, NothingPublished
from tbp_tui.services.reading import Reading
from tbp_tui.sync.opening import record_of
from tbp_tui.vault.rows import OutboxRow
from tbp_tui.vault.store import Vault

Answered = Literal["package", "bulletin", "obligation"]
Thing = Literal["package", "bulletin", "obligation", "review"]


def find(case: Reading, what: Answered, record_id: str | None, now: datetime) -> Ref:
    """The package, news or obligation with this record id; without one the one of now.

    Of obligations the first that is new, else the first of all. Raises NothingPublished, NoSuchRecord.
    """
    refs = _answerable(case, what, now)
    if not refs:
        raise NothingPublished(what=what)
    found = [ref for ref in refs if record_id in (None, ref.id)]
    if not found:
        raise NoSuchRecord(kind=what)
    return found[0]


def _answerable(case: Reading, what: Answered, now: datetime) -> list[Ref]:
    """What can be answered, the one that is meant without an id first."""
    match what:
        case "package":
            current = case.package(now)
            first = [current.package.ref] if current else []
            return [*first, *(view.ref for view in case.versions())]
        case "bulletin":
            return [line.ref for line in case.bulletins(now)]
        case "obligation":
            lines = case.obligations(now)
            return [line.ref for line in sorted(lines, key=lambda line: line.state != "new")]


def body(thing: Thing, what: AcknowledgementKind, text: str) -> tuple[str, msgspec.Struct]:
    """Kind and body of what is said to a thing."""
    match thing:
        case "package" | "bulletin":
            return "acknowledgement", Acknowledgement(what, text)
        case "obligation":
            return "confirmation", Confirmation(what, text)
        case "review":
            return "review_input", ReviewInput(text)


def text_of(vault: Vault, row: OutboxRow) -> Text:
    """What the person wrote in their own words; nothing of what another version wrote."""
    record = record_of(vault, row)
    if record is None or not is_known(record.kind, record.schema):
        return ""
    written: msgspec.Struct = read_body(record.kind, record.schema, record.body)
    return written.text if isinstance(written, Acknowledgement | Confirmation | ReviewInput) else ""
