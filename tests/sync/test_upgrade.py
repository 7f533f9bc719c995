# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""After an upgrade everything stands as if the new version had been there from the start (T37).

The old version is this program without some kinds: it keeps what it cannot read.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from tbp_casefile import model
from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.times import from_ms
from tbp_casefile.wire.envelope import Record, read_record
from tbp_tui.sync import editions, judging, outbox
from tbp_tui.sync.states import Standing
from tbp_tui.vault.keys import DeviceKeys
from tests.casefile.bodies import CONTENT, authority_change
from tests.logs import CASE, OFFICE, LogBuilder, chance, key, key_body, keys_body
from tests.sync.desk import contents, new_vault
from tests.sync.played import Device

CONTACT, MEASURE, ACKNOWLEDGED = CONTENT["contact"], CONTENT["measure"], CONTENT["acknowledgement"]


class Letter(msgspec.Struct, frozen=True):
    """A body that only the newer version knows."""

    text: str


@contextmanager
def version(
    newer: dict[str, type[msgspec.Struct]] | None = None,
    *,
    without: tuple[str, ...] = (),
    **more: type[msgspec.Struct],
) -> Iterator[None]:
    """This program as another version of it: without kinds, or with kinds and schemas (`kind_schema`)."""
    before = dict(model.BODIES), dict(model._DECODERS)
    for name in [name for name in model.BODIES if name[0] in without]:
        del model.BODIES[name], model._DECODERS[name]
    for given, shape in (more | (newer or {})).items():
        kind, schema = given.rsplit("_", 1)
        model.BODIES[kind, int(schema)] = shape
        model._DECODERS[kind, int(schema)] = msgspec.json.Decoder(shape)
    try:
        yield
    finally:
        model.BODIES.clear()
        model._DECODERS.clear()
        model.BODIES.update(before[0])
        model._DECODERS.update(before[1])


def same_read_by(device: Device, folder: Path) -> Device:
    """Another device of the same person, that was never older: it reads everything from the start."""
    fresh = Device(new_vault(folder), device.backend).enrolled_here()
    assert fresh.sync().all_is_well
    return fresh


def replaced_contact(log: LogBuilder) -> None:
    old = log.add("contact", CONTACT, by=key("contact_person")).record.id
    log.add("contact", CONTACT, by=key("authority"), replaces=[old], entity=old)


def handed_over(log: LogBuilder) -> None:
    """What comes after the handover counts only for who understood it."""
    log.device("authority", key("second desk"))
    body = authority_change("municipality", **{"from": "authority"})
    log.add("authority_change", body, by=key("authority"))
    log.device("municipality", key("municipality"))
    log.add("measure", MEASURE, by=key("municipality"))
    log.add("measure", MEASURE, by=key("authority"))


def several(log: LogBuilder) -> None:
    replaced_contact(log)
    log.add("contact", CONTACT, by=key("person"))  # may not
    log.add("acknowledgement", {**ACKNOWLEDGED, "later": [1]}, by=key("person"))
    log.add("select", {"anything": 1}, by=key("person"))
    log.append("not a record")


def replaced_by_who_had_left(log: LogBuilder) -> None:
    """A place that was taken by who turns out to have left before is free again."""
    old = log.add("contact", CONTACT, by=key("contact_person")).record.id
    log.device("authority", key("second desk"))
    log.add(
        "authority_change", authority_change("municipality", **{"from": "authority"}), by=key("authority")
    )
    log.add("contact", CONTACT, by=key("authority"), replaces=[old], entity=old)


