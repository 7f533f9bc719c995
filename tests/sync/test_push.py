# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Up, to a backend that answers oddly: nothing is lost, and nothing holds up the rest (T30)."""

from collections.abc import Callable
from typing import Any

import httpx2
import msgspec
import pytest

from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.times import from_ms
from tbp_casefile.wire.envelope import read_record
from tbp_tui.sync import outbox
from tbp_tui.sync.errors import BadAnswer, ServerTrouble
from tests.logs import CASE, case_log, chance, uuid4
from tests.sync.desk import Desk
from tests.sync.played import Device, streamed

SECOND = uuid4("second case")
draw = chance("push")


def acknowledge(device: Device, scope: str = CASE) -> str:
    now = from_ms(device.backend.case.now_ms)
    body = Acknowledgement("seen")
    return outbox.write(
        device.vault, scope=scope, kind="acknowledgement", body=body, at=now, now=now, random=draw
    ).id


def answering(device: Device, change: Callable[[dict[str, Any]], None]) -> None:
    """Let the backend take what is pushed, and answer something else."""
    honest = device.backend.answer

    def answer(request: httpx2.Request) -> httpx2.Response:
        answered = honest(request)
        if request.method != "POST" or "entries" not in request.url.path:
            return answered
        document = msgspec.json.decode(b"".join(answered.iter_raw()))
        change(document)
        return streamed(200, msgspec.json.encode(document))

    device.backend.answer = answer  # type: ignore[method-assign]


@pytest.fixture
def waiting(synced: Device) -> Device:
    """A device that is up to date, with two cases and an answer for each."""
    synced.backend.others.append(case_log(SECOND))
    assert synced.sync().all_is_well
    acknowledge(synced)
    acknowledge(synced, SECOND)
    return synced


def test_a_log_that_takes_nothing_does_not_hold_up_another(waiting: Device) -> None:
    waiting.backend.refusals[f"/v1/logs/{CASE}/entries"] = (404, "not-a-member")
    report = waiting.sync()
    assert (report.delivered, report.waiting) == (1, 1)
    assert [(log.scope, log.code) for log in report.logs] == [(CASE, "sync.not-a-member")]
    waiting.backend.refusals.clear()
    assert waiting.sync().all_is_well


def test_what_the_backend_is_too_old_for_waits_and_goes_when_it_was_renewed(waiting: Device) -> None:
    honest, stored = waiting.backend.answer, waiting.backend.case.seq

    def too_old(request: httpx2.Request) -> httpx2.Response:
        if request.method != "POST" or CASE not in request.url.path:
            return honest(request)
        pushed = msgspec.json.decode(request.read())["records"]
        results = [
            {"id": read_record(jws).record.id, "status": "refused", "code": "unknown-kind"} for jws in pushed
        ]
        return streamed(200, msgspec.json.encode({"results": results}))

    waiting.backend.answer = too_old  # type: ignore[method-assign]
    report = waiting.sync()
    assert (report.delivered, report.postponed, report.waiting, report.attention) == (1, 1, 1, ())
    (row,) = waiting.vault.outbox.all()
    assert (row.state, row.code) == ("waiting", "unknown-kind")
    waiting.backend.answer = honest  # type: ignore[method-assign]
    assert waiting.sync().all_is_well
    assert waiting.backend.case.seq == stored + 1


ODD: dict[str, Callable[[dict[str, Any]], None]] = {
    "too few results": lambda document: document["results"].clear(),
    "too many results": lambda document: document["results"].extend(document["results"] * 1),
    "about another record": lambda document: document["results"][0].update(id=uuid4("another")),
    "neither stored nor refused": lambda document: document["results"][0].update(status="perhaps"),
    "no results": lambda document: document.pop("results"),
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_answer_leaves_everything_waiting_until_the_log_shows_it(waiting: Device, what: str) -> None:
    answering(waiting, ODD[what])
    assert waiting.sync().waiting == 2
    assert {row.state for row in waiting.vault.outbox.all()} == {"waiting"}
    assert waiting.sync().delivered == 2


def test_a_code_that_is_no_code_is_not_kept(waiting: Device) -> None:
    refused = {"status": "refused", "code": "\x1b[31m" * 10}
    answering(waiting, lambda document: document["results"][0].update(refused))
    waiting.backend.forgets = True
    assert {item.code for item in waiting.sync().attention} == {"refused"}


def test_a_backend_that_cannot_now_gets_it_later(waiting: Device) -> None:
    waiting.backend.refusals[f"/v1/logs/{CASE}/entries"] = (503, "unavailable")
    assert isinstance(waiting.sync().trouble, ServerTrouble)
    waiting.backend.refusals.clear()
    assert waiting.sync().all_is_well


def test_a_device_that_is_shut_out_while_it_pushes_keeps_its_outbox(waiting: Device) -> None:
    waiting.backend.refusals[f"/v1/logs/{CASE}/entries"] = (403, "device-revoked")
    report = waiting.sync()
    assert (report.trouble, report.waiting) == (None, 1)
    assert [(log.scope, log.code) for log in report.logs] == [(CASE, "sync.device-revoked")]


def test_what_is_wrong_with_a_push_is_named(waiting: Device) -> None:
    assert BadAnswer(reason="results").values == {"reason": "results"}
    waiting.backend.refusals[f"/v1/logs/{CASE}/entries"] = (413, "too-large")
    report = waiting.sync()
    assert (report.trouble, report.waiting) == (None, 1)
    assert [(log.scope, log.code) for log in report.logs] == [(CASE, "sync.request-refused")]


def test_one_record_that_is_refused_for_good_in_the_middle_of_500_holds_up_none(paired: Desk) -> None:
    """T30, at a real backend: 499 arrive, the one is shown with its reason and kept with its text."""
    before = paired.vault.scope(paired.case)
    assert before
    for number in range(250):
        paired.write(f"Antwoord {number}")
    now, body = paired.now(), Acknowledgement("seen", "Vraagbaak")
    refused = outbox.write(
        paired.vault, scope=paired.case, kind="contact", body=body, at=now, now=now, random=draw
    )
    for number in range(249):
        paired.write(f"Later antwoord {number}")
    report = paired.sync()
    assert (report.trouble, report.delivered, report.waiting) == (None, 499, 0)
    assert [(one.id, one.code) for one in report.attention] == [(refused.id, "may-not-write")]
    after = paired.vault.scope(paired.case)
    assert after
    assert after.seq == before.seq + 499
    (kept,) = paired.vault.outbox.all()
    assert kept.jws == refused.jws
