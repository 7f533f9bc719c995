# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing on this device: signed and queued together, with or without a backend."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tbp_casefile.logstate import Counts
from tbp_casefile.members import judge
from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.tables import Role
from tbp_casefile.wire.envelope import Ref, Seen, read_record
from tbp_tui.sync import outbox
from tbp_tui.sync.errors import NotAMember, NotEnrolled
from tbp_tui.vault.rows import OutboxRow, ScopeRow
from tbp_tui.vault.store import Vault
from tests.logs import CASE, chance, system_keys, uuid4
from tests.sync.desk import new_vault
from tests.sync.played import Device

NOW = datetime(2026, 2, 3, 12, 34, 56, tzinfo=UTC)


def acknowledge(
    vault: Vault, *, scope: str = CASE, about: Ref | None = None, hold_seconds: int = 0
) -> OutboxRow:
    return outbox.write(
        vault,
        scope=scope,
        kind="acknowledgement",
        body=Acknowledgement("seen"),
        at=NOW,
        now=NOW,
        random=chance("outbox"),
        about=about,
        hold_seconds=hold_seconds,
    )


def test_what_is_written_here_counts_there(synced: Device) -> None:
    log = synced.backend.case
    written = read_record(acknowledge(synced.vault).jws)
    verdict = judge(log.verify(system_keys()).state, system_keys(), written, log.now_ms)
    assert verdict == Counts("person", Role.PERSON)


def test_a_record_says_what_its_writer_had_seen_and_to_the_minute_when(synced: Device) -> None:
    about = Ref(CASE, uuid4("package"), "00" * 32)
    record = read_record(acknowledge(synced.vault, about=about).jws).record
    place = synced.place()
    assert record.seen == Seen(1, place.seq, place.hash.hex())
    assert (record.at, record.written_at) == ("2026-02-03T12:34:56Z", "2026-02-03T12:34:00Z")
    assert (record.entity, record.about) == (record.id, about)


def test_in_an_employers_log_even_the_minute_is_left_out(synced: Device) -> None:
    scope = uuid4("employer")
    synced.vault.save_scope(ScopeRow(scope, "employer", 1, 0, bytes(32)))
    record = read_record(acknowledge(synced.vault, scope=scope).jws).record
    assert record.written_at == "2026-02-03T12:00:00Z"
    assert record.seen is None


def test_a_record_that_is_held_back_is_not_pushed_and_can_be_taken_back(synced: Device) -> None:
    written = acknowledge(synced.vault, hold_seconds=10)
    now_ms = int(NOW.timestamp() * 1000)
    assert synced.vault.outbox.waiting(now_ms + 9_999, 10) == []
    assert synced.vault.outbox.waiting(now_ms + 10_000, 10) == [written]
    assert synced.vault.outbox.take_back(written.id, now_ms) == written


def test_a_log_that_this_device_does_not_have_cannot_be_written_to(synced: Device) -> None:
    with pytest.raises(NotAMember):
        acknowledge(synced.vault, scope=uuid4("another case"))
    assert synced.vault.outbox.all() == []


def test_a_vault_that_was_never_paired_writes_nothing(tmp_path: Path) -> None:
    with new_vault(tmp_path / "fresh") as fresh:
        fresh.save_scope(ScopeRow(CASE, "case", 1, 0, bytes(32)))
        with pytest.raises(NotEnrolled):
            acknowledge(fresh)
        assert fresh.outbox.all() == []
