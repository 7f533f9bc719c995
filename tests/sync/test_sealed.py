# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Two people talk in a sealed log: all their devices read it, and nobody else ever does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.seals import SEAL_PUBLIC_BYTES
from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.tables import Role
from tbp_casefile.wire.envelope import read_record
from tbp_casefile.wire.sealed import read_sealed
from tbp_tui.services import arrivals, attention, sealing, searching
from tbp_tui.services.cases import cases
from tbp_tui.services.errors import NotAsked
from tbp_tui.sync import outbox
from tbp_tui.sync.devices import OwnDevice, device_records, revoke
from tbp_tui.sync.errors import NotAMember, NotVouched
from tbp_tui.sync.opening import record_of
from tbp_tui.sync.scope_keys import new_devices
from tbp_tui.vault.rows import OutboxRow
from tests.casefile.bodies import CONTENT
from tests.logs import LogBuilder, chance, key, keys_body
from tests.sealed import draw, hand, let_in, say, seal_key, sealed_log, shaped
from tests.second.reading import open_record
from tests.second.sealing import unwrap
from tests.sync.talkers import Judging, Talker, sync_all, text_in

Comes = Callable[..., Talker]


@pytest.fixture
def backend() -> Judging:
    """A support log of a person and a supporter, each with one device."""
    return Judging()


@pytest.fixture
def comes(backend: Judging, tmp_path: Path) -> Iterator[Comes]:
    """A device that these tests look at."""
    here: list[Talker] = []

    def come(name: str, member: str = "") -> Talker:
        here.append(Talker.comes(tmp_path, backend, name, member))
        assert here[-1].sync().all_is_well
        return here[-1]

    yield come
    for talker in here:
        talker.vault.close()


@pytest.fixture
def person(comes: Comes) -> Talker:
    """The first device of the person, that has received the log."""
    return comes("person")


@pytest.fixture
def supporter(comes: Comes) -> Talker:
    """The device of the supporter."""
    return comes("supporter")


@pytest.fixture
def tablet(backend: Judging, person: Talker, supporter: Talker, comes: Comes) -> Talker:
    """A second device of the person, in a log in which was spoken before."""
    supporter.says("Hoe gaat het?")
    sync_all(supporter, person)
    let_in(backend.case, "person", key("tablet"))
    sync_all(person, supporter)
    return comes("tablet", "person")


def kinds(log: LogBuilder) -> list[str]:
    """Kinds of everything that was said or handed, in the order of the log."""
    told = (read_record(entry.jws).record.kind for entry in log.entries)
    return [kind for kind in told if kind not in {"scope", "member", "device"}]


def yes(talker: Talker, device: Talker) -> None:
    """The person before this device said yes."""
    arrivals.accept(talker.vault, device.id, now=talker.now, random=chance("accept"))


# --- talking ------------------------------------------------------------------------------------------------


def test_what_one_says_the_other_reads_and_the_log_holds_it_sealed(
    backend: Judging, person: Talker, supporter: Talker
) -> None:
    supporter.says("Hoe gaat het?")
    sync_all(supporter, person)
    person.says("Rustiger dan gisteren.")
    sync_all(person, supporter)
    for talker in (person, supporter):
        assert sorted(talker.reads()) == ["Hoe gaat het?", "Rustiger dan gisteren."]
        assert talker.unopened() == []
        assert talker.sync().all_is_well
    assert kinds(backend.case) == ["scope_key", "contact_moment", "evaluation"]
    said = [read_record(entry.jws).record for entry in backend.case.entries[-2:]]
    assert all(read_sealed(record.body) for record in said)


def test_the_second_implementation_opens_what_the_app_sealed(backend: Judging, supporter: Talker) -> None:
    supporter.says("Hoe gaat het?")
    sync_all(supporter)
    handed, said = (open_record(entry.jws) for entry in backend.case.entries[-2:])
    scope_key = unwrap(handed, key("person").device_id, seal_key(key("person")).seed)
    assert scope_key.open(said)["text"] == "Hoe gaat het?"


