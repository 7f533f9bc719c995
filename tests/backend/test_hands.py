# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""By whose hand a history is signed: docs/decisions/0007-history-in-a-case-file.md, held to."""

import base64
import os
from pathlib import Path

import pytest

from tbp_backend.keys import load_signing_key
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model.control import Device
from tbp_casefile.tables import Role
from tests.backend.desk import NOW, OWN_FILE, SHIPPED, Desk, Entry, Log, case_file, text_of

FILES = (*SHIPPED, OWN_FILE)
OFFICE = {Role.AUTHORITY, Role.OFFICE}
BY_CONTACT_PERSON = {
    *("contact_moment", "answer", "obligation_state", "employer_duty"),
    *("task", "handover_brief"),
}
BY_EMPLOYER = {"duty_state"}
BY_PERSON = {"acknowledgement", "confirmation", "request", "evaluation"}
CONTROL = {"scope", "member", "device"}


@pytest.fixture(params=FILES, ids=lambda path: path.stem[:2])
def path(request: pytest.FixtureRequest) -> Path:
    """Each case that comes with the program, and one of our own."""
    file: Path = request.param
    return file


def devices(log: Log, role: Role) -> dict[str, list[Entry]]:
    """By device of members with this role: where it is added and where it is ended."""
    found: dict[str, list[Entry]] = {}
    for entry in log.of("device"):
        body: Device = entry.body
        if log.state.members[body.member].role is role:
            found.setdefault(body.device, []).append(entry)
    return found


@pytest.mark.parametrize("own_devices", [False, True], ids=["noted down", "own devices"])
async def test_devices_of_an_import_are_added_and_ended_by_the_office(
    tmp_path: Path, path: Path, own_devices: bool
) -> None:
    desk = Desk(tmp_path / "office", text_of(path))
    await desk.bring(own_devices=own_devices)
    seen: set[Role] = set()
    for log in (await desk.logs()).values():
        for role in set(Role) - OFFICE:
            for device, entries in devices(log, role).items():
                added, ended = entries  # once each
                assert (added.body.ends, ended.body.ends, ended.body.late) == (False, True, False)
                assert {entry.writer.role for entry in entries} <= OFFICE
                assert added.body.proof is None
                known = log.state.devices[device]
                assert (known.ended, known.late) == (True, False)
                first, last = log.entries.index(added), log.entries.index(ended)
                written = [n for n, entry in enumerate(log.entries) if entry.record.device == device]
                assert written
                assert first < min(written) <= max(written) < last
                seen.add(role)
    assert Role.CONTACT_PERSON in seen
    assert seen <= {Role.CONTACT_PERSON, Role.EMPLOYER} | (
        {Role.PERSON, Role.RELATIVE} if own_devices else set()
    )


