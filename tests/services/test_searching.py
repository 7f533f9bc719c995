# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person finds, in which language, and what nobody ever finds; no words can break a search."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbp_casefile import model
from tbp_casefile.model.case import Measure
from tbp_casefile.tables import CONTROL_KINDS, Role
from tbp_casefile.times import from_ms
from tbp_tui.services import searching
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.syncing import Syncing
from tbp_tui.sync.identity import prover
from tbp_tui.sync.session import Session
from tbp_tui.vault.store import Vault
from tbp_tui.world import World
from tests.casefile.bodies import CONTENT, authority_change
from tests.logs import CASE, SYSTEM, chance, key, uuid4
from tests.services.kept import FAMILY, OTHER_CASE, Kept
from tests.sync.desk import new_vault
from tests.sync.played import ADDRESS, Device, Played

BOTH = {"nl": "Een lamp bij de deur", "en": "A light by the door"}


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as vault:
        yield vault


@pytest.fixture
def kept(vault: Vault) -> Kept:
    """A person's vault, nothing in it yet."""
    return Kept(vault)


def talk(text: object, **more: object) -> dict[str, object]:
    return {"kind": "talk", "text": text, **more}


# --- which words a record has -----------------------------------------------------------------------------


def test_a_text_in_two_languages_is_found_in_the_language_of_the_reader(kept: Kept) -> None:
    row = kept.put("contact_moment", talk(BOTH))
    assert kept.finds("lamp") == kept.finds("light", "en") == kept.finds("deur lamp") == [row.id]
    assert kept.finds("light") == kept.finds("lamp", "en") == []


def test_a_text_in_one_language_is_found_in_both(kept: Kept) -> None:
    row = kept.put("contact_moment", talk("Het café, een résumé"))
    assert kept.finds("cafe") == kept.finds("RESUME", "en") == [row.id]
    half = kept.put("contact_moment", talk({"nl": "alleen Nederlands"}))
    assert kept.finds("alleen", "en") == kept.finds("alleen", "nl") == [half.id]


def test_what_is_shown_of_it_is_found_also_in_the_one_language_of_its_writer(kept: Kept) -> None:
    row = kept.put("request", {"kind": "work", "title": "Naar zee", "text": BOTH})
    assert kept.finds("zee") == kept.finds("zee", "en") == [row.id]


def test_names_numbers_places_and_codes_are_found_in_both_languages(kept: Kept) -> None:
    contact = kept.put("contact", {**CONTENT["contact"], "name": "Bas Olthof", "phone": "088-000 00 11"})
    helps = kept.put("help_contact", {"name": BOTH, "order": 1, "place": "slachtofferhulp.nl"}, SYSTEM)
    measure = kept.put("measure", {**CONTENT["measure"], "code": "M31"})
    status = kept.put("case_status", {**CONTENT["case_status"], "case": "D-25-0042"})
    for language in ("nl", "en"):
        assert kept.finds("olth", language) == kept.finds("088-000 00 11", language) == [contact.id]
        assert kept.finds("slachtofferhulp.nl", language) == [helps.id]
        assert kept.finds("m31", language) == [measure.id]
        assert kept.finds("D-25-0042", language) == [status.id]


def test_texts_are_found_however_deep_they_stand(kept: Kept) -> None:
    change = {"code": "M25", "change": "started", "reason": "threat", "text": BOTH}
    package = kept.put("package", {**CONTENT["package"], "changes": [change]})
    news = kept.put("bulletin", {**CONTENT["bulletin"], "do": [{"nl": "Bel mij", "en": "Call me"}]})
    assert kept.finds("lamp") == kept.finds("M25") == [package.id]
    assert kept.finds("bel mij") == [news.id]


def test_ids_hashes_enumerations_and_dates_are_no_words(kept: Kept) -> None:
    part = {"scope": uuid4("part"), "id": uuid4("id"), "leaf": "ab" * 32}
    kept.put("package", {**CONTENT["package"], "parts": [part], "coverage": {"home": "partly"}})
    kept.put("measure", {**CONTENT["measure"], "layer": "government", "state": "failing"})
    kept.put("acknowledgement", {"what": "explained", "text": "Dank u"})
    for word in (part["scope"], part["id"], part["leaf"], "partly", "home", "government", "failing",
                 "authority", "explained", "2026-01-05", "01"):  # fmt: skip
        assert kept.finds(word) == kept.finds(word, "en") == [], word


