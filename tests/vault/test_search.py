# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The index of words: every record once, only what holds now, and never from a log that was not asked."""

import pytest

from tbp_tui.vault.rows import RecordRow
from tbp_tui.vault.search import Entry
from tbp_tui.vault.store import Vault
from tests.vault.making import SCOPE, Place, record, scope_row

OTHER = "0a1b2c3d-0000-4000-8000-000000000001"
KINDS = ("measure", "review")
LAMP = 'nl : ("lamp"*)'


def keep(vault: Vault, *rows: RecordRow) -> None:
    """Records as a page brings them: their logs are verified as far."""
    vault.records.add(rows)
    for scope in {row.scope for row in rows}:
        before = vault.scope(scope)
        seq = max([before.seq if before else 0, *(row.seq for row in rows if row.scope == scope)])
        vault.save_scope(scope_row(scope=scope, seq=seq))


def index(vault: Vault, *, limit: int = 100, nl: str = "een lamp", en: str = "a light") -> list[int]:
    """Give words to what has none; the places in the logs."""
    new = vault.search.unindexed(KINDS, limit)
    vault.search.add([Entry(row.scope, row.seq, nl, en) for row in new.rows], new.reached)
    return [row.seq for row in new.rows]


def found(vault: Vault, match: str = LAMP, *scopes: str, kinds: tuple[str, ...] = KINDS) -> list[int]:
    return [row.seq for row in vault.search.find(match, dict.fromkeys(scopes or (SCOPE,), kinds), limit=50)]


def test_what_is_verified_is_indexed_once(vault: Vault) -> None:
    assert not vault.search.is_behind()
    keep(vault, record(1), record(2), record(1, scope=OTHER))
    assert vault.search.is_behind()
    assert index(vault) == [1, 1, 2]
    assert not vault.search.is_behind()
    assert index(vault) == []
    keep(vault, record(3))
    assert index(vault) == [3]
    assert found(vault) == [3, 2, 1]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_in_parts_everything_is_indexed_once_too(vault: Vault, limit: int) -> None:
    keep(vault, *(record(seq, scope=scope) for scope in (SCOPE, OTHER) for seq in range(1, 5)))
    parts = []
    while vault.search.is_behind():
        parts += index(vault, limit=limit)
    assert parts == [1, 2, 3, 4, 1, 2, 3, 4]
    assert found(vault, LAMP, SCOPE, OTHER) == [4, 3, 2, 1, 4, 3, 2, 1]


def test_only_verified_records_of_the_kinds_that_were_asked_get_words(vault: Vault) -> None:
    keep(
        vault,
        record(1, verdict="set-aside", current=0),
        record(2, kind="member"),
        record(3, verdict="unknown", current=0),
        record(4, verdict="late", current=0),
        record(5),
    )
    assert index(vault) == [4, 5]
    assert not vault.search.is_behind()
    assert found(vault) == [5]


def test_what_was_replaced_is_not_found_any_more(vault: Vault) -> None:
    old = record(1)
    keep(vault, old, record(2, kind="review"))
    index(vault)
    assert found(vault) == [2, 1]
    vault.records.mark_replaced(SCOPE, [old.id], old.kind, old.entity)
    assert found(vault) == [2]


def test_of_each_log_only_the_kinds_that_may_be_found_in_it(vault: Vault) -> None:
    keep(vault, record(1), record(2, kind="review"), record(3, scope=OTHER))
    index(vault)
    within = {SCOPE: ["review"], OTHER: ["measure"]}
    assert [row.seq for row in vault.search.find(LAMP, within, 50)] == [2, 3]
    assert vault.search.find(LAMP, {}, 50) == []
    assert vault.search.find(LAMP, {SCOPE: []}, 50) == []


def test_the_newest_come_first_and_no_more_than_were_asked(vault: Vault) -> None:
    keep(vault, *(record(seq) for seq in range(1, 8)))
    index(vault)
    assert [row.seq for row in vault.search.find(LAMP, {SCOPE: KINDS}, 3)] == [7, 6, 5]


def test_accents_capitals_and_begins_of_words_are_found_in_their_own_language(vault: Vault) -> None:
    keep(vault, record(1))
    index(vault, nl="Café geopend op 12 mei 2026", en="Bar open")
    for match in ('nl : ("cafe")', 'nl : ("CAFÉ")', 'nl : ("ca"*)', 'nl : ("12"* AND "me"*)', 'en : ("bar")'):
        assert found(vault, match) == [1], match
    for match in ('en : ("cafe")', 'nl : ("open"*)', 'nl : ("12"* AND "april"*)'):
        assert found(vault, match) == [], match


def test_words_and_how_far_they_go_are_kept_together_or_not_at_all(vault: Vault) -> None:
    keep(vault, record(1))
    new = vault.search.unindexed(KINDS, 10)

    def die_halfway() -> None:
        with vault.transaction():
            vault.search.add([Entry(SCOPE, 1, "lamp", "light")], new.reached)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        die_halfway()
    assert vault.search.is_behind()
    assert found(vault) == []
    assert index(vault) == [1]
    assert found(vault) == [1]


def test_the_index_can_be_thrown_away_and_made_again(vault: Vault) -> None:
    keep(vault, record(1), record(2))
    index(vault)
    vault.search.begin_anew()
    assert found(vault) == []
    assert vault.search.is_behind()
    assert index(vault, nl="iets anders") == [1, 2]
    assert found(vault) == []
    assert found(vault, 'nl : ("anders")') == [2, 1]
    vault.check_integrity()


def test_what_was_indexed_is_found_after_locking_and_by_another_connection(place: Place) -> None:
    with place.create() as vault:
        keep(vault, record(1))
        index(vault)
        with vault.another() as beside:
            assert found(beside) == [1]
    with place.open() as vault:
        assert found(vault) == [1]


def test_a_log_is_walked_on_from_where_it_was(vault: Vault) -> None:
    """However long a log is, what is new in it is found by its place."""
    from tbp_tui.vault import search

    plan = [row[-1] for row in vault._database.rows(f"EXPLAIN QUERY PLAN {search._UNINDEXED}", ("[]", 1))]
    assert any("SEARCH records" in step and "(scope=? AND seq>?)" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)
