# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong between two honest sides: answers lost, cut and altered, a backend that died (T26, T31)."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx2
import msgspec
import pytest

from tbp_casefile.times import to_ms
from tbp_casefile.wire.api import Page, PushRequest
from tbp_casefile.wire.envelope import read_record
from tbp_tui.sync import errors
from tbp_tui.sync.push import push
from tbp_tui.vault.process import ProcessId, this_process
from tests.e2e.programs import Backend
from tests.sync.desk import Answered, Asked, Desk, Meddling, contents

Ask = Callable[[], Answered]


def is_push(asked: Asked) -> bool:
    return asked.method == "POST" and asked.path.endswith("/entries")


def arrived(desk: Desk, text: str) -> int:
    """How many records of ours with this text stand in the verified log."""
    rows = desk.vault.records.history(["acknowledgement"])
    return sum(1 for row in rows if f'"{text}"' in _payload(row.jws))


def _payload(jws: str) -> str:
    return bytes(read_record(jws).record.body).decode()


# --- answers that do not come, or come oddly ---------------------------------------------------------------


def test_a_lost_answer_delivers_exactly_once(paired: Desk) -> None:
    paired.write("once")

    def lose(asked: Asked, ask_on: Ask) -> Answered:
        answered = ask_on()
        if is_push(asked):
            raise httpx2.ReadError("lost")
        return answered

    report = paired.sync_past(lose)
    assert isinstance(report.trouble, errors.Offline)
    assert report.waiting == 1
    assert paired.sync().all_is_well
    assert arrived(paired, "once") == 1


def test_the_same_bytes_again_get_the_same_answer(paired: Desk) -> None:
    written = paired.write("once")
    session, between = paired.session_past()
    paired.sync(session)
    (first,) = [answered.body for asked, answered in between.log if is_push(asked)]
    body = msgspec.json.encode(PushRequest((written.jws,)))
    assert session.post(f"/v1/logs/{paired.case}/entries", body).body == first
    assert paired.sync().pulled == 0


