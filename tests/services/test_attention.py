# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person is told of records that did not go as they should."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tbp_casefile.times import from_ms
from tbp_tui.commands import lines
from tbp_tui.i18n import set_language
from tbp_tui.services import show
from tbp_tui.services.open_case import OpenCase
from tbp_tui.sync import outbox
from tbp_tui.world import World
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, chance, key
from tests.sync.desk import new_vault
from tests.sync.played import Device, Played
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
