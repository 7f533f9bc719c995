# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Devices of one person at a real backend: one more let in by the first, and one that is revoked (T20)."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tbp_casefile.crypto.tickets import Ticket
from tbp_tui.sync import copies, devices, enrolment, errors
from tbp_tui.sync.endings import Why, all_over, endings
from tests.e2e.programs import Backend
from tests.sync.desk import Answered, Asked, Desk, new_vault, reopened

MONTH = timedelta(days=30)


@pytest.fixture
def second(paired: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A second device, let in by the first."""
    desk = Desk(tmp_path / "second", new_vault(tmp_path / "second"))
    desk.enrol(paired.ticket())
    assert desk.sync().all_is_well
    assert paired.sync().all_is_well
    yield desk
    desk.close()


def verdicts(desk: Desk, ids: list[str]) -> list[str]:
    """What these records are worth on this device."""
    return [row.verdict for row in desk.vault.records.by_refs([(desk.case, id_) for id_ in ids])]


def is_push(asked: Asked, scope: str = "") -> bool:
    """Whether records are offered, to any log or to one."""
    return asked.method == "POST" and asked.path.endswith("/entries") and scope in asked.path


def reach_once(pushes: int) -> Callable[[Asked, Callable[[], Answered]], Answered]:
    """A line that goes dead after so many pushes."""
    left = [pushes]

    def meddling(asked: Asked, ask_on: Callable[[], Answered]) -> Answered:
        if is_push(asked):
            left[0] -= 1
        if left[0] < 0:
            raise errors.Offline(reason="connect")
        return ask_on()

    return meddling


# --- one more ----------------------------------------------------------------------------------------------


def test_a_second_device_has_every_log_of_the_first_and_both_see_each_other(
    paired: Desk, second: Desk
) -> None:
    assert second.states() == paired.states()
    every = "SELECT * FROM records ORDER BY scope, seq"
    assert second.vault._database.rows(every) == paired.vault._database.rows(every)
    for desk in (paired, second):
        assert [one.device for one in devices.own_devices(desk.vault)][-2:] == [paired.id, second.id]
    written = second.write("from the second")
    assert second.sync().all_is_well
    assert paired.sync().all_is_well
    assert verdicts(paired, [written.id]) == ["counts"]


def test_a_ticket_is_drawn_only_where_every_log_takes_it(paired: Desk, backend: Backend) -> None:
    backend.kill()
    with pytest.raises(errors.Offline):
        paired.ticket()
    assert paired.vault.outbox.all() == []
    backend.serve()
    line = paired.ticket()
    code = Ticket.parse(line).code.text
    rows = paired.vault._database.rows("SELECT value FROM meta")
    assert not [row for row in rows if code.encode() in bytes(row[0])]


# --- revoked -----------------------------------------------------------------------------------------------


def test_a_month_away_with_200_records_and_then_revoked(paired: Desk, second: Desk) -> None:
    """Everything goes in, late, and then nothing of the case is left there."""
    second.ahead = -MONTH
    ids = [second.write(f"note {number}").id for number in range(200)]
    second.ahead = timedelta(0)
    assert paired.revoke(second.id) == 4
    assert paired.sync().all_is_well
    report = second.sync()
    assert (report.trouble, report.waiting, report.attention) == (None, 0, ())
    assert all_over(second.vault)
    assert second.vault.outbox.all() == []
    assert {(one.why, one.late, one.lost) for one in endings(second.vault)} == {(Why.DEVICE, True, 0)}
    assert paired.sync().all_is_well
    assert verdicts(paired, ids) == ["late"] * 200
    assert set(second.states().values()) == {"open", "shredded"}
    assert second.states()["system"] == "open"


def test_a_stolen_device_shreds_at_once_and_nothing_of_it_is_taken_in(paired: Desk, second: Desk) -> None:
    ids = [second.write("note").id for _ in range(3)]
    paired.revoke(second.id, late=False)
    paired.sync()
    second.sync()
    assert all_over(second.vault)
    assert second.vault.outbox.all() == []
    assert sum(one.lost for one in endings(second.vault)) == 3
    paired.sync()
    assert verdicts(paired, ids) == []


def test_revoked_in_the_middle_of_a_push_with_a_token_that_lives(paired: Desk, second: Desk) -> None:
    """A hundred count, what comes after is late; nothing is lost and nothing is there twice."""
    ids = [second.write(f"note {number}").id for number in range(150)]
    pushes = []

    def meddling(asked: Asked, ask_on: Callable[[], Answered]) -> Answered:
        answered = ask_on()
        if is_push(asked):
            pushes.append(asked)
        if is_push(asked) and len(pushes) == 1:
            paired.revoke(second.id)
            assert paired.sync().all_is_well
        return answered

    session, _ = second.session_past(meddling)
    report = second.sync(session)
    assert (report.trouble, report.sign_ins, len(pushes)) == (None, 1, 2)
    assert all_over(second.vault)
    paired.sync()
    assert verdicts(paired, ids) == ["counts"] * 100 + ["late"] * 50


def test_a_revocation_that_stands_in_one_log_shuts_out_and_is_carried_on_by_another_device(
    paired: Desk, second: Desk, tmp_path: Path
) -> None:
    third = Desk(tmp_path / "third", new_vault(tmp_path / "third"))
    third.enrol(paired.ticket())
    assert third.sync().all_is_well
    kept = second.write("kept")
    paired.revoke(second.id)
    assert paired.sync_past(reach_once(1)).trouble is not None
    paired.close()  # the first device is gone for good
    report = second.sync()
    over = {place.scope for place in second.vault.scopes() if place.state == "shredded"}
    others = [place for place in second.vault.scopes() if place.type != "system"]
    assert len(over) == 1
    assert {place.state for place in others if place.scope not in over} == {"unconfirmed"}
    assert {log.code for log in report.logs} <= {"sync.not-a-member", "sync.device-revoked"}
    held = second.vault.records.count()
    second.sync()
    assert second.vault.records.count() == held  # shut out, and nothing is deleted for that
    assert third.sync().all_is_well
    second.sync()
    assert all_over(second.vault)
    assert second.vault.outbox.all() == []
    third.sync()
    assert verdicts(third, [kept.id]) == ["late"]
    third.close()


def test_a_device_that_was_revoked_comes_in_again_with_new_keys(paired: Desk, second: Desk) -> None:
    before = second.id
    with pytest.raises(errors.AlreadyEnrolled):
        second.enrol(paired.ticket())
    paired.revoke(before)
    paired.sync()
    second.sync()
    second.enrol(paired.ticket())
    assert second.id != before
    assert second.sync().all_is_well
    assert set(second.states().values()) == {"open"}
    written = second.write("here again")
    assert second.sync().all_is_well
    paired.sync()
    assert verdicts(paired, [written.id]) == ["counts"]
    known = {one.device: one for one in devices.own_devices(paired.vault)}
    assert (known[before].active_in, len(known[second.id].active_in)) == ([], 4)
    assert not enrolment.is_pending(second.vault)


def test_a_device_that_was_revoked_issues_no_ticket_and_ends_nobody(paired: Desk, second: Desk) -> None:
    paired.revoke(second.id)
    paired.sync()
    with pytest.raises(errors.SyncError):
        second.ticket()
    assert devices.finish(second.vault, second.now(), secrets.token_bytes) == 0


def test_a_device_that_ends_itself_does_so_in_every_log_after_all_that_it_wrote(
    paired: Desk, second: Desk
) -> None:
    kept = second.write("kept")
    assert second.revoke(second.id) == 4
    for _ in range(2):  # what comes to a log after its end goes in late, at the next sync
        second.sync()
    assert all_over(second.vault)
    assert second.vault.outbox.all() == []
    assert paired.sync().all_is_well
    known = {one.device: one for one in devices.own_devices(paired.vault)}
    assert known[second.id].active_in == []
    assert verdicts(paired, [kept.id]) in (["counts"], ["late"])


# --- a copy of the vault -----------------------------------------------------------------------------------


def test_a_laptop_that_was_put_back_from_a_copy_delivers_everything(
    paired: Desk, second: Desk, tmp_path: Path
) -> None:
    """T46, T8: all is delivered, nobody else is alarmed, the person is asked, the other device is told."""
    paired.vault.close()
    shutil.copytree(paired.folder, tmp_path / "copy")
    paired.vault = reopened(paired.folder)
    second.write("something for the log to move by")
    assert second.sync().all_is_well
    assert paired.sync().all_is_well
    today = paired.write("written today")
    assert paired.sync().all_is_well
    restored = Desk(tmp_path / "copy", reopened(tmp_path / "copy"))
    offline = restored.write("written after it was put back")
    report = restored.sync()
    assert report.all_is_well
    assert (report.adopted, copies.to_ask(restored.vault)) == (1, 1)
    assert verdicts(restored, [today.id, offline.id]) == ["counts", "counts"]
    assert second.sync().all_is_well
    assert set(copies.others(second.vault)) == {paired.id}
    assert verdicts(second, [today.id, offline.id]) == ["counts", "counts"]
    for desk in (restored, second):
        copies.answer(desk.vault)
        assert (copies.to_ask(desk.vault), copies.others(desk.vault)) == (0, {})
    both = paired.sync()  # the original goes on beside its copy
    assert (both.adopted, both.all_is_well) == (1, True)
    restored.close()


def test_devices_that_go_their_way_look_like_no_copy(paired: Desk, second: Desk) -> None:
    for _ in range(3):
        paired.write("a"), second.write("b")
        assert paired.sync().all_is_well
        assert second.sync().all_is_well
    assert paired.sync().all_is_well
    for desk in (paired, second):
        assert (copies.to_ask(desk.vault), copies.others(desk.vault)) == (0, {})
