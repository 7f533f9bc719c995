# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A sealed log after a restore of its backend: a key was cut off, another one has its number (T32)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tbp_casefile.wire.envelope import read_record
from tbp_casefile.wire.sealed import read_sealed
from tests.casefile.bodies import CONTENT
from tests.logs import OFFICE, chance, key
from tests.sealed import draw, hand, let_in, say, sealed_log
from tests.sync.talkers import Judging, Talker, sync_all

Comes = Callable[..., Talker]


@pytest.fixture
def backend() -> Judging:
    """A log of a person and two supporters; two more devices of the person asked for nothing yet."""
    log = sealed_log("support", "person", "supporter")
    log.member("colleague", "supporter")
    let_in(log, "colleague", key("colleague"))
    for name in ("tablet", "old tablet"):
        let_in(log, "person", key(name))
    return Judging(case=log)


@pytest.fixture
def comes(backend: Judging, tmp_path: Path) -> Iterator[Comes]:
    """A device that these tests look at."""
    here: list[Talker] = []

    def come(name: str) -> Talker:
        here.append(Talker.comes(tmp_path, backend, name))
        assert here[-1].sync().all_is_well
        return here[-1]

    yield come
    for talker in here:
        talker.vault.close()


@pytest.fixture
def three(backend: Judging, comes: Comes) -> tuple[Talker, Talker, Talker]:
    """Person, supporter and colleague, who spoke before the backup was made."""
    person, supporter, colleague = (comes(name) for name in ("person", "supporter", "colleague"))
    supporter.says("Voor de kopie.")
    sync_all(supporter, person, colleague)
    return person, supporter, colleague


def ends(backend: Judging, name: str = "tablet") -> None:
    """A device of the person; from here on a new key is needed."""
    backend.case.device("person", key(name), ends=True)


def numbers(backend: Judging) -> list[int]:
    """Of every record that is sealed, the number of its key."""
    bodies = (read_sealed(read_record(entry.jws).record.body) for entry in backend.case.entries)
    return [body.number for body in bodies if body]


def restored(backend: Judging, backup: int, colleague: Talker) -> None:
    """From the backup; then whoever was away makes another key with the number that was cut off."""
    backend.case.restore(backup)
    ends(backend, "old tablet")
    colleague.says("Na het herstel.")
    assert colleague.sync().all_is_well


def test_what_was_sealed_under_a_cut_off_key_is_sealed_again_under_the_one_with_its_number(
    backend: Judging, three: tuple[Talker, Talker, Talker]
) -> None:
    person, supporter, colleague = three
    backup = backend.case.seq
    ends(backend)
    assert person.sync().all_is_well
    written = person.says("Na de kopie.")
    assert person.sync().all_is_well
    cut_off = person.vault.sealed.keys(backend.case.scope)
    restored(backend, backup, colleague)
    report = person.sync()
    assert (report.trouble, report.attention, report.waiting) == (None, (), 0)
    sync_all(person, supporter, colleague)
    for talker in three:
        assert talker.reads() == ["Voor de kopie.", "Na het herstel.", "Na de kopie."]
        assert talker.unopened() == []
        report = talker.sync()
        assert (report.not_back, report.offering, report.waiting, report.attention) == ((), 0, 0, ())
    assert numbers(backend) == [1, 2, 3]  # that the tablet ended is back too, and asks for a next one
    (row,) = person.vault.records.by_refs([(backend.case.scope, written.id)])
    assert row.leaf != written.leaf
    assert cut_off.items() <= person.vault.sealed.keys(backend.case.scope).items()  # no key is thrown away


def test_what_others_sealed_under_it_is_told_until_their_own_device_sealed_it_again(
    backend: Judging, three: tuple[Talker, Talker, Talker]
) -> None:
    person, supporter, colleague = three
    backup = backend.case.seq
    ends(backend)
    supporter.says("Van de ondersteuner, na de kopie.")
    sync_all(supporter, person)
    restored(backend, backup, colleague)
    report = person.sync()
    assert [lost.code for lost in report.not_back].count("unknown-scope-key") == 1
    assert "Van de ondersteuner, na de kopie." not in person.reads()
    assert person.vault.aside.all()  # kept, whatever is said of it
    sync_all(supporter, person, colleague)
    for talker in three:
        assert talker.reads() == ["Voor de kopie.", "Na het herstel.", "Van de ondersteuner, na de kopie."]
        report = talker.sync()
        assert (report.not_back, report.offering, report.waiting, report.attention) == ((), 0, 0, ())


def test_where_nobody_made_another_the_cut_off_key_comes_back(
    backend: Judging, three: tuple[Talker, Talker, Talker]
) -> None:
    person, supporter, colleague = three
    backup = backend.case.seq
    ends(backend)
    assert person.sync().all_is_well
    written = person.says("Na de kopie.")
    sync_all(person, supporter)
    backend.case.restore(backup)
    sync_all(colleague, person, supporter)
    assert colleague.sync().all_is_well
    for talker in three:
        assert talker.reads() == ["Voor de kopie.", "Na de kopie."]
        assert talker.sync().all_is_well
    (row,) = person.vault.records.by_refs([(backend.case.scope, written.id)])
    assert row.leaf == written.leaf


def test_other_words_under_the_same_id_take_the_place_of_nothing(backend: Judging, comes: Comes) -> None:
    log, body = backend.case, CONTENT["contact_moment"]
    scope_key = hand(log, draw(log), key("person"), by=key("supporter"))
    backup = log.seq
    said = say(log, scope_key, "contact_moment", {**body, "text": "Zo was het."}, by=key("supporter"))
    person = comes("person")
    log.restore(backup)
    log.add("device", {"member": "person", "device": key("tablet").device_id, "ends": True}, by=OFFICE)
    scope_key = hand(log, draw(log, 2), key("person"), by=key("supporter"))
    place = {"scope": log.scope, "id": said.record.id, "device": key("supporter").device_id}
    sealed = scope_key.seal(
        {**place, "kind": "contact_moment"}, {**body, "text": "Zo was het niet."}, chance("nonce")(12)
    )
    log.add("contact_moment", sealed, by=key("supporter"), id=said.record.id)
    report = person.sync()
    assert person.reads() == ["Zo was het niet."]
    assert [lost.id for lost in report.not_back] == [said.record.id]
    (kept,) = person.vault.aside.all()
    told = person.vault.sealed.body(kept.leaf)
    assert told is not None
    assert b"Zo was het." in told
