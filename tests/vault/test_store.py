# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What an open vault can do: records by kind and reference, the outbox, scopes, evidence, transactions."""

import threading

import apsw
import pytest

from tbp_tui.vault.rows import AsideRow, EvidenceRow, OutboxRow, RecordRow, ScopeRow
from tbp_tui.vault.store import Vault
from tests.vault.making import NOW, SCOPE, outgoing, record, scope_row

OTHER = "0a1b2c3d-0000-4000-8000-000000000001"


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("records", RecordRow),
        ("outbox", OutboxRow),
        ("scopes", ScopeRow),
        ("aside", AsideRow),
        ("evidence", EvidenceRow),
    ],
)
def test_rows_have_the_columns_of_their_tables_in_order(vault: Vault, table: str, row: type) -> None:
    columns = [column[1] for column in vault._database.rows(f"PRAGMA table_info({table})")]
    assert columns == list(row._fields)  # type: ignore[attr-defined]  # a NamedTuple


def test_a_view_gets_only_the_current_records_of_its_kinds_in_the_order_of_the_log(vault: Vault) -> None:
    vault.records.add(
        [
            record(3, kind="review"),
            record(1),
            record(2, kind="contact"),
            record(4, current=0),
            record(1, scope=OTHER),
        ]
    )
    held = vault.records.current(["measure", "review"])
    assert [(row.scope, row.seq) for row in held] == [(OTHER, 1), (SCOPE, 1), (SCOPE, 3)]
    assert [row.seq for row in vault.records.current(["measure"], scopes=[SCOPE])] == [1]
    assert [row.seq for row in vault.records.history(["measure"], scopes={SCOPE})] == [1, 4]
    assert vault.records.current([]) == []
    assert vault.records.current(["measure"], scopes=[]) == []


def test_replacing_counts_only_where_scope_kind_and_entity_agree(vault: Vault) -> None:
    first = record(1)
    vault.records.add([first, record(2, id=first.id, scope=OTHER)])
    for scope, kind, entity in (
        (OTHER, "measure", "x"),
        (SCOPE, "review", first.entity),
        (SCOPE, "measure", "x"),
    ):
        assert vault.records.mark_replaced(scope, [first.id], kind, entity) == 0
    assert vault.records.mark_replaced(SCOPE, [first.id, "unknown"], "measure", first.entity) == 1
    assert [row.scope for row in vault.records.current(["measure"])] == [OTHER]
    assert len(vault.records.history(["measure"])) == 2


def test_records_are_found_by_reference_entity_and_place(vault: Vault) -> None:
    rows = [record(seq) for seq in range(1, 6)]
    vault.records.add(rows)
    assert vault.records.by_refs([(SCOPE, rows[3].id), (SCOPE, rows[0].id), (OTHER, rows[1].id)]) == [
        rows[3],
        rows[0],
    ]
    assert vault.records.of_entity(rows[2].entity) == [rows[2]]
    assert vault.records.hash_at(SCOPE, 5) == rows[4].hash
    assert vault.records.hash_at(SCOPE, 6) is None


def test_a_repeated_id_is_kept_beside_the_first(vault: Vault) -> None:
    first = record(1)
    again = record(2, id=first.id, verdict="set-aside", code="repeated", current=0)
    vault.records.add([first, again])
    assert vault.records.by_refs([(SCOPE, first.id)]) == [first, again]


def test_controls_come_in_the_order_of_the_log(vault: Vault) -> None:
    vault.records.add(
        [record(2, control=1), record(3), record(1, control=1), record(1, scope=OTHER, control=1)]
    )
    assert [row.seq for row in vault.records.controls(SCOPE)] == [1, 2]


def test_a_place_in_a_log_is_taken_once(vault: Vault) -> None:
    vault.records.add([record(1)])
    with pytest.raises(apsw.ConstraintError):
        vault.records.add([record(2), record(1)])
    assert vault.records.count() == 1


def test_references_are_found_without_walking_the_log(vault: Vault) -> None:
    vault.records.add([record(seq) for seq in range(1, 400)])
    from tbp_tui.vault import records

    for query in (records._BY_REF, records._REPLACED):
        plan = " ".join(
            row[-1] for row in vault._database.rows(f"EXPLAIN QUERY PLAN {query}", ("a",) * query.count("?"))
        )
        assert "USING INDEX records_id" in plan


