# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A new epoch is believed on the word of the root alone; a false one costs nobody a record (T16, T44)."""

from collections.abc import Callable

import pytest

from tbp_tui.sync.engine import SyncReport
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, LOG_KEY, OFFICE, ROOT, LogBuilder, key, key_body, uuid4
from tests.sync.desk import contents
from tests.sync.played import Device

LOST = 3


@pytest.fixture
def ahead(device: Device) -> Device:
    """A device that holds more than the backup of its backend does."""
    for _ in range(LOST):
        device.backend.case.add("measure", CONTENT["measure"], by=key("authority"))
    assert device.sync().all_is_well
    return device


def cut(log: LogBuilder) -> int:
    """Up to where the backup goes."""
    return log.seq - LOST


def no_statement(log: LogBuilder) -> None:
    after = cut(log)
    del log.entries[after:], log.hashes[after + 1 :]
    log.epoch = 2
    log.add("measure", CONTENT["measure"], by=key("authority"))


def named_only_by_the_head(log: LogBuilder) -> None:
    log.epoch = 2


def signed_by(signer: str) -> Callable[[LogBuilder], None]:
    signers = {"log key": LOG_KEY, "office": OFFICE, "authority": key("authority"), "nobody": key("stranger")}
    return lambda log: log.restore(cut(log), by=signers[signer])


def after_another_hash(log: LogBuilder) -> None:
    log.restore(cut(log), afterHash="00" * 32)


def after_another_seq(log: LogBuilder) -> None:
    log.restore(cut(log), afterSeq=cut(log) + 1)


def skipping_a_number(log: LogBuilder) -> None:
    log.restore(cut(log), epoch=3)


def of_another_log(log: LogBuilder) -> None:
    after = cut(log)
    other = LogBuilder(CASE.replace(CASE[0], "0" if CASE[0] != "0" else "1"))
    other.entries, other.hashes = log.entries[:after], log.hashes[: after + 1]
    other.restore(after)
    del log.entries[after:], log.hashes[after + 1 :]
    log.append(other.entries[-1].jws)
    log.epoch, log.cuts = 2, [(2, after)]


def after_a_record_of_its_own(log: LogBuilder) -> None:
    """History is changed first, and the root's statement comes too late to cover that."""
    after = cut(log)
    del log.entries[after:], log.hashes[after + 1 :]
    log.add("message", {"text": "in the place of a measure"}, by=key("person"), id=uuid4("another"))
    log.restore(log.seq)


FALSE = {
    "no statement": no_statement,
    "named only by the head": named_only_by_the_head,
    **{f"signed by {name}": signed_by(name) for name in ("log key", "office", "authority", "nobody")},
    "after another hash": after_another_hash,
    "after another seq": after_another_seq,
    "skipping a number": skipping_a_number,
    "of another log": of_another_log,
    "after a record of its own": after_a_record_of_its_own,
}


def refused(report: SyncReport) -> bool:
    """Whether the log of the case, and no other, was refused and is said to be."""
    return [(log.scope, log.standing) for log in report.logs] == [(CASE, "refused")]


@pytest.mark.parametrize("lie", FALSE.values(), ids=FALSE)
def test_a_false_epoch_is_refused_and_everything_kept(
    ahead: Device, lie: Callable[[LogBuilder], None]
) -> None:
    honest, before = ahead.backend.case.copy(), contents(ahead.vault)
    lie(ahead.backend.case)
    assert refused(ahead.sync())
    assert contents(ahead.vault) == before
    assert ahead.vault.aside.all() == []
    ahead.backend.case = honest
    assert ahead.sync().all_is_well
    assert contents(ahead.vault) == before


def test_after_a_true_one_everything_is_offered_again_in_its_old_order(ahead: Device) -> None:
    case = ahead.backend.case
    lost, after = [entry.jws for entry in case.entries[-LOST:]], cut(case)
    case.restore(after)
    assert ahead.sync().all_is_well
    assert [entry.jws for entry in case.entries[after + 1 :]] == lost
    assert ahead.place().epoch == 2
    assert ahead.vault.aside.all() == []


def test_nobody_goes_back_to_an_epoch_that_has_ended(ahead: Device) -> None:
    old = ahead.backend.case.copy()
    ahead.backend.case.restore(cut(old))
    assert ahead.sync().all_is_well
    before = contents(ahead.vault)
    for shown in (old, continued(old)):
        ahead.backend.case = shown
        assert refused(ahead.sync())
        assert contents(ahead.vault) == before


def continued(log: LogBuilder) -> LogBuilder:
    """The same log, longer than what anybody saw of it."""
    longer = log.copy()
    for _ in range(5):
        longer.add("measure", CONTENT["measure"], by=key("authority"))
    return longer


def test_the_same_number_for_two_histories_is_proof_of_two(ahead: Device) -> None:
    case = ahead.backend.case
    other = case.copy()
    case.restore(cut(case))
    assert ahead.sync().all_is_well
    before = contents(ahead.vault)
    other.restore(cut(other) - 1)
    for number in range(ahead.place().seq - other.seq):
        other.add("measure", CONTENT["measure"], by=key("authority"), id=uuid4(f"other {number}"))
    ahead.backend.case = other
    assert [log.code for log in ahead.sync().logs] == ["other-history"]
    assert contents(ahead.vault) == before
    assert len(ahead.vault.evidence()) == 1


def test_what_is_not_taken_again_is_kept_and_shown(ahead: Device) -> None:
    case = ahead.backend.case
    lost = [row.id for row in ahead.vault.records.history(["measure"]) if row.seq > cut(case)]
    case.restore(cut(case))
    ahead.backend.refused_records = {lost[1]: "may-not-write"}
    report = ahead.sync()
    assert [(item.id, item.code) for item in report.not_back] == [(lost[1], "may-not-write")]
    assert not report.all_is_well
    assert [row.id for row in ahead.vault.aside.all()] == [lost[1]]


def test_a_backend_that_forgets_what_it_took_is_offered_it_again(ahead: Device) -> None:
    case = ahead.backend.case
    case.restore(cut(case))
    ahead.backend.forgets = True
    assert ahead.sync().offering == LOST
    ahead.backend.forgets = False
    assert ahead.sync().all_is_well


def test_by_small_pages_and_far_behind_the_place_is_found(device: Device) -> None:
    case = device.backend.case
    for _ in range(40):
        case.add("measure", CONTENT["measure"], by=key("authority"))
    assert device.sync().all_is_well
    device.backend.page_size = 4
    lost = case.seq - 9
    case.restore(9)
    asked = len(device.backend.asked)
    report = device.sync()
    assert (report.offering, report.not_back, report.logs) == (0, (), ())
    assert case.seq == 10 + lost
    assert len(device.backend.asked) - asked < 45


def test_the_system_log_loses_no_key_over_it(device: Device) -> None:
    system = device.backend.system
    before = system.seq
    system.add("key", key_body(key("late office"), ["grant"]), by=ROOT)
    assert device.sync().all_is_well
    known = [row.id for row in device.vault.records.history(["key"])]
    system.restore(before)
    assert device.sync().all_is_well
    assert [row.id for row in device.vault.records.history(["key"])] == known
