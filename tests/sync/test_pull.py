# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Down, from a backend that may lie: what proves nothing changes nothing, nothing is deleted (T44, T45)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tbp_casefile.wire.api import Page
from tbp_tui.sync import standing
from tbp_tui.sync.errors import DeviceRevoked
from tests.casefile.bodies import CONTENT
from tests.logs import CASE, SYSTEM, LogBuilder, case_log, key, key_body, uuid4
from tests.sync.desk import contents, new_vault
from tests.sync.played import Device, Played

MEASURE, CONTACT, MESSAGE = CONTENT["measure"], CONTENT["contact"], CONTENT["acknowledgement"]


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    """The person's device at an honest backend, with nothing received yet."""
    vault = new_vault(tmp_path / "vault")
    yield Device(vault, Played()).enrolled_here()
    vault.close()


@pytest.fixture
def synced(device: Device) -> Device:
    """The same with everything received, and one entry more at the backend."""
    device.backend.case.add("measure", MEASURE, by=key("authority"))
    assert device.sync().all_is_well
    device.backend.case.add("measure", MEASURE, by=key("authority"))
    return device


# --- honest --------------------------------------------------------------------------------------------


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


# --- one byte is wrong ---------------------------------------------------------------------------------


def altered(change: Callable[[dict[str, Any]], None]) -> Callable[[Page], bytes]:
    def lie(page: Page) -> bytes:
        document = msgspec.to_builtins(page)
        document["entries"] = list(document["entries"])
        change(document)
        return msgspec.json.encode(document)

    return lie


def swap(text: str, place: int) -> str:
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]


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


@pytest.mark.parametrize("path", ["/v1/tokens", "/v1/logs", f"/v1/logs/{CASE}/entries"])
def test_device_revoked_deletes_nothing_and_can_be_taken_back(synced: Device, path: str) -> None:
    before = contents(synced.vault)
    synced.backend.refusals[path] = (403, "device-revoked")
    report = synced.sync()
    assert isinstance(report.trouble, DeviceRevoked)
    assert {log.standing for log in report.logs} == {"unconfirmed"}
    assert contents(synced.vault) == before
    synced.backend.refusals.clear()
    assert synced.sync().all_is_well


def test_an_ending_that_stands_in_the_log_ends_the_log_here(synced: Device) -> None:
    synced.backend.case.member("person", "person", ends=True)
    synced.sync()
    assert synced.place().state == "ended"
    synced.backend.refusals["/v1/logs"] = (403, "device-revoked")
    synced.sync()
    assert synced.place().state == "ended"


def test_another_epoch_is_noted_and_changes_nothing(synced: Device) -> None:
    before = contents(synced.vault)
    synced.backend.refusals[f"/v1/logs/{CASE}/entries"] = (409, "unknown-epoch")
    assert synced.sync().logs[0].code == "sync.unknown-epoch"
    assert contents(synced.vault) == before


# --- what entries are worth ------------------------------------------------------------------------------


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
    later = device.backend.case.add("message", {"text": "later"}, by=key("person"))
    device.sync()
    assert device.row(later.record.id).verdict == "unknown"


def test_an_old_record_served_again_is_set_aside(synced: Device) -> None:
    log = synced.backend.case
    log.append(log.entries[-1].jws)
    synced.sync()
    again = log.add("measure", MEASURE, by=key("authority"))
    log.append(log.entries[0].jws)
    assert synced.sync().all_is_well
    known = [
        code
        for (code,) in synced.vault._database.rows("SELECT code FROM records WHERE verdict = 'set-aside'")
    ]
    assert known == ["known-id", "known-id"]
    assert synced.row(again.record.id).current == 1


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