def test_a_day_is_found_as_it_is_written_out(kept: Kept) -> None:
    row = kept.put(
        "contact_moment",
        talk({"nl": "Tot {date:2026-03-01}.", "en": "Until {date:2026-03-01}."}),
        at="2026-05-11T23:30:00Z",  # the twelfth in Amsterdam
    )
    assert kept.finds("1 maart 2026") == kept.finds("1 march", "en") == [row.id]
    assert kept.finds("12 mei") == kept.finds("12 May 2026", "en") == [row.id]
    assert kept.finds("11 mei") == kept.finds("12 may") == kept.finds("date") == []


def test_what_holds_no_text_is_not_found_by_its_day_either(kept: Kept) -> None:
    kept.put("evaluation", {"scores": {"contact": 4}, "share": True})
    kept.put("review", CONTENT["review"])
    kept.put("acknowledgement", {"what": "seen"})
    said = kept.put("confirmation", {"what": "question", "text": "Tot hoe laat?"})
    assert kept.finds("12 mei") == [said.id]


def test_a_brief_and_a_task_are_found_by_what_was_written_in_them(kept: Kept) -> None:
    brief = kept.put("handover_brief", {"works": "Rustig aan.", "avoid": "Niet om zes uur bellen."})
    task = kept.put("task", {"text": "Sam terugbellen"})
    assert kept.finds("rustig") == kept.finds("zes uur", "en") == [brief.id]
    assert kept.finds("terugbellen") == [task.id]


def test_of_every_kind_that_holds_text_the_title_is_shown(kept: Kept) -> None:
    content = {**CONTENT, "authority_change": authority_change("authority")}
    for kind in ("review", "duty_state", "evaluation", "acknowledgement", "confirmation", "support_response"):
        content[kind] = {**CONTENT[kind], "text": f"Over {kind}."}
    content["handover_brief"] = {"avoid": "Niet om zes uur bellen."}
    rows = [kept.put(kind, content[kind]) for kind in sorted(searching.SEARCHED)]
    found = {one.kind: one for one in kept.search("12 mei")}
    assert {one.id for one in found.values()} == {row.id for row in rows}
    assert all(one.title for one in found.values())
    assert found["measure"].title == "Camera"
    assert found["contact"].title == "Bas"
    assert found["package"].title == CONTENT["package"]["reason"]


def test_every_content_kind_of_this_version_is_searched() -> None:
    """Whoever adds a kind says what stands for it in a list, and raises the edition."""
    kinds = {kind for kind, _schema in model.BODIES}
    assert kinds - CONTROL_KINDS - {"key"} == searching.SEARCHED | searching.NOT_SEARCHED
    assert not searching.SEARCHED & searching.NOT_SEARCHED


def test_what_is_found_says_what_a_screen_needs(kept: Kept) -> None:
    row = kept.put("measure", {**CONTENT["measure"], "title": BOTH}, at="2026-04-20T09:00:00+02:00")
    (found,) = kept.search("lamp")
    assert (found.id, found.kind, found.entity) == (row.id, "measure", row.entity)
    assert (found.title, found.day) == (BOTH, date(2026, 4, 20))
    assert isinstance(found.body, Measure)


# --- what is asked ----------------------------------------------------------------------------------------


def test_all_words_are_needed_and_the_last_one_may_be_half_typed(kept: Kept) -> None:
    row = kept.put("contact_moment", talk("Afspraak over de lamp in vak D 2"))
    for words in ("lamp", "la", "l", "lamp afspraak", "afsp la", "vak d 2", "d 2", "«Lamp», (vak) — d."):
        assert kept.finds(words) == [row.id], words
    for words in ("lamp camera", "amp", "a lamp", "lampen"):
        assert kept.finds(words) == [], words


def test_nothing_asked_is_nothing_found(kept: Kept) -> None:
    kept.put("contact_moment", talk("Een lamp"))
    for words in ("", " ", "\n", '"', "* -", "()", "…", "_", "\x00", "\ud800"):
        assert kept.finds(words) == [], words


def test_what_fts5_would_read_as_its_own_language_is_words(kept: Kept) -> None:
    row = kept.put("contact_moment", talk("Nl en near or not and lamp"))
    for words in ("nl: lamp", "NEAR(lamp, 3)", "lamp OR camera", '"lamp', "^lamp", "{nl en}: lamp", "lamp*"):
        expected = [] if "camera" in words or "3" in words else [row.id]
        assert kept.finds(words) == expected, words


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """One vault for many examples."""
    with new_vault(tmp_path_factory.mktemp("lasting") / "vault") as vault:
        kept = Kept(vault)
        kept.put("contact_moment", talk("Een lamp bij de deur, ook in de zomer"))
        yield kept