def test_what_the_second_implementation_seals_the_app_opens(backend: Judging, comes: Comes) -> None:
    scope_key = hand(backend.case, draw(backend.case), key("person"), by=key("supporter"))
    say(backend.case, scope_key, "contact_moment", CONTENT["contact_moment"], by=key("supporter"))
    assert comes("person").reads() == [CONTENT["contact_moment"]["text"]]


def test_what_waits_in_the_outbox_can_be_read_here_and_is_sealed(supporter: Talker) -> None:
    row = supporter.says("Nog niet weg.")
    assert read_sealed(read_record(row.jws).record.body)
    open_here = record_of(supporter.vault, row)
    assert open_here
    assert text_in(open_here) == "Nog niet weg."


def test_a_key_for_many_devices_takes_several_records_each_small_enough(tmp_path: Path) -> None:
    backend = Judging(case=sealed_log("care", "supporter"), case_type="care")
    for number in range(30):
        backend.case.member(f"colleague {number}", "supporter")
        let_in(backend.case, f"colleague {number}", key(f"colleague {number}"))
    talker = Talker.comes(tmp_path, backend, "supporter")
    talker.sync()
    talker.says("Overdracht.")
    assert talker.sync().all_is_well
    assert kinds(backend.case) == ["scope_key"] * 3 + ["contact_moment"]
    assert max(len(entry.jws) for entry in backend.case.entries) <= 32 * 1024
    colleague = Talker.comes(tmp_path, backend, "colleague 29")
    colleague.sync()
    assert colleague.reads() == ["Overdracht."]
    for one in (talker, colleague):
        one.vault.close()


def test_a_device_with_a_key_that_is_none_keeps_nobody_from_theirs(
    backend: Judging, comes: Comes, supporter: Talker
) -> None:
    spoilt = {**keys_body(key("spoilt")), "seal": base64url.encode(b"\xff" * SEAL_PUBLIC_BYTES)}
    backend.case.member("spoilt", "supporter")
    backend.case.device("spoilt", key("spoilt"), keys=spoilt)
    sync_all(supporter)
    supporter.says("Hoe gaat het?")
    sync_all(supporter)
    assert comes("person").reads() == ["Hoe gaat het?"]


# --- keys that come together, or too late -------------------------------------------------------------------


def test_two_who_begin_at_once_lose_nothing_in_one_sync_each(
    backend: Judging, person: Talker, supporter: Talker
) -> None:
    first, second = supporter.says("Hoe gaat het?"), person.says("Bent u daar?")
    assert supporter.sync().all_is_well
    assert person.sync().all_is_well
    sync_all(supporter)
    for talker in (person, supporter):
        assert sorted(talker.reads()) == ["Bent u daar?", "Hoe gaat het?"]
    assert kinds(backend.case) == ["scope_key", "contact_moment", "evaluation"]
    ids = {read_record(entry.jws).record.id for entry in backend.case.entries}
    assert {first.id, second.id} <= ids


def test_what_was_written_before_a_removal_goes_under_a_key_that_the_removed_device_never_had(
    backend: Judging, person: Talker, supporter: Talker, tablet: Talker
) -> None:
    yes(person, tablet)
    sync_all(person, tablet, supporter)
    assert tablet.reads() == ["Hoe gaat het?"]
    supporter.says("Dit leest u op uw laptop.")
    backend.case.device("person", tablet.key, ends=True)
    assert supporter.sync().all_is_well
    sync_all(person, tablet)
    assert person.reads() == ["Hoe gaat het?", "Dit leest u op uw laptop."]
    assert kinds(backend.case)[-2:] == ["scope_key", "contact_moment"]
    made = read_record(backend.case.entries[-2].jws).record
    assert person.id.encode() in bytes(made.body)
    assert tablet.id.encode() not in bytes(made.body)
    assert (tablet.reads(), tablet.vault.sealed.keys(backend.case.scope)) == ([], {})  # shredded with its log
    assert tablet.vault._database.row("SELECT count(*) FROM opened") == (0,)