def cut(asked: Asked, ask_on: Ask) -> Answered:
    answered = ask_on()
    if answered.status == 200 and "entries" in asked.path:
        return Answered(200, answered.headers, answered.body[: len(answered.body) // 2])
    return answered


def flip(asked: Asked, ask_on: Ask) -> Answered:
    answered = ask_on()
    if asked.method == "GET" and "entries" in asked.path:
        place = len(answered.body) // 3
        body = answered.body[:place] + bytes([answered.body[place] ^ 1]) + answered.body[place + 1 :]
        return Answered(200, answered.headers, body)
    return answered


def reorder(asked: Asked, ask_on: Ask) -> Answered:
    answered = ask_on()
    if asked.method == "GET" and "entries" in asked.path:
        page = msgspec.json.decode(answered.body, type=Page)
        page = msgspec.structs.replace(page, entries=page.entries[::-1])
        return Answered(200, answered.headers, msgspec.json.encode(page))
    return answered


@pytest.mark.parametrize("meddling", [cut, flip, reorder], ids=["cut", "flip", "reorder"])
def test_an_altered_page_changes_nothing_and_the_next_honest_one_is_taken(
    paired: Desk, meddling: Meddling
) -> None:
    for text in ("one", "two"):
        paired.write(text)
    before = contents(paired.vault)
    report = paired.sync_past(meddling)
    assert not report.all_is_well
    assert contents(paired.vault) == before
    assert paired.sync().all_is_well
    assert (arrived(paired, "one"), arrived(paired, "two")) == (1, 1)


def test_an_answer_that_came_for_another_question_is_refused(paired: Desk) -> None:
    """Response swapped between two requests (T19): the page of `system` for the page of the case."""
    system = next(place.scope for place in paired.vault.scopes() if place.type == "system")
    paired.write("mine")

    def swap(asked: Asked, ask_on: Ask) -> Answered:
        if asked.method == "GET" and f"/{paired.case}/" in asked.path:
            return answered_of(paired, system)
        return ask_on()

    before = contents(paired.vault)
    report = paired.sync_past(swap)
    assert report.logs[0].code == "page-refused"
    assert contents(paired.vault) == before


def answered_of(desk: Desk, scope: str) -> Answered:
    answer = desk.session().get(f"/v1/logs/{scope}/entries")
    return Answered(answer.status, {}, answer.body)


# --- a backend that is gone, or comes back ----------------------------------------------------------------


def test_offline_keeps_everything_and_says_so(paired: Desk, backend: Backend) -> None:
    paired.write("later")
    before = contents(paired.vault)
    backend.kill()
    report = paired.sync()
    assert isinstance(report.trouble, errors.Offline)
    assert (report.waiting, report.logs) == (1, ())
    assert report.head_at is not None
    assert contents(paired.vault) == before
    backend.serve()
    assert paired.sync().all_is_well
    assert arrived(paired, "later") == 1


def test_a_backend_killed_in_mid_push_gets_everything_once(paired: Desk, backend: Backend) -> None:
    texts = [f"answer {n}" for n in range(250)]
    for text in texts:
        paired.write(text)
    pushes: list[Asked] = []

    def kill_at_the_second(asked: Asked, ask_on: Ask) -> Answered:
        if is_push(asked):
            pushes.append(asked)
            if len(pushes) == 2:
                ask_on()
                backend.kill()
                raise httpx2.ReadError("gone")
        return ask_on()

    report = paired.sync_past(kill_at_the_second)
    assert isinstance(report.trouble, errors.Offline)
    backend.serve()
    assert paired.sync().all_is_well
    assert [arrived(paired, text) for text in texts] == [1] * 250


def test_sent_is_not_received_until_it_stands_in_the_log(paired: Desk) -> None:
    paired.write("on its way")

    def no_second_pull(asked: Asked, ask_on: Ask) -> Answered:
        if pushed and asked.method == "GET":
            raise httpx2.ConnectError("gone")
        if is_push(asked):
            pushed.append(asked)
        return ask_on()

    pushed: list[Asked] = []
    paired.sync_past(no_second_pull)
    assert [row.state for row in paired.vault.outbox.all()] == ["sent"]
    assert paired.sync().delivered == 1
    assert paired.vault.outbox.all() == []


# --- what the backend says ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "name"), [(404, "not-a-member"), (403, "device-revoked")])
def test_a_backend_that_shuts_everybody_out_deletes_nothing(paired: Desk, status: int, name: str) -> None:
    paired.write("kept")
    before, queue = contents(paired.vault), [row.jws for row in paired.vault.outbox.all()]
    body = msgspec.json.encode(
        {"type": f"urn:tbp:problem:{name}", "title": "t", "status": status, "detail": "d"}
    )
    report = paired.sync_past(lambda asked, ask_on: Answered(status, {}, body))
    assert report.trouble is not None
    assert contents(paired.vault) == before
    assert [row.jws for row in paired.vault.outbox.all()] == queue
    assert paired.sync().all_is_well
    assert arrived(paired, "kept") == 1


def test_a_refused_record_needs_attention_and_holds_up_nobody(paired: Desk) -> None:
    refused, fine = paired.write("x" * 10), paired.write("fine")

    def refuse_one(asked: Asked, ask_on: Ask) -> Answered:
        answered = ask_on()
        if not is_push(asked):
            return answered
        document = msgspec.json.decode(answered.body)
        document["results"][0] = {"id": refused.id, "status": "refused", "code": "other-history"}
        return Answered(200, answered.headers, msgspec.json.encode(document))

    session, _ = paired.session_past(refuse_one)
    done = push(paired.vault, session, paired.now())
    assert (done.stored, done.refused) == (1, 1)
    assert [(row.id, row.state, row.code) for row in paired.vault.outbox.all()] == [
        (refused.id, "attention", "other-history"),
        (fine.id, "sent", ""),
    ]


def test_a_record_over_the_limit_of_the_day_keeps_its_place(paired: Desk) -> None:
    written = paired.write("tomorrow")

    def too_much(asked: Asked, ask_on: Ask) -> Answered:
        if not is_push(asked):
            return ask_on()
        answer = {"results": [{"id": written.id, "status": "refused", "code": "slow-down"}]}
        return Answered(200, {}, msgspec.json.encode(answer))

    report = paired.sync_past(too_much)
    assert (report.postponed, report.waiting, report.attention) == (1, 1, ())
    assert paired.sync().all_is_well


# --- clocks, idle, two at once ------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_wrong_by_400_days_syncs_and_is_told(paired: Desk, days: int) -> None:
    paired.ahead = timedelta(days=days)
    paired.write("wrong clock")
    report = paired.sync()
    assert report.trouble is None
    assert report.delivered == 1
    assert report.clock_off is not None
    assert abs(report.clock_off - days * 24 * 60) <= 1


def test_a_clock_that_is_right_is_not_mentioned(paired: Desk) -> None:
    assert paired.sync().clock_off is None


def test_an_idle_sync_is_one_small_answer_beside_at_most_one_sign_in(paired: Desk) -> None:
    session = paired.session()
    paired.sync(session)
    bytes_before = session.counts.bytes_in
    idle = paired.sync(session)
    assert (idle.requests, idle.sign_ins) == (1, 0)
    assert session.counts.bytes_in == bytes_before
    for number in range(30):
        paired.write(f"more {number}")
    paired.sync(session)
    bytes_before = session.counts.bytes_in
    assert paired.sync(session).requests == 1
    assert session.counts.bytes_in == bytes_before


def test_a_new_process_signs_in_once(paired: Desk) -> None:
    report = paired.sync()
    assert report.sign_ins == 1
    assert report.requests <= 3


def test_a_token_that_the_backend_has_forgotten_is_renewed_once(paired: Desk, backend: Backend) -> None:
    session = paired.session()
    paired.sync(session)
    session._access = session._access[:-4] + "AAAA"
    report = paired.sync(session)
    assert (report.trouble, report.sign_ins) == (None, 1)


_SYNC = """
import secrets, sys
from datetime import UTC, datetime
from pathlib import Path
from tests.sync.desk import Desk, reopened
desk = Desk(Path(sys.argv[1]), reopened(Path(sys.argv[1])))
sys.stdin.readline()
for _ in range(5):
    desk.write(sys.argv[2])
    desk.sync()
desk.close()
"""


def test_two_processes_on_one_vault_deliver_everything_exactly_once(paired: Desk) -> None:
    command = [sys.executable, "-c", _SYNC, str(paired.folder)]
    root = str(Path(__file__).parents[2])
    both = [
        subprocess.Popen([*command, name], stdin=subprocess.PIPE, cwd=root, text=True)
        for name in ("first", "second")
    ]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.close()
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    report = paired.sync()
    assert (report.waiting, report.attention, report.logs) == (0, (), ())
    assert (arrived(paired, "first"), arrived(paired, "second")) == (5, 5)
    assert report.adopted == 0


def test_another_process_at_work_is_said_and_not_disturbed(paired: Desk) -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert other.stdin is not None
    stat = Path(f"/proc/{other.pid}/stat").read_text().rpartition(")")[2].split()
    holder = ProcessId(other.pid, this_process().boot_id, int(stat[19]))
    assert paired.vault.lease.take(holder, to_ms(paired.now()))
    paired.write("waits")
    report = paired.sync()
    assert (report.busy, report.waiting, report.requests) == (True, 1, 0)
    other.stdin.close()
    other.wait()
    assert paired.sync().all_is_well