@given(
    words=st.text() | st.text(alphabet='ab1 "*:()^-+{},\x00\ud800ⅷ²\u0301', max_size=300), nl=st.booleans()
)
def test_no_words_break_a_search(lasting: Kept, words: str, nl: bool) -> None:
    assert len(lasting.search(words, "nl" if nl else "en")) <= 1


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=200))
def test_however_many_words_break_no_search(lasting: Kept, words: list[str]) -> None:
    assert len(lasting.search(" ".join(words))) <= 1
    assert lasting.search("lamp deur " * 200)


def test_no_more_than_the_limit_and_the_newest_day_first(kept: Kept) -> None:
    days = [kept.put("contact_moment", talk("lamp"), at=f"2026-05-0{day}T10:00:00Z") for day in (3, 9, 1, 5)]
    assert kept.finds("lamp") == [days[place].id for place in (1, 3, 0, 2)]
    assert len(kept.search("lamp", limit=2)) == 2


def test_of_more_than_the_limit_the_newest_are_found_in_whatever_order_they_came(kept: Kept) -> None:
    days = [7, 21, 3, 14, 28, 1, 9, 2]
    for scope in (FAMILY, CASE):  # the one is indexed after the other, whatever its moments are
        for day in days:
            hour = 9 if scope == CASE else 17
            kept.put("contact_moment", talk(f"lamp {day}"), scope, at=f"2026-05-{day:02}T{hour:02}:00:00Z")
    newest = [(day, scope) for day in (28, 21, 14) for scope in (FAMILY, CASE)]
    rows = {row.id: row for row in kept.vault.records.current(["contact_moment"])}
    for words in ("lamp", "la"):
        found = kept.search(words, limit=6)
        assert [(one.day.day, rows[one.id].scope) for one in found] == newest
    kept.put("contact_moment", talk("lamp lang geleden"), at="1999-05-12T10:00:00+02:00")
    assert [one.day.day for one in kept.search("lamp", limit=2)] == [28, 28]
    latest = kept.put("contact_moment", talk("lamp, nu"), at="2026-05-28T23:59:00+02:00")
    assert [one.id for one in kept.search("lamp", limit=1)] == [latest.id]


def test_of_one_minute_there_may_be_more_than_it_has_numbers(kept: Kept) -> None:
    with kept.vault.transaction():
        early = [kept.put("contact_moment", talk("lamp"), at="2026-05-12T10:00:00Z") for _ in range(600)]
        late = kept.put("contact_moment", talk("lamp"), at="2026-05-12T11:00:00Z")
    assert kept.finds("lamp")[0] == late.id
    assert {one.id for one in kept.search("lamp", limit=999)} == {row.id for row in (*early, late)}
    again = kept.put("contact_moment", talk("lamp"), at="2026-05-12T10:00:00Z")
    assert again.id in {one.id for one in kept.search("lamp", limit=999)}
    assert kept.finds("lamp")[0] == late.id


# --- what is never found ----------------------------------------------------------------------------------


def test_a_search_never_leaves_the_case_that_is_open(kept: Kept) -> None:
    own = kept.put("contact_moment", talk(BOTH))
    policy = kept.put("news", {"title": BOTH, "text": BOTH, "dated": "2026-01-05"}, SYSTEM)
    kept.put("contact_moment", talk(BOTH), OTHER_CASE)
    assert set(kept.finds("lamp")) == {own.id, policy.id}


@pytest.mark.parametrize(("role", "own"), [(Role.PERSON, CASE), (Role.RELATIVE, FAMILY)])
def test_what_is_told_twice_is_found_in_the_readers_own_log(vault: Vault, role: Role, own: str) -> None:
    kept = Kept(vault, role)
    package = {**CONTENT["package"], "reason": BOTH}
    contact = {**CONTENT["contact"], "note": BOTH}
    review = {**CONTENT["review"], "text": BOTH}
    rows = [
        kept.put(kind, body, scope)
        for scope in (CASE, FAMILY)
        for kind, body in (("package", package), ("contact", contact), ("review", review))
    ]
    once = kept.put("measure", {**CONTENT["measure"], "title": BOTH}, FAMILY)
    expected = {row.id for row in rows if row.scope == own} | {once.id}
    assert set(kept.finds("lamp")) == expected