async def test_a_device_of_who_leaves_is_ended_before_the_membership(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office", text_of(OWN_FILE))
    await desk.bring()
    stayed: list[Entry] = []
    for log in (await desk.logs()).values():
        ends = [entry for entry in log.entries if entry.kind in {"member", "device"} and entry.body.ends]
        of_first = [entry for entry in ends if entry.body.member == "contact-8"]
        if "contact-8" not in log.state.members:
            continue  # what supporters keep
        assert [entry.kind for entry in of_first] == ["device", "member"]
        assert {entry.record.at for entry in of_first} == {"2025-06-17T09:00:00+02:00"}
        stayed += [entry for entry in ends if entry.kind == "device" and entry not in of_first]
    assert {entry.body.member for entry in stayed} == {"contact-9", "employer-8"}
    assert {entry.record.at for entry in stayed} == {"2026-04-20T12:30:00+02:00"}  # now


@pytest.mark.parametrize("own_devices", [False, True], ids=["noted down", "own devices"])
async def test_no_key_of_an_import_is_kept_on_disk(
    tmp_path: Path, path: Path, own_devices: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All chance that is drawn is noted; the seed of each device must be in it, so the search can find."""
    drawn: list[bytes] = []
    draw = os.urandom

    def noted(count: int) -> bytes:
        drawn.append(draw(count))
        return drawn[-1]

    monkeypatch.setattr("os.urandom", noted)
    desk = Desk(tmp_path / "office", text_of(path))
    await desk.bring(own_devices=own_devices)
    logs = await desk.logs()
    guests = {body.device for log in logs.values() for body in log.bodies("device") if body.ends}
    seeds = {SigningKey.from_seed(seed).device_id: seed for seed in drawn if len(seed) == 32}
    assert guests
    assert guests <= seeds.keys()
    kept = {file: file.read_bytes() for file in desk.home.path.rglob("*") if file.is_file()}
    offices = [load_signing_key(file) for file in kept if file.suffix == ".key" and len(kept[file]) == 32]
    assert {key.device_id for key in offices}.isdisjoint(guests)
    on_disk = b"".join(kept.values())
    assert any(spelling in on_disk for key in offices for spelling in spellings(key.seed))
    assert not [guest for guest in guests if any(one in on_disk for one in spellings(seeds[guest]))]


def spellings(seed: bytes) -> tuple[bytes, ...]:
    """How a key may stand in a file."""
    return seed, seed.hex().encode(), base64.b64encode(seed), base64.urlsafe_b64encode(seed).rstrip(b"=")


async def test_words_of_person_and_relative_are_written_for_them_by_the_authority(
    tmp_path: Path, path: Path
) -> None:
    desk, file = Desk(tmp_path / "office", text_of(path)), case_file(path)
    await desk.bring()
    for log in (await desk.logs()).values():
        for entry in log.entries:
            if entry.kind in BY_PERSON:
                assert entry.writer.role is Role.AUTHORITY
                assert entry.record.written_for in file.members
                assert file.members[entry.record.written_for].role in {Role.PERSON, Role.RELATIVE}
            else:
                assert entry.record.written_for is None
        assert not devices(log, Role.PERSON)
        assert not devices(log, Role.RELATIVE)


async def test_in_the_demo_person_and_relative_speak_with_devices_of_their_own(
    tmp_path: Path, path: Path
) -> None:
    noted, demo = Desk(tmp_path / "noted", text_of(path)), Desk(tmp_path / "demo", text_of(path))
    await noted.bring()
    await demo.bring(own_devices=True)
    for name, log in (await demo.logs()).items():
        assert all(entry.record.written_for is None for entry in log.entries)
        said = [entry for entry in log.entries if entry.kind in BY_PERSON]
        before = [entry for entry in (await noted.logs())[name].entries if entry.kind in BY_PERSON]
        assert [entry.body for entry in said] == [entry.body for entry in before]
        assert [entry.writer.member for entry in said] == [entry.record.written_for for entry in before]
        assert {entry.writer.role for entry in said} <= {Role.PERSON, Role.RELATIVE}


async def test_contact_person_and_employer_sign_in_their_own_name_each_in_their_days(
    tmp_path: Path, path: Path
) -> None:
    desk, file = Desk(tmp_path / "office", text_of(path)), case_file(path)
    await desk.bring()
    for name, log in (await desk.logs()).items():
        for entry in log.entries:
            mine = BY_CONTACT_PERSON | ({"contact"} if name == "family" else set())
            if entry.kind not in mine | BY_EMPLOYER:
                assert entry.writer.role in OFFICE or entry.record.written_for, entry.kind
                continue
            role = Role.EMPLOYER if entry.kind in BY_EMPLOYER else Role.CONTACT_PERSON
            assert entry.writer.role is role
            row = file.members[entry.writer.member]
            day = entry.record.moment.astimezone(NOW.tzinfo).date()
            assert row.role is role
            assert (row.from_ or day) <= day <= (row.until or day)


async def test_a_reply_to_a_concern_is_by_who_heard_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office", text_of(OWN_FILE))
    await desk.bring()
    concern, reply = [
        entry for entry in (await desk.log()).of("contact_moment") if entry.body.kind == "concern"
    ]
    assert reply.record.replaces == (concern.record.id,)
    assert (concern.writer.member, reply.writer.member) == ("contact-8", "contact-8")
    assert (concern.body.reply, reply.body.reply) == (
        None,
        {"nl": "Er is nu iemand met wie u kunt praten.", "en": "There is now somebody you can talk to."},
    )