def test_a_key_made_without_knowing_of_a_removal_is_made_again(
    backend: Judging, person: Talker, supporter: Talker
) -> None:
    supporter.says("Hoe gaat het?")
    backend.case.device("person", person.key, ends=True)
    assert supporter.sync().all_is_well
    sync_all(person)
    assert (supporter.reads(), person.reads()) == (["Hoe gaat het?"], [])


# --- what did not arrive, and what takes the place of something ---------------------------------------------


def did_not_arrive(talker: Talker, text: str) -> str:
    """Something that was written and refused; its id."""
    row = talker.says(text)
    talker.vault.outbox.needs_attention(row.id, "ended")
    return row.id


def send_again(talker: Talker, record_id: str) -> OutboxRow:
    """Its writer wants it to go once more."""
    return attention.send_again(talker.vault, record_id, now=talker.now, random=chance("again"))


def test_what_did_not_arrive_shows_its_words_and_goes_again_under_the_key_of_now(
    backend: Judging, person: Talker, supporter: Talker, tablet: Talker
) -> None:
    refused = did_not_arrive(supporter, "Belt u mij terug?")
    (row,) = (row for row in supporter.vault.outbox.all() if row.id == refused)
    assert attention.written(supporter.vault, row).text == "Belt u mij terug?"
    yes(person, tablet)
    sync_all(person, tablet, supporter)
    backend.case.device("person", tablet.key, ends=True)
    sync_all(supporter)
    again = send_again(supporter, refused)
    sealed = read_sealed(read_record(again.jws).record.body)
    assert sealed is not None
    assert sealed.number == 2  # the tablet never had it
    sync_all(supporter, person)
    assert person.reads() == ["Hoe gaat het?", "Belt u mij terug?"]
    assert supporter.vault.outbox.all() == []
    assert supporter.sync().all_is_well


def test_what_cannot_be_sealed_now_stays_with_its_writer(
    backend: Judging, person: Talker, tablet: Talker
) -> None:
    yes(person, tablet)
    sync_all(person, tablet)
    refused = did_not_arrive(tablet, "Dit was van mij.")
    backend.case.device("person", tablet.key, ends=True)
    tablet.sync()
    with pytest.raises(NotAMember):
        send_again(tablet, refused)
    assert tablet.vault.sealed.keys(backend.case.scope) == {}  # all of the log is gone
    (row,) = tablet.vault.outbox.all()
    assert attention.written(tablet.vault, row).text == "Dit was van mij."
    attention.throw_away(tablet.vault, refused)
    assert tablet.vault._database.row("SELECT count(*) FROM opened") == (0,)


def test_a_record_in_the_place_of_another_is_sealed_too_and_what_stood_there_is_kept(
    backend: Judging, person: Talker, supporter: Talker
) -> None:
    first = supporter.says("Om drie uur.")
    sync_all(supporter, person)
    record = record_of(supporter.vault, supporter.vault.records.by_refs([(first.scope, first.id)])[0])
    assert record is not None
    now = supporter.now
    second = outbox.write(
        supporter.vault,
        scope=first.scope,
        kind=first.kind,
        body=ContactMoment(kind="talk", text="Om vier uur."),
        at=now,
        now=now,
        random=chance("correction"),
        entity=record.entity,
        replaces=(first.id,),
    )
    assert read_sealed(read_record(second.jws).record.body)
    sync_all(supporter, person)
    for talker in (person, supporter):
        assert talker.reads() == ["Om drie uur.", "Om vier uur."]
        current = talker.vault.records.current([first.kind], [first.scope])
        assert [row.id for row in current] == [second.id]


