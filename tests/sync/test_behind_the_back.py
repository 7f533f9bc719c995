# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who owns the backend's database and log key: can add entries, and still decides nothing (T12, T48)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.log import chain, leaf_of
from tbp_casefile.times import format_moment, to_ms, whole_minute
from tbp_casefile.wire.envelope import Record, SignedRecord, sign_record
from tbp_tui.sync.identity import record_key
from tests.casefile.bodies import CONTENT
from tests.e2e.programs import Backend
from tests.logs import uuid4
from tests.sync.desk import Desk, contents


def signed(desk: Desk, key: SigningKey, kind: str, *, name: str = "forged") -> SignedRecord:
    """A record in the log of the case, signed with any key."""
    moment = format_moment(whole_minute(desk.now()))
    record = Record(
        id=uuid4(name),
        scope=desk.case,
        kind=kind,
        entity=uuid4(name),
        device=key.device_id,
        at=moment,
        written_at=moment,
        body=msgspec.Raw(msgspec.json.encode(CONTENT[kind])),
    )
    return sign_record(record, key)


def append(database: Path, record: SignedRecord, received: int) -> None:
    """Put an entry into the tables as `serve` does, without asking whether its writer may."""
    scope = record.record.scope
    with closing(sqlite3.connect(database)) as connection, connection:
        seq, before = connection.execute("SELECT seq, hash FROM logs WHERE scope = ?", (scope,)).fetchone()
        after = chain(before, leaf_of(record.jws), received)
        entry = (scope, seq + 1, record.record.id, record.record.kind, received, after, False, record.jws)
        connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", entry)
        connection.execute(
            "UPDATE logs SET seq = ?, hash = ?, received = ? WHERE scope = ?",
            (seq + 1, after, received, scope),
        )


@pytest.fixture
def insider(backend: Backend) -> Path:
    """The database, while nobody serves it."""
    backend.kill()
    return backend.home / "backend.db"


def test_a_record_that_its_writer_may_not_write_is_set_aside(
    paired: Desk, backend: Backend, insider: Path
) -> None:
    shown = [row.id for row in paired.vault.records.current(["measure"])]
    forged = signed(paired, record_key(paired.vault), "measure")
    append(insider, forged, to_ms(paired.now()))
    backend.serve()
    report = paired.sync()
    assert (report.pulled, report.logs) == (1, ())
    (row,) = paired.vault.records.by_refs([(paired.case, forged.record.id)])
    assert (row.verdict, row.code, row.current) == ("set-aside", "may-not-write", 0)
    assert [row.id for row in paired.vault.records.current(["measure"])] == shown


def test_a_record_by_a_key_that_nobody_let_in_is_set_aside(
    paired: Desk, backend: Backend, insider: Path
) -> None:
    forged = signed(paired, SigningKey.from_seed(bytes(32)), "contact")
    append(insider, forged, to_ms(paired.now()))
    backend.serve()
    paired.sync()
    (row,) = paired.vault.records.by_refs([(paired.case, forged.record.id)])
    assert (row.verdict, row.code) == ("set-aside", "unknown-device")


def test_an_answer_written_before_arrives_beside_a_forgery(
    paired: Desk, backend: Backend, insider: Path
) -> None:
    written = paired.write("mine")
    append(insider, signed(paired, record_key(paired.vault), "measure"), to_ms(paired.now()))
    backend.serve()
    report = paired.sync()
    assert (report.delivered, report.waiting) == (1, 0)
    assert paired.vault.records.by_refs([(paired.case, written.id)])


def test_an_entry_rewritten_in_the_database_is_refused(paired: Desk, backend: Backend, insider: Path) -> None:
    with closing(sqlite3.connect(insider)) as connection, connection:
        connection.execute("UPDATE logs SET hash = ? WHERE scope = ?", (bytes(32), paired.case))
    before = contents(paired.vault)
    backend.serve()
    report = paired.sync()
    assert [log.code for log in report.logs] == ["other-history"]
    assert contents(paired.vault) == before
    assert len(paired.vault.evidence()) == 1
