# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Whoever may no longer read a log: at the next sync nothing of it is left with them (T12).

Every role in every type of log that it reads. What is refused meanwhile stands in `test_lying.py`: nothing.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.tables import READERS, SEALED, Role, ScopeType
from tbp_tui.services.cases import cases
from tests.logs import CASE, OFFICE, Body, LogBuilder, key, uuid4
from tests.sealed import COORDINATION, draw, hand, let_in, say
from tests.sync.talkers import Judging, Talker

BY_COORDINATOR = {ScopeType.MATCHING, ScopeType.EXPERT, ScopeType.PEER}
LOG, MEMBER = uuid4("withdrawn"), "reader"
EVERY = [(of_type, role) for of_type in READERS for role in sorted(READERS[of_type]) if of_type != "system"]
TABLES = ("records", "opened", "unopened", "scope_keys", "aside", "evidence", "indexed", "indexed_to")


def founder(of_type: ScopeType) -> SigningKey:
    """Who opens a log of this type, and says who is in it."""
    return COORDINATION if of_type in BY_COORDINATOR else OFFICE


def a_log(of_type: ScopeType, role: Role) -> LogBuilder:
    """A log with this one reader and a record of theirs."""
    log, by = LogBuilder(LOG), founder(of_type)
    log.found(of_type.value, by=by)
    log.member(MEMBER, role.value, by=by)
    let_in(log, MEMBER, key(MEMBER), by=by)
    body: Body = {"text": "said in confidence"}
    if of_type in SEALED:
        say(log, hand(log, draw(log), key(MEMBER), by=key(MEMBER)), "message", body, by=key(MEMBER))
    else:
        log.add("message", body, by=key(MEMBER))
    return log


def held(talker: Talker, scope: str) -> int:
    """Rows of a log in all tables."""
    count = "SELECT count(*) FROM {} WHERE scope = ?"
    found = (talker.vault._database.row(count.format(table), (scope,)) for table in TABLES)
    return sum(row[0] for row in found if row)


@pytest.fixture
def withdraws(tmp_path: Path) -> Iterator[Callable[[ScopeType, Role], Talker]]:
    """A device that holds such a log, and another one beside it; then the first is no longer its member's."""
    here: list[Talker] = []

    def withdraw(of_type: ScopeType, role: Role) -> Talker:
        other = LogBuilder(CASE)
        other.found("case")
        other.member(MEMBER, "person")
        let_in(other, MEMBER, key(MEMBER))
        backend = Judging(case=a_log(of_type, role), case_type=of_type.value, others=[other])
        here.append(Talker.comes(tmp_path, backend, MEMBER))
        assert here[0].sync().all_is_well
        assert held(here[0], LOG) >= backend.case.seq
        # out of a talk between two nobody is put by others: who leaves says so
        by = key(MEMBER) if of_type is ScopeType.PEER else founder(of_type)
        backend.case.member(MEMBER, role.value, by=by, ends=True)
        return here[0]

    yield withdraw
    here[0].vault.close()


@pytest.mark.parametrize(("of_type", "role"), EVERY)
def test_at_the_next_sync_nothing_of_the_log_is_left_and_the_others_stay(
    withdraws: Callable[[ScopeType, Role], Talker], of_type: ScopeType, role: Role
) -> None:
    reader = withdraws(of_type, role)
    before = held(reader, CASE)
    assert reader.sync().trouble is None
    assert reader.place(LOG).state == "shredded"
    assert held(reader, LOG) == 0
    assert held(reader, CASE) == before > 0
    assert all(LOG not in case.types for case in cases(reader.vault, MEMBER))
