# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Entries that the log key vouches for although they may not stand there, and proof of two histories."""

from copy import deepcopy
from typing import Any

import msgspec
import pytest

from tbp_casefile.crypto import base64url
from tbp_casefile.errors import OtherHistory, PageRefused
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import chain, leaf_of
from tbp_casefile.logstate import Counts, Late, LogState, SetAside, Unknown
from tbp_casefile.verify import verify_page
from tbp_casefile.wire.api import Entry, Page
from tests.casefile.both import busy_log
from tests.logs import (
    CASE,
    LogBuilder,
    case_log,
    key,
    uuid4,
)

PERSON = key("person")
LOG = busy_log()
BEFORE = case_log()
for _ in range(2):
    BEFORE.add("acknowledgement", {"what": "seen"}, by=PERSON)


def test_a_record_of_another_log_is_set_aside(case: LogBuilder, keys: SystemKeys) -> None:
    elsewhere = case_log(scope=uuid4("another case"))
    case.append(elsewhere.sign("acknowledgement", {"what": "seen"}, by=PERSON).jws)
    assert case.last(keys) == SetAside("other-scope")


def test_a_record_with_a_signature_by_somebody_else_is_set_aside(case: LogBuilder, keys: SystemKeys) -> None:
    head, payload, _ = case.sign("acknowledgement", {"what": "seen"}, by=PERSON).jws.split(".")
    forged = base64url.encode(key("stranger").sign(f"{head}.{payload}".encode("ascii")))
    case.append(f"{head}.{payload}.{forged}")
    assert case.last(keys) == SetAside("bad-signature")


def test_a_record_served_twice_counts_once_within_a_page_and_across_pages(keys: SystemKeys) -> None:
    log = busy_log()
    log.append(log.entries[-1].jws)
    assert log.last(keys) == SetAside("known-id")
    held = log.verify(keys, to=log.seq - 1)
    ids = {entry.signed.record.id for entry in held.entries if entry.signed}
    page = verify_page(held.state, held.keys, log.page(log.seq - 1), log.hash_at, ids.__contains__)
    assert page.entries[-1].verdict == SetAside("known-id")


def test_a_record_that_was_set_aside_takes_nobodys_id(case: LogBuilder, keys: SystemKeys) -> None:
    taken = uuid4("taken")
    case.add("package", {}, by=PERSON, id=taken)
    case.add("acknowledgement", {"what": "seen"}, by=PERSON, id=taken)
    assert isinstance(case.last(keys), Counts)


def seen(seq: int, of_hash: str, epoch: int = 1) -> dict[str, Any]:
    return {"epoch": epoch, "seq": seq, "hash": of_hash}


@pytest.mark.parametrize(
    ("kind", "by", "verdict"),
    [
        ("acknowledgement", "person", Counts),
        ("from_later", "person", Unknown),
        ("acknowledgement", "gone", Late),
    ],
)
def test_a_writer_who_saw_another_history_is_proof_of_two(
    kind: str, by: str, verdict: type, keys: SystemKeys
) -> None:
    log = case_log()
    log.member("gone", "person")
    log.device("gone", key("gone"))
    log.member("gone", "person", ends=True)
    log.add(kind, {"what": "seen"}, by=key(by), seen=seen(3, log.hashes[3].hex()))
    assert isinstance(log.last(keys), verdict)
    log.add(kind, {"what": "seen"}, by=key(by), seen=seen(3, "00" * 32))
    with pytest.raises(OtherHistory) as proof:
        log.verify(keys)
    assert proof.value.values == {"seq": 3}


def test_it_is_noticed_in_what_an_earlier_page_proved(keys: SystemKeys) -> None:
    log = case_log()
    held = log.verify(keys)
    log.add("acknowledgement", {"what": "seen"}, by=PERSON, seen=seen(3, "00" * 32))
    before = deepcopy(held.state)
    with pytest.raises(OtherHistory):
        verify_page(held.state, held.keys, log.page(held.state.seq), log.hash_at)
    assert held.state == before
    taken = verify_page(held.state, held.keys, log.page(held.state.seq), lambda _: None)
    assert isinstance(taken.entries[-1].verdict, Counts)


def test_nobody_has_seen_what_comes_after(keys: SystemKeys) -> None:
    log = case_log()
    log.add("acknowledgement", {"what": "seen"}, by=PERSON, seen=seen(log.seq + 1, "00" * 32))
    with pytest.raises(OtherHistory):
        log.verify(keys)