def test_what_does_not_count_is_never_found(kept: Kept) -> None:
    kept.put("contact_moment", talk(BOTH), verdict="set-aside", code="may-not-write", current=0)
    kept.put("contact_moment", talk(BOTH), verdict="late", current=0)
    kept.put("contact_moment", talk(BOTH), verdict="unknown", current=0)
    assert kept.finds("lamp") == []


def test_what_was_replaced_is_not_found_and_what_took_its_place_is(kept: Kept) -> None:
    old = kept.put("measure", {**CONTENT["measure"], "title": BOTH})
    assert kept.finds("lamp") == [old.id]
    new = kept.put("measure", {**CONTENT["measure"], "title": {"nl": "Twee lampen", "en": "Two lights"}})
    kept.vault.records.mark_replaced(CASE, [old.id], "measure", old.entity)
    assert kept.finds("lamp") == [new.id]


# --- keeping up -------------------------------------------------------------------------------------------


def test_in_batches_everything_is_found_once(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "BATCH", 3)
    rows = [kept.put("contact_moment", talk("lamp"), scope) for scope in (CASE, FAMILY) for _ in range(5)]
    kept.put("member", {"member": "person", "role": "person"})
    assert searching.catch_up(kept.vault, 4) == 4
    assert searching.catch_up(kept.vault) == 6
    assert searching.catch_up(kept.vault) == 0
    assert sorted(kept.finds("lamp")) == sorted(row.id for row in rows)
    later = kept.put("contact_moment", talk("lampion"))
    assert kept.finds("lampion") == [later.id]


def test_two_connections_that_catch_up_in_turns_index_everything_once(kept: Kept) -> None:
    rows = [kept.put("contact_moment", talk("lamp")) for _ in range(6)]
    with kept.vault.another() as beside:
        for vault in (kept.vault, beside) * 3:
            assert searching.catch_up(vault, 1) == 1
    assert len(kept.finds("lamp")) == len(rows)


def test_a_program_that_knows_more_words_indexes_again(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    row = kept.put("contact_moment", talk("lamp"))
    assert kept.finds("lamp") == [row.id]
    monkeypatch.setattr(searching, "_EDITION", b"later")
    assert searching.catch_up(kept.vault) == 1
    assert searching.catch_up(kept.vault) == 0
    assert kept.finds("lamp") == [row.id]


# --- beside the rest --------------------------------------------------------------------------------------


@pytest.fixture
def device(vault: Vault) -> Device:
    """The person's device at a backend that has a camera for it, and one that nobody may hang there."""
    device = Device(vault, Played()).enrolled_here()
    device.backend.case.add("measure", {**CONTENT["measure"], "title": BOTH}, by=key("authority"))
    device.backend.case.add("measure", {**CONTENT["measure"], "title": BOTH}, by=key("person"))
    return device


def world(device: Device) -> World:
    return World({}, Path(), None, lambda: from_ms(device.backend.case.now_ms), chance("world"))


@contextmanager
def syncing(device: Device) -> Iterator[Syncing]:
    """As the app syncs, in a conversation with the played backend."""
    place = world(device)
    one = Syncing(device.vault, place)
    signer = prover(device.vault, clock=place.now, random=place.random)
    one._session = Session(
        httpx2.Client(transport=httpx2.MockTransport(device.backend.answer)), ADDRESS, signer
    )
    yield one
    one.close()


def test_what_a_sync_brought_has_its_words_when_it_is_done(device: Device) -> None:
    with syncing(device) as one:
        assert one.once(world(device).now()).all_is_well
        assert not device.vault.search.is_behind()


def test_an_index_that_fails_fails_no_sync(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_entry", lambda _row: 1 / 0)
    with syncing(device) as one:
        assert one.once(world(device).now()).all_is_well
        assert device.vault.search.is_behind()


def test_an_open_case_indexes_what_is_new_before_it_searches(device: Device) -> None:
    assert device.sync().all_is_well
    case = OpenCase(device.vault, world(device))
    (found,) = case.search("lamp deur", "nl")
    assert (found.kind, found.title) == ("measure", BOTH)
    assert case.search("lamp", "en") == ()
    device.backend.case.add("measure", {**CONTENT["measure"], "title": BOTH}, by=key("authority"))
    assert device.sync().all_is_well
    assert len(case.search("lamp", "nl")) == 2
