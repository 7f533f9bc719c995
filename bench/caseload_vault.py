# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""From a device of a contact person with one case to one with a hundred: the same records under other names.

Nobody checks a signature again when records are read, so theirs stay as they were.
"""

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from bench.office import CASE, clock
from bench.search import Writer
from tbp_casefile.crypto import base64url
from tbp_casefile.tables import ScopeType
from tbp_casefile.times import to_ms
from tbp_tui.services.cases import CaseLogs
from tbp_tui.sync.opening import record_of
from tbp_tui.vault.rows import RecordRow, ScopeRow
from tbp_tui.vault.store import Vault

CASES, TALKS = 100, 100_000
_LEAF = re.compile(rb"[0-9a-f]{64}")


@dataclass(frozen=True)
class _Copy:
    """Other names for logs, their case, its number and every record."""

    logs: Mapping[str, str]
    name: tuple[bytes, bytes]
    number: bytes

    def row(self, vault: Vault, row: RecordRow) -> RecordRow | None:
        """The same in another case; what is not open here stays behind."""
        record = record_of(vault, row)
        if record is None:
            return None
        said = msgspec.json.encode(record)
        for before, after in self.logs.items():
            said = said.replace(before.encode(), after.encode())
        said = said.replace(*self.name).replace(CASE.encode(), self.number)
        said = _LEAF.sub(lambda found: self._leaf(bytes.fromhex(found[0].decode())).hex().encode(), said)
        header, _, signature = row.jws.split(".")
        return row._replace(
            scope=self.logs[row.scope],
            leaf=self._leaf(row.leaf),
            about=self._leaf(bytes.fromhex(row.about)).hex() if row.about else "",
            jws=f"{header}.{base64url.encode(said)}.{signature}",
        )

    def _leaf(self, leaf: bytes) -> bytes:
        return hashlib.sha256(self.number + leaf).digest()


def fill(vault: Vault, case: CaseLogs, writer: Writer) -> None:
    """So many cases as the one that is there, and to each its share of contacts, in the log of the desk."""
    places = {place.scope: place for place in vault.scopes() if place.scope in case.of_case}
    held = [row for scope in places for row in vault.records.entries(scope, 0, TALKS)]
    desk = case.scopes(ScopeType.DESK)[0]
    _talk(vault, places[desk], writer)
    for number in range(1, CASES):
        copy = _Copy(
            {scope: str(uuid.uuid4()) for scope in places},
            (case.name.encode(), str(uuid.uuid4()).encode()),
            f"D-25-{number:04}".encode(),
        )
        with vault.transaction():
            vault.records.add(filter(None, (copy.row(vault, row) for row in held)))
            for scope, place in places.items():
                vault.save_scope(place._replace(scope=copy.logs[scope]))
        _talk(vault, places[desk]._replace(scope=copy.logs[desk]), writer)


def _talk(vault: Vault, place: ScopeRow, writer: Writer) -> None:
    """Contacts behind what stands in this log."""
    count = TALKS // CASES
    with vault.transaction():
        vault.records.add(writer.rows(place.scope, count, after=place.seq))
        vault.save_scope(place._replace(seq=place.seq + count, head_at=to_ms(clock())))
