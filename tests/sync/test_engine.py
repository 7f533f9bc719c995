# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""When the next sync is due, and what a report says."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbp_tui.sync.engine import METERED_POLL, SyncLoop, SyncReport
from tbp_tui.sync.errors import Offline, SlowDown, SyncError

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
FINE = SyncReport()
STOPPED = SyncReport(trouble=Offline(reason="connect"))


def middle(length: int) -> bytes:
    """Chance that is neither early nor late."""
    return b"\x80" * length


def longest(length: int) -> bytes:
    """Chance at its latest."""
    return b"\xff" * length


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_the_first_sync_is_due_at_once() -> None:
    assert SyncLoop().due(NOON, outbox_waiting=False)


def test_with_nothing_to_send_the_next_one_is_due_after_five_minutes() -> None:
    loop = SyncLoop().after(FINE, NOON, middle)
    assert not loop.due(after(299), outbox_waiting=False)
    assert loop.due(after(300), outbox_waiting=False)


def test_something_to_send_is_due_at_once() -> None:
    assert SyncLoop().after(FINE, NOON, middle).due(after(0), outbox_waiting=True)


def test_after_a_failure_it_is_tried_again_without_anybody_writing_anything() -> None:
    loop = SyncLoop().after(STOPPED, NOON, middle)
    assert not loop.due(after(0), outbox_waiting=True)
    assert loop.due(after(3), outbox_waiting=False)


@given(st.integers(min_value=1, max_value=40), st.binary(min_size=1, max_size=1))
def test_however_often_it_failed_the_wait_is_at_most_a_minute(failures: int, chance: bytes) -> None:
    loop = SyncLoop()
    for _ in range(failures):
        loop = loop.after(STOPPED, NOON, lambda _: chance)
    assert loop.due(after(60), outbox_waiting=False)
    assert not loop.due(after(0.5), outbox_waiting=True)


def test_the_wait_grows_and_has_chance_in_it() -> None:
    once = SyncLoop().after(STOPPED, NOON, middle)
    thrice = once.after(STOPPED, NOON, middle).after(STOPPED, NOON, middle)
    assert once.not_before
    assert thrice.not_before
    assert thrice.not_before > once.not_before
    assert SyncLoop().after(STOPPED, NOON, longest).not_before != once.not_before


def test_a_success_ends_the_waiting() -> None:
    loop = SyncLoop().after(STOPPED, NOON, middle).after(FINE, NOON, middle)
    assert loop == SyncLoop(last=NOON)


def test_what_stays_in_the_outbox_does_not_make_it_run_hot() -> None:
    loop = SyncLoop()
    for _ in range(8):
        loop = loop.after(SyncReport(waiting=1, postponed=1), NOON, middle)
    assert not loop.due(after(20), outbox_waiting=True)
    assert loop.due(after(60), outbox_waiting=True)


def test_a_backend_that_asks_for_a_wait_gets_it() -> None:
    loop = SyncLoop().after(SyncReport(trouble=SlowDown(retry_after=600)), NOON, middle)
    assert not loop.due(after(599), outbox_waiting=True)
    assert loop.due(after(600), outbox_waiting=False)


def test_a_clock_that_was_set_back_does_not_stop_it() -> None:
    loop = SyncLoop().after(FINE, NOON, middle)
    assert loop.due(NOON - timedelta(days=1), outbox_waiting=False)


@pytest.mark.parametrize(
    "report",
    [SyncReport(busy=True), SyncReport(trouble=SyncError()), SyncReport(waiting=1)],
    ids=["busy", "trouble", "waiting"],
)
def test_not_everything_is_well_while_something_is_undone(report: SyncReport) -> None:
    assert FINE.all_is_well
    assert not report.all_is_well


def test_a_ring_is_heard_a_second_after_the_last_sync() -> None:
    loop = SyncLoop().after(FINE, NOON, middle)
    assert not loop.due(after(0.9), outbox_waiting=False, rang=True)
    assert loop.due(after(1), outbox_waiting=False, rang=True)
    assert not loop.due(after(1), outbox_waiting=False)


def test_who_rings_for_nothing_again_and_again_is_heard_once_a_minute_at_least() -> None:
    loop, moment, syncs = SyncLoop(last=NOON), 0, 0
    while moment < 3600:
        moment += 1
        if loop.due(after(moment), outbox_waiting=False, rang=True):
            loop, syncs = loop.after(FINE, after(moment), middle, rang=True), syncs + 1
    assert 60 <= syncs <= 70
    assert loop.due(after(moment + 60), outbox_waiting=False, rang=True)
    worth_it = loop.after(SyncReport(pulled=1), after(moment), middle, rang=True)
    assert worth_it.due(after(moment + 1), outbox_waiting=False, rang=True)


def test_three_rings_for_nothing_may_be_the_echo_of_what_was_written_here() -> None:
    loop = SyncLoop(last=NOON)
    for _ in range(3):
        loop = loop.after(FINE, NOON, middle, rang=True)
    assert loop.due(after(1), outbox_waiting=False, rang=True)
    assert not loop.after(FINE, NOON, middle, rang=True).due(after(1), outbox_waiting=False, rang=True)


def test_a_ring_does_not_break_the_wait_after_a_failure() -> None:
    loop = SyncLoop().after(STOPPED, NOON, middle, rang=True)
    assert not loop.due(after(1), outbox_waiting=False, rang=True)
    assert loop.due(after(3), outbox_waiting=False)


def test_who_saves_data_is_due_every_half_hour_and_at_once_with_something_to_send() -> None:
    loop = SyncLoop().after(FINE, NOON, middle)
    assert not loop.due(after(1799), outbox_waiting=False, poll=METERED_POLL)
    assert loop.due(after(1800), outbox_waiting=False, poll=METERED_POLL)
    assert loop.due(after(0), outbox_waiting=True, poll=METERED_POLL)
