# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person is told of records that did not go as they should."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import msgspec
import pytest

from tbp_casefile.times import from_ms
from tbp_casefile.wire.envelope import Ref, read_record
from tbp_tui.commands import lines
from tbp_tui.i18n import set_language
from tbp_tui.services import show
from tbp_tui.services.errors import NoSuchRecord
from tbp_tui.services.open_case import OpenCase
from tbp_tui.sync import outbox
from tbp_tui.words.refusals import reason
from tbp_tui.world import World
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, chance, key
from tests.sync.desk import new_vault
from tests.sync.played import Device, Played, streamed
from tests.sync.test_upgrade import Letter, version


@pytest.fixture
def device(tmp_path: Path) -> Device:
    """The person's device at a backend that is played."""
    return Device(new_vault(tmp_path / "vault"), Played()).enrolled_here()


@pytest.fixture
def case(device: Device) -> Iterator[OpenCase]:
    """What its owner can do."""
    now = from_ms(device.backend.case.now_ms)
    case = OpenCase(device.vault, World({}, Path(), None, lambda: now, chance("world")))
    yield case
    case.close()


# --- what did not arrive ------------------------------------------------------------------------------------


@pytest.fixture
def refused(device: Device, case: OpenCase) -> str:
    """A question about the package that the backend refused once; its id."""
    log, honest = device.backend.case, device.backend.answer
    package = log.add("package", CONTENT["package"], by=key("authority"))
    device.sync()
    record = case.acknowledge(
        package.ref, "question", "Mag ik naar zee?", from_ms(log.now_ms), hold_seconds=0
    )

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.method != "POST" or "entries" not in request.url.path:
            return honest(request)
        result = {"id": record, "status": "refused", "code": "ended"}
        return streamed(200, msgspec.json.encode({"results": [result]}))

    device.backend.answer = answer  # type: ignore[method-assign]
    device.sync()
    device.backend.answer = honest  # type: ignore[method-assign]
    log.add("measure", CONTENT["measure"], by=key("authority"))
    device.sync()
    return record


def test_what_did_not_arrive_is_shown_with_its_words_and_the_reason(
    device: Device, case: OpenCase, refused: str
) -> None:
    now = from_ms(device.backend.case.now_ms)
    (line,) = case.status(now).attention
    assert (line.id, line.what, line.text, line.code) == (refused, "question", "Mag ik naar zee?", "ended")
    assert (line.thing, line.about) == ("package", CONTENT["package"]["version"])
    set_language("en")
    (said,) = list(lines.attention(case, now))
    assert said.startswith("Needs attention: I have a question: package, version ")
    assert "Mag ik naar zee?" in said
    assert reason("ended") in said


def test_sent_again_it_arrives_as_a_new_record_with_the_same_words(
    device: Device, case: OpenCase, refused: str
) -> None:
    now = from_ms(device.backend.case.now_ms)
    (before,) = device.vault.outbox.all()
    again = case.send_again(refused, now)
    assert again != refused
    assert device.sync().all_is_well
    old, new = read_record(before.jws).record, read_record(device.row(again).jws).record
    assert (new.body, new.about, new.kind, new.at) == (old.body, old.about, old.kind, old.at)
    assert new.seen != old.seen
    assert device.row(again).verdict == "counts"
    assert device.vault.outbox.all() == []


def test_kept_as_a_note_it_asks_nothing_any_more_and_can_still_be_sent(
    device: Device, case: OpenCase, refused: str
) -> None:
    now = from_ms(device.backend.case.now_ms)
    case.keep_as_note(refused)
    assert device.sync().all_is_well
    status = case.status(now)
    assert (status.attention, [line.text for line in status.kept]) == ((), ["Mag ik naar zee?"])
    assert all(line.id != refused for line in case.answers(package_of(device)))
    case.send_again(refused, now)
    assert device.sync().all_is_well
    assert case.status(now).kept == ()
    assert [line.text for line in case.answers(package_of(device))] == ["Mag ik naar zee?"]


def test_thrown_away_it_is_gone_and_only_what_needs_attention_can_be(
    device: Device, case: OpenCase, refused: str
) -> None:
    now = from_ms(device.backend.case.now_ms)
    case.throw_away(refused)
    assert case.status(now).attention == ()
    waits = case.acknowledge(package_of(device), "seen", "", now, hold_seconds=0)
    for forbidden in (case.throw_away, case.keep_as_note, lambda id_: case.send_again(id_, now)):
        with pytest.raises(NoSuchRecord):
            forbidden(waits)
    assert [line.id for line in case.status(now).queue] == [waits]


def package_of(device: Device) -> Ref:
    (row,) = device.vault.records.current(["package"])
    return read_record(row.jws).ref


# --- what needs a newer version -----------------------------------------------------------------------------


def test_how_many_messages_need_a_newer_version_is_said_and_that_they_are_kept(
    device: Device, case: OpenCase
) -> None:
    now = from_ms(device.backend.case.now_ms)
    for kind in ("letter", "letter", "postcard"):
        device.backend.case.add(kind, {"text": "later"}, by=key("person"))
    device.sync()
    assert case.status(now).not_understood == 3
    set_language("en")
    said = [line for line in lines.status(case, now) if "newer" in line]
    assert said == ["3 messages need a newer version of this program. They are kept until then."]
    items = json.loads(show.as_json(case, "status", now, "en"))["items"]
    assert [(item["state"], item["reason"]) for item in items if item["code"] == "newer-version"] == [
        ("kept", "3")
    ]
    with version({"letter_1": Letter}):
        device.sync()
        assert case.status(now).not_understood == 1


def test_what_needed_a_newer_version_is_found_by_its_words_after_the_upgrade(
    device: Device, case: OpenCase
) -> None:
    with version(without=("request",)):
        device.backend.case.add("request", CONTENT["request"], by=key("person"))
        device.sync()
        assert case.search("lecture", "nl") == ()
    device.sync()
    assert [found.kind for found in case.search("lecture", "nl")] == ["request"]


def test_what_another_version_put_in_the_outbox_breaks_nothing_here(device: Device, case: OpenCase) -> None:
    device.sync()
    now = from_ms(device.backend.case.now_ms)
    outbox.write(
        device.vault, scope=CASE, kind="request", body=Letter("Dag"), at=now, now=now, random=chance("w")
    )
    with version(without=("request",)):
        assert [line.kind for line in case.status(now).queue] == ["request"]
        assert case.requests(now) == ()