def test_what_was_seen_in_another_epoch_is_not_compared(keys: SystemKeys) -> None:
    log = case_log()
    log.add("acknowledgement", {"what": "seen"}, by=PERSON, seen=seen(3, "00" * 32, epoch=0))
    assert isinstance(log.last(keys), Counts)


@pytest.mark.parametrize(
    ("saw", "holds"),
    [
        (seen(3, BEFORE.hashes[3].hex()), True),
        (seen(3, "00" * 32), False),
        (seen(BEFORE.seq, "00" * 32), True),  # cut off: nobody here can know
        (seen(BEFORE.seq - 1, BEFORE.hashes[-2].hex(), epoch=2), False),
        (seen(3, BEFORE.hashes[3].hex(), epoch=2), True),
        (seen(3, BEFORE.hashes[3].hex(), epoch=3), False),
    ],
)
def test_what_was_seen_before_a_restore_is_compared_up_to_the_cut(
    saw: dict[str, Any], holds: bool, keys: SystemKeys
) -> None:
    log = BEFORE.copy()
    log.restore(BEFORE.seq - 2)
    log.add("acknowledgement", {"what": "seen"}, by=PERSON, seen=saw, id=uuid4("after the restore"))
    if holds:
        assert isinstance(log.last(keys), Counts)
    else:
        with pytest.raises(OtherHistory):
            log.verify(keys)


def test_a_log_knows_in_which_epoch_each_place_lies(keys: SystemKeys) -> None:
    log = case_log()
    last = log.seq
    log.restore(last)
    log.add("acknowledgement", {"what": "seen"}, by=PERSON)
    log.restore(log.seq)
    state = log.verify(keys).state
    assert [state.epoch_at(seq) for seq in (1, last, last + 1, last + 2, last + 3)] == [1, 1, 2, 2, 3]
    assert [state.shares(epoch) for epoch in (0, 1, 2, 3)] == [0, last, last + 2, 0]


def test_a_record_that_does_not_count_proves_nothing(keys: SystemKeys) -> None:
    log = case_log()
    log.add("package", {}, by=PERSON, seen=seen(3, "00" * 32))
    log.add("acknowledgement", {"what": "seen"}, by=key("stranger"), seen=seen(3, "00" * 32))
    assert [type(verdict) for verdict in log.verdicts(keys)[-2:]] == [SetAside, SetAside]


def test_a_signed_head_with_another_hash_at_our_seq_is_proof_and_an_unsigned_one_is_not(
    keys: SystemKeys,
) -> None:
    state = LOG.verify(keys).state
    with pytest.raises(OtherHistory):
        verify_page(state, keys, Page((), LOG.head(hash="00" * 32)), LOG.hash_at)
    forged = LOG.head(hash="00" * 32, by=key("stranger"))
    with pytest.raises(PageRefused) as refused:
        verify_page(state, keys, Page((), forged), LOG.hash_at)
    assert not isinstance(refused.value, OtherHistory)


def test_a_page_changed_on_the_way_never_passes_for_two_histories(keys: SystemKeys) -> None:
    log = busy_log()
    entries = [replace_received(entry, 1) if entry.seq == 2 else entry for entry in log.entries]
    hashes = [log.hashes[0]]
    for entry in entries:
        hashes.append(chain(hashes[-1], leaf_of(entry.jws), entry.received))
    forged = log.head(hash=hashes[-1].hex(), by=key("stranger"))
    with pytest.raises(PageRefused) as refused:
        verify_page(LogState.empty(CASE), keys, Page(tuple(entries), forged), log.hash_at)
    assert not isinstance(refused.value, OtherHistory)


def replace_received(entry: Entry, later: int) -> Entry:
    return msgspec.structs.replace(entry, received=entry.received + later)


def test_an_empty_page_under_our_own_head_is_what_an_idle_sync_gets(keys: SystemKeys) -> None:
    state = LOG.verify(keys).state
    page = verify_page(state, keys, LOG.page(LOG.seq), LOG.hash_at)
    assert page.entries == ()
    assert page.state == state


def test_a_log_comes_in_pages_of_any_size_and_ends_the_same(keys: SystemKeys) -> None:
    whole = LOG.verify(keys)
    for size in (1, 2, 5):
        state = LogState.empty(CASE)
        for after in range(0, LOG.seq, size):
            page = LOG.page(after, min(after + size, LOG.seq))
            state = verify_page(state, keys, page, LOG.hash_at).state
        assert state == whole.state