def test_what_came_in_before_its_owner_did_is_told_as_such_and_never_called_a_key_that_comes(
    backend: Judging, comes: Comes, person: Talker, supporter: Talker
) -> None:
    supporter.says("Alleen voor u.")
    sync_all(supporter, person)
    backend.case.member("colleague", "supporter")
    let_in(backend.case, "colleague", key("colleague"))
    colleague = comes("colleague")
    (case,) = cases(colleague.vault, "colleague")
    assert sealing.counted(sealing.unopened(colleague.vault, case)) == {"before-you": 1}


# --- second devices: a person says yes first ----------------------------------------------------------------


def test_a_second_device_reads_nothing_until_its_person_said_yes_and_then_everything(
    backend: Judging, person: Talker, supporter: Talker, tablet: Talker
) -> None:
    supporter.says("Bent u er nog?")
    sync_all(supporter, person, tablet)
    assert tablet.reads() == []
    assert tablet.unopened() == ["no-key", "no-key"]
    assert sealing.waits(tablet.vault)
    (asked,) = new_devices(person.vault)
    assert (asked.device, asked.member, asked.role, asked.own) == (tablet.id, "person", Role.PERSON, True)
    yes(person, tablet)
    sync_all(person, tablet, supporter)
    assert tablet.reads() == ["Hoe gaat het?", "Bent u er nog?"]
    assert tablet.unopened() == []
    assert (new_devices(person.vault), sealing.waits(tablet.vault)) == ((), False)
    supporter.says("Dag allebei.")
    tablet.says("Dag.")
    sync_all(supporter, tablet, person)
    for talker in (person, supporter, tablet):
        assert sorted(talker.reads()) == ["Bent u er nog?", "Dag allebei.", "Dag.", "Hoe gaat het?"]
        assert talker.unopened() == []


def test_the_other_one_is_not_asked_and_hands_it_nothing(
    backend: Judging, supporter: Talker, tablet: Talker
) -> None:
    assert new_devices(supporter.vault) == ()
    with pytest.raises(NotAsked):
        yes(supporter, tablet)
    supporter.says("Nog een keer.")
    sync_all(supporter)
    handed = [read_record(entry.jws).record for entry in backend.case.entries]
    assert not any(tablet.id.encode() in bytes(one.body) for one in handed if one.kind == "scope_key")


def test_a_device_that_waits_for_a_yes_writes_nothing_and_says_why(tablet: Talker) -> None:
    with pytest.raises(NotVouched):
        tablet.says("Dit kan nog niet.")
    assert tablet.vault.outbox.all() == []
    assert tablet.sync().all_is_well


def test_who_lost_their_only_device_reads_again_when_the_other_one_said_yes(
    backend: Judging, comes: Comes, person: Talker, supporter: Talker
) -> None:
    supporter.says("Hoe gaat het?")
    sync_all(supporter, person)
    backend.case.device("person", person.key, ends=True)
    let_in(backend.case, "person", key("new laptop"))
    new = comes("new laptop", "person")
    sync_all(supporter)
    assert new.reads() == []
    (asked,) = new_devices(supporter.vault)
    assert (asked.device, asked.own) == (new.id, False)
    yes(supporter, new)
    sync_all(supporter, new)
    assert new.reads() == ["Hoe gaat het?"]
    new.says("Ik ben er weer.")
    sync_all(new, supporter)
    assert supporter.reads()[-1] == "Ik ben er weer."


def test_a_new_device_whose_older_one_is_gone_ends_that_one_and_the_other_is_asked(
    backend: Judging, person: Talker, supporter: Talker, tablet: Talker
) -> None:
    assert sealing.waits(tablet.vault)
    (laptop,) = (one for one in device_records(tablet.vault) if one[2].device == person.id)
    gone = OwnDevice(person.id, {laptop[0]: laptop[1]})
    revoke(tablet.vault, gone, tablet.now, chance("revoke"), late=False)
    sync_all(tablet, supporter)
    (asked,) = arrivals.arrivals(supporter.vault)
    assert (asked.device, asked.own, asked.role, asked.after_yes) == (
        tablet.id,
        False,
        "person",
        ("support",),
    )
    yes(supporter, tablet)
    sync_all(supporter, tablet)
    assert tablet.reads() == ["Hoe gaat het?"]
    assert not sealing.waits(tablet.vault)


