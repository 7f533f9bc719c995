# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What entries of a proven page are worth: what counts, what takes a place, what is ours (T49)."""

from dataclasses import dataclass

import msgspec
import pytest

from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.times import from_ms
from tbp_casefile.wire.api import Page
from tbp_tui.sync import known, outbox
from tbp_tui.vault.rows import OutboxRow
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, LogBuilder, chance, key, key_body, uuid4
from tests.sync.played import Device, Played, swap

MEASURE, CONTACT, MESSAGE = CONTENT["measure"], CONTENT["contact"], CONTENT["acknowledgement"]


def test_what_its_writer_may_not_write_is_set_aside_and_the_rest_is_taken(device: Device) -> None:
    log = device.backend.case
    forbidden = log.add("measure", MEASURE, by=key("person"))
    allowed = log.add("measure", MEASURE, by=key("authority"))
    device.sync()
    row = device.row(forbidden.record.id)
    assert (row.verdict, row.code, row.current) == ("set-aside", "may-not-write", 0)
    assert device.row(allowed.record.id).current == 1


def test_bytes_that_are_no_record_keep_their_place_in_the_chain(device: Device) -> None:
    device.backend.case.append("not a record")
    report = device.sync()
    assert report.all_is_well
    assert device.place().seq == device.backend.case.seq


def test_a_kind_of_a_later_version_is_kept(device: Device) -> None:
    later = device.backend.case.add("receipt", {"text": "later"}, by=key("person"))
    device.sync()
    assert device.row(later.record.id).verdict == "unknown"


def test_an_old_record_served_again_is_set_aside(synced: Device) -> None:
    log = synced.backend.case
    log.append(log.entries[-1].jws)
    synced.sync()
    again = log.add("measure", MEASURE, by=key("authority"))
    log.append(log.entries[0].jws)
    assert synced.sync().all_is_well
    codes = [
        code
        for (code,) in synced.vault._database.rows("SELECT code FROM records WHERE verdict = 'set-aside'")
    ]
    assert codes == ["known-id", "known-id"]
    assert synced.row(again.record.id).current == 1


