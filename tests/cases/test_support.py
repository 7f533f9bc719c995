# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What supporters carry, write and offer, on real vaults and through a real backend."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.wire.envelope import read_record
from tbp_tui.services.errors import NotForThisRole, TooLong
from tbp_tui.services.staff.contacts import NewContact, NewTask
from tbp_tui.services.support import MOST_TITLE, NewOffer
from tbp_tui.sync.errors import NotVouched
from tbp_tui.words.dates import text_in
from tests.cases.circle import CASE, JONAS, SAM, WORD, Circle, gathered, log_of, logs, offer, one, opened
from tests.cases.devices import DEMO_DAY, Devices


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    with gathered(tmp_path) as circle:
        yield circle


# --- what a supporter reads -------------------------------------------------------------------------------


def test_a_supporter_holds_nothing_of_the_case_its_news_or_the_desk(devices: Devices) -> None:
    with devices.opened(f"{CASE}/{JONAS}") as case:
        types = set(logs(case).values())
        assert types == {"system", "family", "care", "support"}
        kinds = {"bulletin", "case_status", "authority_change", "task", "handover_brief", "contact_moment"}
        assert case._vault.records.current(kinds) == []
        assert case.situation(DEMO_DAY) is None
        assert case.bulletins(DEMO_DAY) == ()
        rows = [row for scope in logs(case) for row in case._vault.records.entries(scope, 0, 10_000)]
        said = "\n".join(bytes(read_record(row.jws).record.body).decode() for row in rows)
    with devices.opened(f"{CASE}/person") as person:
        situation = person.situation(DEMO_DAY)
        news = [text_in(line.bulletin.title, "nl") for line in person.bulletins(DEMO_DAY)]
    assert situation
    assert news
    assert "Bas Olthof" in said
    assert not [text for text in (*news, situation.status.case) if text in said]


def test_the_list_shows_what_the_family_may_know_under_a_name_of_ones_own(
    devices: Devices, tmp_path: Path
) -> None:
    with devices.opened(f"{CASE}/{JONAS}", copy_to=tmp_path) as case:
        (line,) = case.staff.supported(DEMO_DAY)
        assert (line.called, line.summary.situation, line.offers) == ("", None, ())
        assert line.colleague
        assert line.summary.review
        coming = case.next_review(DEMO_DAY)
        assert coming
        assert line.summary.review.on == coming.on
        case.staff.keep_own_name("Elif")
        assert case.staff.supported(DEMO_DAY)[0].called == case.staff.own_name() == "Elif"
        with pytest.raises(TooLong):
            case.staff.keep_own_name("x" * 41)


def test_only_a_supporter_makes_offers_and_only_who_is_asked_answers(circle: Circle) -> None:
    offer(circle)
    circle.sync()
    circle.sync(circle.person)
    for case in (circle.person, circle.relative, circle.contact):
        assert not case.support.may_offer
        assert case.support.readers() == ()
        scope = log_of(circle.supporter, ScopeType.SUPPORT, "person")
        with pytest.raises(NotForThisRole):
            case.support.offer(NewOffer(scope, "Iets", "Iets"), DEMO_DAY)
    with pytest.raises(NotForThisRole):
        circle.supporter.support.answer(one(circle.person), "yes", DEMO_DAY)


# --- writing ----------------------------------------------------------------------------------------------


def test_the_first_contact_with_its_task_is_sealed_for_supporters_alone(circle: Circle) -> None:
    contact = NewContact("call", f"Slaapt slecht {WORD}", DEMO_DAY, follow_up=NewTask(f"Bellen {WORD}"))
    circle.supporter.staff.log(contact, DEMO_DAY)
    assert circle.supporter.talks()[0].log is ScopeType.CARE
    circle.sync()
    assert circle.supporter._vault.outbox.all() == []
    assert circle.supporter.talks()[0].talk.text == f"Slaapt slecht {WORD}"
    assert [task.line.task.text for task in circle.supporter.staff.tasks(DEMO_DAY)] == [f"Bellen {WORD}"]
    assert circle.supporter.search(WORD, "nl")


def test_what_the_person_may_read_reaches_the_person_and_no_relative(circle: Circle) -> None:
    contact = NewContact(
        "talk", f"Wij spraken {WORD}", DEMO_DAY, visible=True, follow_up=NewTask(f"Navragen {WORD}")
    )
    circle.supporter.staff.log(contact, DEMO_DAY)
    circle.sync(circle.supporter)
    circle.sync()
    assert circle.person.talks()[0].talk.text == f"Wij spraken {WORD}"
    assert circle.person.talks()[0].log is ScopeType.SUPPORT
    assert circle.person.staff.tasks(DEMO_DAY) == ()
    assert all(WORD not in str(line.talk.text) for line in circle.contact.talks())
    assert circle.relative.talks() == ()