@pytest.mark.parametrize("page_size", [1, 500])
@pytest.mark.parametrize(
    ("story", "kind"),
    [
        (replaced_contact, "contact"),
        (replaced_by_who_had_left, "authority_change"),
        (handed_over, "authority_change"),
        (several, "contact"),
    ],
)
def test_what_an_older_version_kept_is_worth_what_it_would_have_been(
    story: Callable[[LogBuilder], None],
    kind: str,
    page_size: int,
    device: Device,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    device.backend.page_size = page_size
    monkeypatch.setattr(judging, "BATCH", page_size)
    with version(without=(kind,)):
        story(device.backend.case)
        assert device.sync().all_is_well
        assert editions.not_understood(device.vault)[CASE] > 0
        older = contents(device.vault)
    assert judging.catch_up(device.vault)
    newer = contents(device.vault)
    assert newer != older
    fresh = same_read_by(device, tmp_path / "fresh")
    assert newer == contents(fresh.vault)
    assert editions.not_understood(device.vault) == editions.not_understood(fresh.vault)


def test_judging_again_is_done_once_and_changes_nothing_the_second_time(device: Device) -> None:
    with version(without=("contact",)):
        several(device.backend.case)
        device.sync()
    assert judging.catch_up(device.vault)
    once = contents(device.vault)
    assert not judging.catch_up(device.vault)
    device.vault.set_meta("sync.edition", b"of another version")
    assert judging.catch_up(device.vault)
    assert contents(device.vault) == once


def test_an_older_version_that_comes_back_keeps_what_it_cannot_read_and_says_how_much(
    device: Device, tmp_path: Path
) -> None:
    several(device.backend.case)
    handed_over(device.backend.case)
    device.sync()
    newest = contents(device.vault)
    with version(without=("contact", "authority_change")):
        assert judging.catch_up(device.vault)
        assert editions.not_understood(device.vault) == {CASE: 4}
        assert contents(device.vault) == contents(same_read_by(device, tmp_path / "old").vault)
    assert judging.catch_up(device.vault)
    assert contents(device.vault) == newest


def test_a_newer_schema_of_a_known_kind_is_read_after_the_upgrade(device: Device) -> None:
    newer = device.backend.case.add("acknowledgement", {"text": "later"}, by=key("person"), schema=2)
    device.sync()
    assert device.row(newer.record.id).verdict == "unknown"
    with version(acknowledgement_2=Letter):
        judging.catch_up(device.vault)
        assert (device.row(newer.record.id).verdict, device.row(newer.record.id).current) == ("counts", 1)
        assert editions.not_understood(device.vault) == {}


def test_a_key_that_only_the_newer_version_reads_counts_for_every_log(device: Device) -> None:
    """`system` first: what an office with a new key wrote into a case was set aside as of nobody known."""
    new = key("new office")
    played = device.backend
    with version(without=("key",), key_1=model.BODIES["key", 1]):
        body = key_body(new, ["grant"])
        played.system.add("key", body, by=key("root"), schema=2)
        played.case.member("relative of a friend", "contact_person", by=new)
        assert device.sync().all_is_well
    (set_aside,) = [row for row in device.vault.records.entries(CASE, 0, 100) if row.verdict == "set-aside"]
    with version(key_2=model.BODIES["key", 1]):
        judging.catch_up(device.vault)
        assert device.vault.records.entries(CASE, set_aside.seq - 1, 1)[0].verdict == "counts"


def test_a_key_that_turns_out_to_have_ended_is_no_longer_believed_in_any_log(device: Device) -> None:
    """Nothing of the case was in doubt, and still it is judged again: its writers hang on the keys."""
    new, played = key("new office"), device.backend
    played.system.add("key", key_body(new, ["grant"]), by=key("root"))
    played.system.add("key", key_body(new, []), by=key("root"), schema=2)
    member = played.case.member("friend", "contact_person", by=new)
    assert device.sync().all_is_well
    assert device.row(member.record.id).verdict == "counts"
    with version(key_2=model.BODIES["key", 1]):
        judging.catch_up(device.vault)
        assert device.row(member.record.id).code == "unknown-device"


def test_two_histories_that_only_the_newer_version_sees_are_kept_as_evidence(device: Device) -> None:
    """What was set aside proved nothing; now its writer counts, and saw another history."""
    new, played = key("new office"), device.backend
    played.system.add("key", key_body(new, ["grant"]), by=key("root"), schema=2)
    other = {"epoch": 1, "seq": 2, "hash": "00" * 32}
    added = played.case.add("member", {"member": "friend", "role": "person"}, by=new, seen=other)
    assert device.sync().all_is_well
    with version(key_2=model.BODIES["key", 1]):
        judging.catch_up(device.vault)
        assert (device.place().state, device.place().code) == (Standing.REFUSED, "other-history")
        assert device.row(added.record.id).verdict == "set-aside"
        (kept,) = device.vault.evidence()
        assert kept.what == "other-history"


# --- our own ------------------------------------------------------------------------------------------------


def wrote(device: Device, kind: str = "acknowledgement") -> Record:
    now = from_ms(device.backend.case.now_ms)
    row = outbox.write(
        device.vault,
        scope=CASE,
        kind=kind,
        body=Acknowledgement("seen", "Dank u."),
        at=now,
        now=now,
        random=chance(kind),
    )
    return read_record(row.jws).record


def test_a_record_of_our_own_that_counts_after_all_leaves_needs_attention(device: Device) -> None:
    """It was set aside, because this version could not read how this device came in."""
    second, log = key("second"), device.backend.case
    DeviceKeys(second.seed, (7).to_bytes(32, "big"), bytes(32)).save(device.vault)
    body = {"member": "person", "device": second.device_id, "keys": keys_body(second)}
    log.add("device", body, by=OFFICE, schema=2)
    device.sync()
    record = wrote(device)
    device.sync()
    (row,) = device.vault.outbox.all()
    assert (row.id, row.state, row.code) == (record.id, "attention", "unknown-device")
    with version(device_2=model.BODIES["device", 1]):
        judging.catch_up(device.vault)
        assert device.vault.outbox.all() == []
        assert device.row(record.id).verdict == "counts"


def test_a_record_of_our_own_that_does_not_count_after_all_comes_back_with_its_text(device: Device) -> None:
    device.sync()
    with version(without=("acknowledgement",)):
        record = wrote(device, "acknowledgement")
        log = device.backend.case
        log.add("member", {"member": "person", "role": "person", "ends": True}, by=OFFICE, schema=2)
        assert device.sync().all_is_well
    assert device.vault.outbox.all() == []
    with version(member_2=model.BODIES["member", 1]):
        judging.catch_up(device.vault)
        (row,) = device.vault.outbox.all()
        assert (row.id, row.state, row.code) == (record.id, "attention", "late")
        assert device.place().state == Standing.ENDED
    judging.catch_up(device.vault)
    assert device.vault.outbox.all() == []
    assert device.place().state == Standing.OPEN


# --- two editions at once -----------------------------------------------------------------------------------


def test_a_process_of_an_older_version_that_is_still_open_judges_again_before_it_goes_on(
    device: Device,
) -> None:
    device.backend.case.add("contact", CONTACT, by=key("contact_person"))
    device.sync()
    with version(without=("contact",)):
        device.backend.case.add("contact", CONTACT, by=key("contact_person"))
        assert device.sync().all_is_well
        assert editions.not_understood(device.vault) == {CASE: 2}
    assert device.sync().all_is_well
    assert editions.not_understood(device.vault) == {}


# --- names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["select", "drop", "order_by", "from", "null", "values", "records", "x" * 40]
)
def test_a_kind_with_a_name_that_means_something_elsewhere_is_harmless(kind: str, device: Device) -> None:
    added = device.backend.case.add(kind, {"select": "'; drop table records; --"}, by=key("person"))
    assert device.sync().all_is_well
    assert device.row(added.record.id).verdict == "unknown"
    with version({f"{kind}_1": Letter}):
        judging.catch_up(device.vault)
        assert device.row(added.record.id).code == "bad-body"
    assert device.vault.records.history([kind])
