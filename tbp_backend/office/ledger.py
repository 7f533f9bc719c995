# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What an office has published of a case file: so that importing it again adds nothing, and changes are seen.

One JSON file per case in `authority/cases/`; ids, leaves and fingerprints of content, no text.
"""

import hashlib
from pathlib import Path

import msgspec

from tbp_backend.keys import write_private
from tbp_casefile.tables import ScopeType
from tbp_casefile.wire.envelope import Ref, SignedRecord


class Published(msgspec.Struct, frozen=True):
    """A record that stands in a log: log, id and leaf, entity, and the fingerprint of what it says."""

    scope: str
    id: str
    leaf: str
    entity: str
    content: str


class Ledger(msgspec.Struct):
    """Everything published of one case: its logs by their key, its members, and records by their key.

    The key of a log is its type, and where a case has one for each of several members `log_key`.

    `case` is the random name by which the logs of a case belong together. `shift` is by how many days this
    case was moved in time when it was first imported.
    """

    case: str
    scopes: dict[str, str]
    shift: int = 0
    members: dict[str, str] = {}
    published: dict[str, Published] = {}

    def note(self, key: str, record: SignedRecord, content: str) -> None:
        """Keep what was signed under this key."""
        signed = record.record
        self.published[key] = Published(signed.scope, signed.id, record.leaf.hex(), signed.entity, content)

    def ref(self, key: str) -> Ref:
        """How other records point at what was published under this key."""
        published = self.published[key]
        return Ref(published.scope, published.id, published.leaf)

    def forget_all_but(self, ids: set[str]) -> None:
        """Drop what never reached the log: an import that was killed half-way is done again."""
        self.published = {key: one for key, one in self.published.items() if one.id in ids}


def log_key(log: ScopeType, member: str) -> str:
    """The key of a log that is for one member of the case beside the person, such as `support@relative-1`."""
    return f"{log.value}@{member}"


def type_of(key: str) -> ScopeType:
    """The type of the log with this key."""
    return ScopeType(key.partition("@")[0])


def fingerprint(kind: str, body: msgspec.Struct, points_at: tuple[str, ...] = ()) -> str:
    """What a record says, before any shift in time and without ids; `points_at` are keys."""
    said = msgspec.json.encode((kind, body, points_at), order="sorted")
    return hashlib.sha256(said).hexdigest()


def read_ledger(path: Path) -> Ledger | None:
    """The ledger of a case, if it was imported before."""
    if not path.exists():
        return None
    return msgspec.json.decode(path.read_bytes(), type=Ledger)


def keep_ledger(path: Path, ledger: Ledger) -> None:
    """Write it down, whole or not at all."""
    write_private(path, msgspec.json.encode(ledger))