def test_a_member_whose_first_device_comes_later_reads_what_was_said_to_them(
    backend: Judging, comes: Comes
) -> None:
    backend.case = sealed_log("support", "supporter")
    backend.case.member("person", "person")
    supporter = comes("supporter")
    supporter.says("Welkom.")
    sync_all(supporter)
    let_in(backend.case, "person", key("person"))
    person = comes("person")
    assert (person.reads(), person.unopened()) == ([], ["no-key"])
    sync_all(supporter, person)
    assert person.reads() == ["Welkom."]


def test_a_member_who_comes_later_reads_from_then_on(
    backend: Judging, comes: Comes, person: Talker, supporter: Talker
) -> None:
    supporter.says("Alleen voor u.")
    sync_all(supporter, person)
    backend.case.member("colleague", "supporter")
    let_in(backend.case, "colleague", key("colleague"))
    colleague = comes("colleague")
    sync_all(person, supporter)
    person.says("Welkom, collega.")
    sync_all(person, supporter, colleague)
    assert colleague.reads() == ["Welkom, collega."]
    assert colleague.unopened() == ["no-key"]
    assert len(supporter.reads()) == 2


# --- what does not open -------------------------------------------------------------------------------------


def test_what_does_not_open_is_kept_and_told_and_takes_nothing_with_it(
    backend: Judging, comes: Comes
) -> None:
    log = backend.case
    scope_key = hand(log, draw(log), key("person"), by=key("supporter"))
    say(log, scope_key, "contact_moment", CONTENT["contact_moment"], by=key("supporter"))
    log.add("contact_moment", shaped(scope_key), by=key("supporter"))
    say(log, scope_key, "contact_moment", {"kind": "no such word"}, by=key("supporter"))
    say(log, scope_key, "contact_moment", CONTENT["contact_moment"], by=key("supporter"))
    person = comes("person")
    assert len(person.reads()) == 2
    assert person.unopened() == ["does-not-open", "bad-body"]
    (case,) = cases(person.vault, "person")
    told = sealing.unopened(person.vault, case)
    assert [(one.kind, one.role, one.code) for one in told] == [
        ("contact_moment", Role.SUPPORTER, "does-not-open"),
        ("contact_moment", Role.SUPPORTER, "bad-body"),
    ]
    assert len(person.vault.records.history(["contact_moment"])) == 4


def test_a_wrap_that_is_rubbish_does_not_keep_a_good_one_of_the_same_key_out(
    backend: Judging, comes: Comes
) -> None:
    log = backend.case
    scope_key = draw(log)
    rubbish = base64url.encode(bytes(1168))
    hand(log, scope_key, by=key("supporter"), wrapped={key("person").device_id: rubbish})
    say(log, scope_key, "contact_moment", CONTENT["contact_moment"], by=key("supporter"))
    person = comes("person")
    assert person.unopened() == ["no-key"]
    hand(log, scope_key, key("person"), by=key("supporter"))
    sync_all(person)
    assert (len(person.reads()), person.unopened()) == (1, [])


def test_search_finds_what_is_open_and_what_opens_later(person: Talker, tablet: Talker) -> None:
    def found(talker: Talker) -> int:
        (case,) = cases(talker.vault, "person")
        searching.catch_up(talker.vault)
        return len(searching.search(talker.vault, case, "hoe gaat", "nl"))

    assert (found(person), found(tablet)) == (1, 0)
    yes(person, tablet)
    sync_all(person, tablet)
    assert (found(person), found(tablet)) == (1, 1)
