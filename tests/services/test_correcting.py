# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Two devices of one person write in the place of one thing without a connection (T39)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tbp_casefile.times import from_ms
from tbp_casefile.views.answers import AnswerLine
from tbp_casefile.wire.envelope import Ref, read_record
from tbp_tui.services.answering import Thing
from tbp_tui.services.errors import NoSuchRecord
from tbp_tui.services.open_case import OpenCase
from tbp_tui.vault.keys import DeviceKeys
from tbp_tui.world import World
from tests.casefile.bodies import CONTENT
from tests.logs import chance, key
from tests.sync.desk import new_vault
from tests.sync.played import Device, Played


@dataclass
class Both:
    """Two devices of one person with one backend, both up to date."""

    one: Device
    two: Device
    cases: dict[str, OpenCase]

    def sync(self) -> None:
        """First this one, then that one, and both once more: all have everything."""
        for device in (self.one, self.two, self.one, self.two):
            assert device.sync().all_is_well

    def seen_by_both(self, about: Ref) -> tuple[AnswerLine, ...]:
        first, second = (case.answers(about) for case in self.cases.values())
        assert [line.id for line in first] == [line.id for line in second]
        return first


def paired(folder: Path, backend: Played, name: str) -> Device:
    device = Device(new_vault(folder), backend).enrolled_here()
    DeviceKeys(key(name).seed, (7).to_bytes(32, "big"), bytes(32)).save(device.vault)
    return device


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    backend = Played()
    backend.case.device("person", key("second"))
    devices = [paired(tmp_path / name, backend, name) for name in ("person", "second")]
    now = from_ms(backend.case.now_ms)
    cases = {
        name: OpenCase(device.vault, World({}, Path(), None, lambda: now, chance(f"world {name}")))
        for name, device in zip(("person", "second"), devices, strict=True)
    }
    yield Both(devices[0], devices[1], cases)
    for case in cases.values():
        case.close()


def published(both: Both, kind: str) -> Ref:
    return both.one.backend.case.add(kind, CONTENT[kind], by=key("authority")).ref


THINGS: list[tuple[str, Thing]] = [
    ("package", "package"),
    ("bulletin", "bulletin"),
    ("obligation", "obligation"),
]


@pytest.mark.parametrize(("kind", "thing"), THINGS)
def test_two_corrections_are_both_kept_and_shown_and_one_choice_settles_it(
    kind: str, thing: Thing, both: Both
) -> None:
    about = published(both, kind)
    one, two = both.cases.values()
    now = from_ms(both.one.backend.case.now_ms)
    both.sync()
    first = one.acknowledge(about, "question", "Eerste vraag", now, hold_seconds=0, thing=thing)
    both.sync()
    here = one.correct([first], "Zoals hier", now, hold_seconds=0)
    there = two.correct([first], "Zoals daar", now, hold_seconds=0)
    assert [line.text for line in one.answers(about)] == ["Zoals hier"]  # at once, before it is sent
    both.sync()
    lines = both.seen_by_both(about)
    assert {line.id: line.beside for line in lines} == {here: (there,), there: (here,)}
    assert {line.id: line.device for line in lines} == {here: one.device, there: two.device}
    chosen = two.correct([here, there], None, now, hold_seconds=0)
    both.sync()
    (settled,) = both.seen_by_both(about)
    assert (settled.id, settled.text, settled.beside) == (chosen, "Zoals hier", ())
    for record_id in (first, here, there):
        assert both.one.row(record_id).verdict == "counts"


def test_a_corrected_question_and_one_that_was_let_go_of_are_both_shown(both: Both) -> None:
    """Edit against withdraw: letting go is an answer in its place as well, and hides no edit."""
    about = published(both, "package")
    one, two = both.cases.values()
    now = from_ms(both.one.backend.case.now_ms)
    both.sync()
    first = one.acknowledge(about, "question", "Mag het?", now, hold_seconds=0)
    both.sync()
    one.correct([first], "Mag het morgen?", now, hold_seconds=0)
    two.correct([first], "", now, hold_seconds=0)
    both.sync()
    assert sorted(str(line.text) for line in both.seen_by_both(about)) == ["", "Mag het morgen?"]
    assert all(line.beside for line in both.seen_by_both(about))


def test_an_answer_to_what_was_replaced_meanwhile_is_kept_with_exact_evidence(both: Both) -> None:
    log = both.one.backend.case
    old = log.add("package", CONTENT["package"], by=key("authority"))
    both.sync()
    now = from_ms(log.now_ms)
    new = log.add(
        "package", CONTENT["package"], by=key("authority"), replaces=[old.record.id], entity=old.record.id
    )
    two = both.cases["second"]
    given = two.acknowledge(old.ref, "seen", "", now, hold_seconds=0)
    both.sync()
    record = read_record(both.one.row(given).jws).record
    assert record.about == old.ref
    assert record.seen == new.record.seen  # the log up to the old one: the new one was not here yet
    assert both.one.row(given).verdict == "counts"
    assert [line.id for line in both.seen_by_both(old.ref)] == [given]
    assert both.seen_by_both(new.ref) == ()


def test_input_for_a_review_can_be_corrected_too(both: Both) -> None:
    about = published(both, "review")
    one, two = both.cases.values()
    now = from_ms(both.one.backend.case.now_ms)
    both.sync()
    first = one.acknowledge(about, "question", "Sport", now, hold_seconds=0, thing="review")
    both.sync()
    one.correct([first], "Sport en zang", now, hold_seconds=0)
    two.correct([first], "Geen sport", now, hold_seconds=0)
    both.sync()
    (line,) = two.reviews(now)
    assert {said.text for said in line.inputs} == {"Sport en zang", "Geen sport"}
    assert all(said.beside for said in line.inputs)


def test_what_is_somebody_elses_or_of_two_things_is_not_corrected(both: Both) -> None:
    package, news = published(both, "package"), published(both, "bulletin")
    one = both.cases["person"]
    now = from_ms(both.one.backend.case.now_ms)
    both.sync()
    mine = [one.acknowledge(about, "seen", "", now, hold_seconds=0) for about in (package, news)]
    both.sync()
    for wrong in (mine, [package.id], ["00000000-0000-4000-8000-000000000000"]):
        with pytest.raises(NoSuchRecord):
            one.correct(wrong, "iets", now, hold_seconds=0)
    assert both.one.vault.outbox.all() == []


@pytest.mark.parametrize("kind", ["request", "contact"])
def test_two_corrections_by_anybody_are_shown_as_two_in_every_view(kind: str, both: Both) -> None:
    log, by = both.one.backend.case, {"request": "person", "contact": "contact_person"}[kind]
    body = {**CONTENT[kind], "from": "2020-01-01"}
    old = log.add(kind, body, by=key(by)).record.id
    written = {log.add(kind, body, by=key(by), replaces=[old], entity=old).record.id for _ in "ab"}
    both.sync()
    one, now = both.cases["person"], from_ms(log.now_ms)
    shown = {
        "request": lambda: {line.id for line in one.requests(now)},
        "contact": lambda: {line.id for line in one.contacts(now)},
    }[kind]()
    assert shown == written