def test_a_transaction_is_kept_whole_or_not_at_all(vault: Vault) -> None:
    def die_halfway() -> None:
        with vault.transaction():
            vault.records.add([record(1)])
            vault.outbox.queue(outgoing())
            vault.save_scope(scope_row(seq=1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        die_halfway()
    assert (vault.records.count(), vault.outbox.all(), vault.scopes()) == (0, [], [])
    with vault.transaction():
        vault.records.add([record(1)])
        vault.save_scope(scope_row(seq=1))
    assert (vault.records.count(), vault.scopes()) == (1, [scope_row(seq=1)])


def test_a_transaction_inside_another_is_a_part_of_it(vault: Vault) -> None:
    def die_after_the_inner_one() -> None:
        with vault.transaction():
            with vault.transaction():
                vault.set_meta("inner", b"1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        die_after_the_inner_one()
    assert vault.meta("inner") is None


def test_a_second_connection_sees_what_the_first_kept_and_works_in_a_thread(vault: Vault) -> None:
    vault.set_meta("language", b"nl")
    seen: list[bytes | None] = []

    def work() -> None:
        with vault.another() as beside:
            seen.append(beside.meta("language"))
            beside.set_meta("language", b"en")

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert seen == [b"nl"]
    assert vault.meta("language") == b"en"


def test_closing_wipes_the_key_and_may_be_done_twice(vault: Vault) -> None:
    vault.close()
    vault.close()
    assert not any(vault._file_key)


def test_a_scope_moves_on(vault: Vault) -> None:
    vault.save_scope(scope_row())
    vault.save_scope(scope_row(seq=5, state="closed", code="device-revoked"))
    assert vault.scope(SCOPE) == scope_row(seq=5, state="closed", code="device-revoked")
    assert vault.scope(OTHER) is None


def test_evidence_stays_in_order(vault: Vault) -> None:
    vault.keep_evidence(SCOPE, NOW, "other-history", b"head one")
    vault.keep_evidence(SCOPE, NOW, "other-history", b"head two")
    assert [(row.n, row.content) for row in vault.evidence()] == [(1, b"head one"), (2, b"head two")]


def test_what_is_queued_waits_in_order_until_it_may_be_sent(vault: Vault) -> None:
    rows = [vault.outbox.queue(outgoing(hold_until=NOW + wait)) for wait in (0, 10_000, 0)]
    assert [row.n for row in rows] == [1, 2, 3]
    assert vault.outbox.waiting(NOW, limit=10) == [rows[0], rows[2]]
    assert vault.outbox.waiting(NOW + 10_000, limit=2) == rows[:2]
    assert vault.outbox.waiting(NOW, limit=10, scope=OTHER) == []


def test_a_record_leaves_the_outbox_only_when_it_is_delivered(vault: Vault) -> None:
    row = vault.outbox.queue(outgoing())
    vault.outbox.count_attempt([row.id])
    vault.outbox.mark_sent([row.id])
    assert vault.outbox.waiting(NOW, limit=10) == []
    assert [(kept.state, kept.attempts) for kept in vault.outbox.all()] == [("sent", 1)]
    vault.outbox.mark_waiting([row.id])
    assert [kept.id for kept in vault.outbox.waiting(NOW, limit=10)] == [row.id]
    vault.outbox.deliver([row.id, "unknown"])
    assert vault.outbox.all() == []


def test_what_needs_attention_keeps_its_text_and_is_not_sent_again_by_itself(vault: Vault) -> None:
    row = vault.outbox.queue(outgoing())
    vault.outbox.needs_attention(row.id, "late")
    vault.outbox.mark_sent([row.id])
    vault.outbox.mark_waiting([row.id])
    assert [(kept.state, kept.code, kept.jws) for kept in vault.outbox.all()] == [
        ("attention", "late", row.jws)
    ]
    assert vault.outbox.waiting(NOW, limit=10) == []


def test_a_record_is_taken_back_only_before_it_could_be_sent(vault: Vault) -> None:
    held = vault.outbox.queue(outgoing(hold_until=NOW + 10_000))
    assert vault.outbox.take_back(held.id, NOW + 10_000) is None
    assert vault.outbox.take_back(held.id, NOW + 9_999) == held
    assert vault.outbox.take_back(held.id, NOW) is None
    tried = vault.outbox.queue(outgoing(hold_until=NOW + 10_000))
    vault.outbox.count_attempt([tried.id])
    assert vault.outbox.take_back(tried.id, NOW) is None


def test_the_same_record_is_queued_once(vault: Vault) -> None:
    row = outgoing()
    vault.outbox.queue(row)
    with pytest.raises(apsw.ConstraintError):
        vault.outbox.queue(row)
    assert len(vault.outbox.all()) == 1


def test_a_place_in_the_outbox_is_never_given_twice(vault: Vault) -> None:
    first = vault.outbox.queue(outgoing())
    vault.outbox.deliver([first.id])
    assert vault.outbox.queue(outgoing()).n == 2


def test_a_sound_vault_says_nothing(vault: Vault) -> None:
    vault.records.add([record(seq) for seq in range(1, 50)])
    vault.check_integrity()
