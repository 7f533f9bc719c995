# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The golden vault: made once for each version of the format, then opened by every later program for ever.

`python -m tests.vault.golden FOLDER` made `tests/vectors/vault-v1`; `vault-v2` when words were added, and
`vault-v3` when there was a place for what a restore of the backend cuts off; `vault-v4` with what belongs to
sealed logs; `vault-v5` with what somebody was typing; `vault-v6` with what somebody wrote for themselves.
Their passphrase is public, nothing in them is about anybody.
"""

import os
import sys
from pathlib import Path

from tbp_tui.vault.device_secret import KeyFileSecret
from tbp_tui.vault.kdf import Argon2idCost, argon2id
from tbp_tui.vault.notes import NoteRow
from tbp_tui.vault.opening import create_vault
from tbp_tui.vault.rows import AsideRow, OutboxRow, RecordRow, ScopeRow
from tbp_tui.vault.search import Entry

PASSPHRASE = "zonlicht café molens trein"
SCOPE = "2b0d7b3d-87f5-4b5a-9c22-5d3f1f0a6f01"
MEASURE = "2b0d7b3d-87f5-4b5a-9c22-5d3f1f0a6f02"
AUTHORITY = "2b0d7b3d-87f5-4b5a-9c22-5d3f1f0a6f03"

SCOPE_ROW = ScopeRow(SCOPE, "case", 1, 2, b"\x02" * 32, "head", 1_780_000_000_000)
RECORDS = [
    RecordRow(
        scope=SCOPE,
        seq=seq,
        id=f"2b0d7b3d-87f5-4b5a-9c22-5d3f1f0a6f1{seq}",
        kind="measure",
        entity=MEASURE,
        device="d" * 43,
        member=AUTHORITY,
        role="authority",
        at="2026-05-19T10:00:00+02:00",
        received=1_780_000_000_000 + seq,
        verdict="counts",
        code="",
        current=seq - 1,
        control=0,
        leaf=bytes([seq]) * 32,
        hash=bytes([seq]) * 32,
        jws=f"golden.record-{seq}.signature",
    )
    for seq in (1, 2)
]
OUTGOING = OutboxRow(
    scope=SCOPE,
    id="2b0d7b3d-87f5-4b5a-9c22-5d3f1f0a6f20",
    kind="acknowledgement",
    entity="2b0d7b3d-87f5-4b5a-9c22-5d3f1f0a6f20",
    at="2026-05-19T11:00:00+02:00",
    created=1_780_000_000_100,
    hold_until=1_780_000_010_100,
    jws="golden.outgoing.signature",
    leaf=b"\x03" * 32,
)
WORDS = [Entry(SCOPE, row.seq, "Een lamp bij het café", "A lamp at the café") for row in RECORDS]
"""From version 2."""
ASIDE = AsideRow(
    scope=SCOPE,
    seq=3,
    id="2b0d7b3d-87f5-4b5a-9c22-5d3f1f0a6f30",
    kind="measure",
    device="d" * 43,
    received=1_780_000_000_003,
    verdict="counts",
    leaf=b"\x04" * 32,
    hash=b"\x05" * 32,
    jws="golden.aside.signature",
)
"""From version 3."""

SCOPE_KEY = ("k" * 43, 1, b"\x04" * 32)
BODY = b'{"text":"Een lamp."}'
"""From version 4."""

UNFINISHED = ("contact", "gebeld met Sam, ", 1_780_000_000_000)
"""From version 5."""

NOTE = NoteRow(1, 1_780_000_000_000, "D-00-0000", "Een zwaar gesprek.")
"""From version 6."""


def make(folder: Path) -> None:
    """Make the vault in a new folder, its key file beside it."""
    folder.mkdir(parents=True)
    with create_vault(
        folder,
        PASSPHRASE,
        secret_store=KeyFileSecret(folder / "second-factor"),
        cost=Argon2idCost.floor(),
        kdf=argon2id,
        random=os.urandom,
    ) as vault:
        vault.save_scope(SCOPE_ROW)
        vault.records.add(RECORDS)
        vault.search.add(WORDS, {SCOPE: SCOPE_ROW.seq})
        vault.outbox.queue(OUTGOING)
        vault.aside.add([ASIDE])
        vault.sealed.keep_key(SCOPE, *SCOPE_KEY)
        vault.sealed.keep_body(SCOPE, RECORDS[1].leaf, BODY)
        vault.sealed.note_unopened(SCOPE, 1, SCOPE_KEY[0], "no-key")
        vault.unfinished.keep(*UNFINISHED)
        vault.notes.add(NOTE.text, NOTE.at, NOTE.about)
        vault.set_meta("language", b"nl")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
