# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Down, from a backend whose word is not enough: whatever it says, nothing is deleted (T44, T45)."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tbp_tui.sync import standing
from tbp_tui.sync.errors import DeviceRevoked
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, SYSTEM, LogBuilder, case_log, key, uuid4
from tests.sync.desk import contents, new_vault
from tests.sync.played import Device, Played

MEASURE, CONTACT, MESSAGE = CONTENT["measure"], CONTENT["contact"], CONTENT["acknowledgement"]


def test_every_entry_of_every_log_is_held_after_a_sync(device: Device) -> None:
    report = device.sync()
    assert report.pulled == device.backend.system.seq + device.backend.case.seq
    assert device.place().hash == device.backend.case.hashes[-1]
    assert device.place().head == device.backend.case.head()


def test_many_small_pages_come_to_the_same_as_one(device: Device, tmp_path: Path) -> None:
    for _ in range(5):
        device.backend.case.add("measure", MEASURE, by=key("authority"))
    device.sync()
    with new_vault(tmp_path / "other") as other:
        by_two = Device(
            other, Played(device.backend.system, device.backend.case, page_size=2)
        ).enrolled_here()
        by_two.sync()
        assert contents(other) == contents(device.vault)


def test_the_cursor_is_kept_only_when_every_log_was_taken_over(device: Device) -> None:
    device.backend.lies[CASE] = lambda page: b"{}"
    device.sync()
    assert standing.cursor(device.vault) == ""
    device.backend.lies.clear()
    device.sync()
    assert standing.cursor(device.vault) == "c-1"
    device.sync()
    assert device.backend.cursors[-1] == "c-1"


def test_a_cursor_that_the_backend_no_longer_reads_is_dropped(synced: Device) -> None:
    honest = synced.backend.answer

    def forgetful(request: Any) -> Any:
        if request.url.params.get("since"):
            synced.backend.refusals["/v1/logs"] = (400, "bad-input")
            answer = honest(request)
            synced.backend.refusals.clear()
            return answer
        return honest(request)

    synced.backend.answer = forgetful  # type: ignore[method-assign]
    assert synced.sync().all_is_well


def test_the_type_of_a_log_is_what_its_first_entry_says(device: Device) -> None:
    device.sync()
    assert device.place(SYSTEM).type == "system"  # the played backend calls every log a case


def test_a_log_that_was_not_in_the_welcome_is_taken_over_too(device: Device) -> None:
    device.backend.others.append(case_log(uuid4("second case")))
    assert device.sync().all_is_well
    assert device.place(uuid4("second case")).type == "case"


# --- two histories, fewer entries, other words ----------------------------------------------------------


def other_history(log: LogBuilder, entries: int) -> LogBuilder:
    """The same log with another last entry."""
    other = LogBuilder(log.scope)
    for entry in log.entries[: entries - 1]:
        other.append(entry.jws, entry.received)
    other.add("measure", MEASURE, by=key("authority"), id=uuid4("other"))
    return other


def test_two_histories_are_kept_as_evidence_once_and_nothing_is_taken_over(synced: Device) -> None:
    before, ours = contents(synced.vault), synced.place()
    synced.backend.case = other_history(synced.backend.case, ours.seq)
    assert synced.sync().logs[0].code == "other-history"
    synced.sync()
    assert contents(synced.vault) == before
    (kept,) = synced.vault.evidence()
    assert msgspec.json.decode(kept.content)["ours"] == ours.head


def test_a_story_that_changes_with_every_sync_does_not_fill_the_disk(synced: Device) -> None:
    synced.sync()
    whole, ours = synced.backend.case, synced.place()
    for _ in range(10):
        synced.backend.case = other_history(whole, ours.seq)
        synced.sync()
        synced.backend.case = whole
        assert synced.sync().all_is_well
    assert len(synced.vault.evidence()) == 8


def test_a_writer_who_was_shown_another_history_is_found(synced: Device) -> None:
    seen = {"epoch": 1, "seq": 3, "hash": "00" * 32}
    synced.backend.case.add("acknowledgement", MESSAGE, by=key("person"), seen=seen)
    assert synced.sync().logs[0].code == "other-history"
    assert len(synced.vault.evidence()) == 1


def test_fewer_entries_than_before_means_wait_and_say_so(synced: Device) -> None:
    synced.sync()
    before, whole = contents(synced.vault), synced.backend.case
    synced.backend.case = LogBuilder(CASE)
    for entry in whole.entries[:4]:
        synced.backend.case.append(entry.jws, entry.received)
    report = synced.sync()
    assert (report.trouble, report.logs[0].standing) == (None, "behind")
    assert contents(synced.vault) == before
    synced.backend.case = whole
    assert synced.sync().all_is_well


def test_a_log_that_the_backend_no_longer_names_is_kept(synced: Device) -> None:
    standing.keep_cursor(synced.vault, "", "")
    before = contents(synced.vault)
    synced.backend.hidden.add(CASE)
    report = synced.sync()
    assert [(log.scope, log.standing) for log in report.logs] == [(CASE, "unconfirmed")]
    assert contents(synced.vault) == before
    synced.backend.hidden.clear()
    assert synced.sync().all_is_well


def test_not_a_member_deletes_nothing_and_can_be_taken_back(synced: Device) -> None:
    before = contents(synced.vault)
    synced.backend.refusals[f"/v1/logs/{CASE}/entries"] = (404, "not-a-member")
    assert synced.sync().logs[0].code == "sync.not-a-member"
    assert contents(synced.vault) == before
    synced.backend.refusals.clear()
    assert synced.sync().all_is_well


@pytest.mark.parametrize("path", ["/v1/tokens", "/v1/logs"])
def test_device_revoked_deletes_nothing_and_can_be_taken_back(synced: Device, path: str) -> None:
    before = contents(synced.vault)
    synced.backend.refusals[path] = (403, "device-revoked")
    report = synced.sync()
    assert isinstance(report.trouble, DeviceRevoked)
    assert {log.standing for log in report.logs} == {"unconfirmed"}
    assert contents(synced.vault) == before
    synced.backend.refusals.clear()
    assert synced.sync().all_is_well


def test_device_revoked_in_one_log_deletes_nothing_and_the_others_go_on(synced: Device) -> None:
    before = contents(synced.vault)
    synced.backend.refusals[f"/v1/logs/{CASE}/entries"] = (403, "device-revoked")
    report = synced.sync()
    assert report.trouble is None
    assert [(log.scope, log.code) for log in report.logs] == [(CASE, "sync.device-revoked")]
    assert contents(synced.vault) == before
    synced.backend.refusals.clear()
    assert synced.sync().all_is_well


def test_another_epoch_is_noted_and_changes_nothing(synced: Device) -> None:
    before = contents(synced.vault)
    synced.backend.refusals[f"/v1/logs/{CASE}/entries"] = (409, "unknown-epoch")
    assert synced.sync().logs[0].code == "sync.unknown-epoch"
    assert contents(synced.vault) == before