def test_a_contact_that_is_taken_back_leaves_nothing_of_its_words(circle: Circle) -> None:
    saved = circle.supporter.staff.log(NewContact("call", WORD, DEMO_DAY), DEMO_DAY, hold_seconds=10)
    leaf = next(row.leaf for row in circle.supporter._vault.outbox.all() if row.id == saved.contact)
    assert circle.supporter._vault.sealed.body(leaf)
    assert circle.supporter.staff.take_back(saved, DEMO_DAY)
    assert circle.supporter._vault.sealed.body(leaf) is None


def test_a_second_device_keeps_the_line_until_the_first_one_says_yes(circle: Circle, tmp_path: Path) -> None:
    first = circle.supporter
    first.staff.log(NewContact("call", "Eerste", DEMO_DAY), DEMO_DAY)
    circle.sync(first)
    second = opened(tmp_path / "second", first.own_devices.add().line)
    try:
        second.staff.keep_unfinished("gebeld met Elif", DEMO_DAY)
        with pytest.raises(NotVouched):
            second.staff.log(NewContact("call", "Tweede", DEMO_DAY), DEMO_DAY)
        assert second.staff.unfinished() == "gebeld met Elif"
        assert second._vault.outbox.all() == []
        circle.sync(first)
        (asked,) = first.own_devices.arrivals
        first.own_devices.accept(asked.device)
        circle.sync(first)
        circle.sync(second)
        second.staff.log(NewContact("call", "Tweede", DEMO_DAY), DEMO_DAY)
        circle.sync(second)
        circle.sync(first)
        assert {str(line.talk.text) for line in first.talks()} == {"Eerste", "Tweede"}
    finally:
        second.close()


# --- offers -----------------------------------------------------------------------------------------------


def test_an_offer_is_answered_and_comes_back_until_it_is_a_yes(circle: Circle) -> None:
    again = DEMO_DAY.date() + timedelta(days=3)
    offer(circle, again=again)
    circle.sync()
    circle.sync(circle.person)
    asked = one(circle.person)
    assert (asked.state, asked.offer.title) == ("new", "Gesprekken")
    assert circle.person.support.may_answer(asked)
    circle.person.support.answer(asked, "not_now", DEMO_DAY)
    circle.sync(circle.person, circle.supporter)
    for case in (circle.person, circle.supporter):
        assert (one(case).state, one(case).back) == ("not_now", again)
        assert one(case, DEMO_DAY + timedelta(days=3)).state == "again"
    later = DEMO_DAY + timedelta(days=3)
    circle.person.support.answer(one(circle.person, later), "yes", later)
    circle.sync(circle.person, circle.supporter)
    for case in (circle.person, circle.supporter):
        line = one(case, later + timedelta(days=400))
        assert [(said.what, said.on) for said in line.responses] == [
            ("yes", later.date()),
            ("not_now", DEMO_DAY.date()),
        ]
        assert not line.waits
    assert circle.contact.support.offers(DEMO_DAY) == ()


def test_an_offer_to_a_relative_is_theirs_alone(circle: Circle) -> None:
    offer(circle, to=SAM)
    circle.sync(circle.supporter)
    circle.sync()
    assert one(circle.relative).role is Role.RELATIVE
    assert circle.person.support.offers(DEMO_DAY) == ()
    circle.relative.support.answer(one(circle.relative), "yes", DEMO_DAY)
    circle.sync(circle.relative, circle.supporter)
    assert one(circle.supporter).state == "yes"
    assert [line.state for line in circle.supporter.staff.supported(DEMO_DAY)[0].offers] == ["yes"]


def test_an_answer_is_taken_back_as_long_as_it_is_here(circle: Circle) -> None:
    offer(circle)
    circle.sync(circle.supporter, circle.person)
    record = circle.person.support.answer(one(circle.person), "not_now", DEMO_DAY, hold_seconds=10)
    assert one(circle.person).state == "not_now"
    assert circle.person.support.take_back(record, DEMO_DAY)
    assert one(circle.person).state == "new"
    assert not circle.person.support.take_back(record, DEMO_DAY)


def test_an_offer_that_is_being_typed_is_kept_and_gone_once_it_is_made(circle: Circle) -> None:
    scope, support = log_of(circle.supporter, ScopeType.SUPPORT, "person"), circle.supporter.support
    support.keep_unfinished(scope, ("Gesprekken", "Een uur", "15 mei"), DEMO_DAY)
    assert support.unfinished(scope) == ("Gesprekken", "Een uur", "15 mei")
    with pytest.raises(TooLong):
        support.offer(NewOffer(scope, "x" * (MOST_TITLE + 1), "Een uur"), DEMO_DAY)
    assert support.unfinished(scope) == ("Gesprekken", "Een uur", "15 mei")
    offer(circle)
    assert support.unfinished(scope) == ("", "", "")
