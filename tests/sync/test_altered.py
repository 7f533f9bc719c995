# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One thing is wrong with a page: it is refused whole, said, and the vault is as it was (T16, T19)."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from tbp_casefile.wire.api import Page
from tests.logs import CASE, SYSTEM, LogBuilder, key
from tests.sync.desk import contents
from tests.sync.played import Device, swap


def altered(change: Callable[[dict[str, Any]], None]) -> Callable[[Page], bytes]:
    def lie(page: Page) -> bytes:
        document = msgspec.to_builtins(page)
        document["entries"] = list(document["entries"])
        change(document)
        return msgspec.json.encode(document)

    return lie


def in_entry(field: str, place: int) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        entry = document["entries"][-1]
        entry[field] = swap(entry[field], place) if field == "jws" else entry[field] + place

    return change


def in_head(place: int) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        document["head"] = swap(document["head"], place)

    return change


ONE_BYTE = {
    "record header": in_entry("jws", 5),
    "record payload": in_entry("jws", 200),
    "record signature": in_entry("jws", -10),
    "received": in_entry("received", 1),
    "seq": in_entry("seq", 1),
    "head header": in_head(5),
    "head payload": in_head(200),
    "head signature": in_head(-10),
    "entry dropped": lambda document: document["entries"].pop(),
    "entry repeated": lambda document: document["entries"].append(document["entries"][-1]),
    "head absent": lambda document: document.pop("head"),
    "no entries": lambda document: document["entries"].clear(),
    "endless": lambda document: document.update(entries=[], more=True),
}


@pytest.mark.parametrize("what", ONE_BYTE)
def test_a_page_with_one_byte_altered_is_refused_and_changes_nothing(synced: Device, what: str) -> None:
    before = contents(synced.vault)
    synced.backend.lies[CASE] = altered(ONE_BYTE[what])
    report = synced.sync()
    assert contents(synced.vault) == before
    (trouble,) = report.logs
    assert (trouble.scope, trouble.standing) == (CASE, "refused")
    assert trouble.code in {"page-refused", "sync.bad-answer"}
    assert trouble.reason


def test_no_byte_of_entries_or_head_can_be_altered(synced: Device) -> None:
    honest = msgspec.json.encode(synced.backend.case.page(synced.place().seq))
    before = contents(synced.vault)
    for place in range(0, honest.rindex(b'"more"'), 7):
        lie = honest[:place] + bytes([honest[place] ^ 1]) + honest[place + 1 :]
        synced.backend.lies[CASE] = lambda page, lie=lie: lie  # type: ignore[misc]
        synced.sync()
        assert contents(synced.vault) == before, lie[max(0, place - 20) : place + 20]


def test_a_membership_altered_in_the_middle_is_refused(device: Device) -> None:
    forged = LogBuilder(CASE)
    forged.found("case")
    forged.member("authority", "authority")
    device.backend.lies[CASE] = lambda page: msgspec.json.encode(
        msgspec.structs.replace(
            page, entries=(*page.entries[:1], forged.page().entries[1], *page.entries[2:])
        )
    )
    honest = contents(device.vault)
    device.backend.hidden.add(SYSTEM)
    device.sync()
    assert contents(device.vault) == honest


def test_what_is_refused_in_one_log_does_not_hold_up_another(device: Device) -> None:
    device.backend.lies[CASE] = lambda page: b"not json"
    device.sync()
    assert device.place(SYSTEM).seq == device.backend.system.seq
    assert device.place(CASE).seq == 0


def test_a_refused_log_is_taken_over_as_soon_as_it_proves_itself(synced: Device) -> None:
    synced.backend.lies[CASE] = lambda page: b"not json"
    assert not synced.sync().all_is_well
    synced.backend.lies.clear()
    assert synced.sync().all_is_well
    assert (synced.place().state, synced.place().code) == ("open", "")


def test_a_head_by_a_key_that_the_root_does_not_vouch_for_is_refused(synced: Device) -> None:
    synced.backend.case.log_key = key("another log key")
    assert synced.sync().logs[0].reason == "head key"


@pytest.mark.parametrize("scope", ["../../etc", "", "CASE", "0" * 36])
def test_a_log_with_a_name_that_is_no_id_is_no_answer(synced: Device, scope: str) -> None:
    synced.backend.others.append(LogBuilder(CASE))
    synced.backend.others[0].scope = scope
    report = synced.sync()
    assert report.trouble is not None
    assert report.trouble.code == "sync.bad-answer"