def test_an_old_record_is_known_however_long_the_log_is(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More came in during one pull than is remembered: the vault knows the rest."""
    monkeypatch.setattr(known, "MOST", 3)
    device.backend.page_size = 2
    log = device.backend.case
    log.append(log.entries[0].jws)
    added = [log.add("measure", MEASURE, by=key("authority")) for _ in range(9)]
    for old in (added[0], added[8], added[4]):
        log.append(old.jws)
    assert device.sync().all_is_well
    found = device.vault._database.rows("SELECT code FROM records WHERE verdict = 'set-aside'")
    assert [code for (code,) in found] == ["known-id"] * 4
    standing = {row.id for row in device.vault.records.current(("measure",))}
    assert {one.record.id for one in added} <= standing


def test_members_are_told_again_from_what_is_held(synced: Device) -> None:
    log = synced.backend.case
    log.member("contact_person", "contact_person", ends=True)
    synced.sync()
    late = log.add("contact", CONTACT, by=key("contact_person"))
    synced.sync()
    assert (synced.row(late.record.id).verdict, synced.row(late.record.id).current) == ("late", 0)


def test_a_new_log_key_in_system_counts_for_the_other_logs_of_the_same_sync(synced: Device) -> None:
    new = key("new log key")
    synced.backend.system.add("key", key_body(new, ["head"]), by=key("root"))
    synced.backend.case.log_key = synced.backend.system.log_key = new
    assert synced.sync().all_is_well


# --- replaces --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """Two contacts for one thing, the second in the place of the first."""

    first: str
    second: str


def replacement(
    log: LogBuilder, *, first: str, then: str, kind: str = "contact", entity: str | None = None
) -> Written:
    old = log.add(kind, CONTACT, by=key(first)).record.id
    fields = {"replaces": [old], "entity": entity or old}
    return Written(old, log.add("contact", CONTACT, by=key(then), **fields).record.id)


@pytest.mark.parametrize("pages", [1, 500])
@pytest.mark.parametrize(
    ("first", "then"), [("contact_person", "contact_person"), ("authority", "contact_person")]
)
def test_the_same_member_and_the_keeper_take_a_place(
    device: Device, first: str, then: str, pages: int
) -> None:
    written = replacement(device.backend.case, first=first, then=then)
    device.backend.page_size = pages
    device.sync()
    assert (device.row(written.first).current, device.row(written.second).current) == (0, 1)


@pytest.mark.parametrize("pages", [1, 500])
def test_another_member_takes_no_place(device: Device, pages: int) -> None:
    log = device.backend.case
    ours = log.add("acknowledgement", MESSAGE, by=key("person")).record.id
    log.add(
        "acknowledgement",
        MESSAGE,
        by=key("contact_person"),
        replaces=[ours],
        entity=ours,
        **{"for": "person"},
    )
    device.backend.page_size = pages
    device.sync()
    assert device.row(ours).current == 1


@pytest.mark.parametrize("pages", [1, 500])
def test_another_entity_takes_no_place(device: Device, pages: int) -> None:
    written = replacement(
        device.backend.case, first="authority", then="authority", entity=uuid4("other thing")
    )
    device.backend.page_size = pages
    device.sync()
    assert device.row(written.first).current == 1


@pytest.mark.parametrize("pages", [1, 500])
def test_what_comes_later_is_not_replaced_by_what_came_before(device: Device, pages: int) -> None:
    log = device.backend.case
    later = uuid4("later")
    log.add("contact", CONTACT, by=key("authority"), replaces=[later], entity=later)
    log.add("contact", CONTACT, by=key("authority"), id=later)
    device.backend.page_size = pages
    device.sync()
    assert device.row(later).current == 1


@pytest.mark.parametrize("pages", [1, 500])
def test_what_came_late_takes_no_place(device: Device, pages: int) -> None:
    log = device.backend.case
    old = log.add("contact", CONTACT, by=key("contact_person")).record.id
    log.member("contact_person", "contact_person", ends=True)
    log.add("contact", CONTACT, by=key("contact_person"), replaces=[old], entity=old)
    device.backend.page_size = pages
    device.sync()
    assert device.row(old).current == 1


# --- our own ---------------------------------------------------------------------------------------------


def test_a_record_by_our_key_that_we_never_wrote_is_adopted_and_counted(synced: Device) -> None:
    written = synced.backend.case.add("acknowledgement", MESSAGE, by=key("person"))
    assert synced.sync().adopted == 1
    assert synced.row(written.record.id).verdict == "counts"


def test_a_forgery_in_our_name_is_not_adopted(synced: Device) -> None:
    honest = synced.backend.case.sign("acknowledgement", MESSAGE, by=key("person")).jws
    synced.backend.case.append(swap(honest, -20))
    assert synced.sync().adopted == 0


def test_a_page_that_another_process_took_over_meanwhile_is_not_taken_twice(synced: Device) -> None:
    other = Device(synced.vault.another(), Played(synced.backend.system, synced.backend.case))

    def meanwhile(page: Page) -> bytes:
        other.sync()
        return msgspec.json.encode(page)

    synced.backend.lies[CASE] = meanwhile
    synced.sync()
    other.vault.close()
    assert synced.vault.records.count() == synced.backend.case.seq + synced.backend.system.seq


def acknowledge(device: Device) -> OutboxRow:
    now = from_ms(device.backend.case.now_ms)
    body = Acknowledgement("seen")
    return outbox.write(
        device.vault, scope=CASE, kind="acknowledgement", body=body, at=now, now=now, random=chance("own")
    )


def test_a_record_that_came_too_late_needs_attention_and_keeps_its_text(synced: Device) -> None:
    written = acknowledge(synced)
    synced.backend.case.member("person", "person", ends=True)
    report = synced.sync()
    assert [(item.id, item.code) for item in report.attention] == [(written.id, "late")]
    assert synced.vault.outbox.all()[0].jws == written.jws


def test_a_record_that_is_set_aside_needs_attention(synced: Device) -> None:
    written = acknowledge(synced)
    synced.backend.case.add("closing", {}, by=key("office"))
    synced.sync()
    assert [(row.id, row.state, row.code) for row in synced.vault.outbox.all()] == [
        (written.id, "attention", "closed")
    ]


def test_what_the_backend_stored_and_does_not_show_is_offered_again(synced: Device) -> None:
    written = acknowledge(synced)
    synced.backend.forgets = True
    assert synced.sync().waiting == 1
    synced.backend.forgets = False
    assert synced.sync().all_is_well
    assert synced.row(written.id).verdict == "counts"
