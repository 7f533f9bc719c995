# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A contact person answers a request: drafted on their device alone, read by nobody before it is sent."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tbp_casefile.model.dialogue import Answer
from tbp_casefile.tables import ScopeType
from tbp_casefile.views.requests import RequestLine
from tbp_tui.screens.request import RequestScreen
from tbp_tui.screens.staff.reply import ReplyScreen
from tbp_tui.services.errors import NoDayOfAnswer, NotForThisRole, NothingToSay, TooLong
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.staff.replies import MOST_ANSWER, Reply
from tests.cases.circle import WORD, Circle, gathered
from tests.cases.devices import DEMO_DAY, Devices
from tests.cases.staff_desk import BAS, H1, H3, StaffDesk, again, staff_desk
from tests.cases.test_staff import by_number
from tests.markers import readable_below

LATER = date(2026, 4, 24)
YES = Reply("Dit kan, met begeleiding.", "possible")


@pytest.fixture
def bas(devices: Devices, tmp_path: Path) -> Iterator[OpenCase]:
    """A contact person with an open request in the first case, to write on."""
    with devices.opened(BAS, copy_to=tmp_path) as case:
        by_number(case, H1)
        yield case


def asked(case: OpenCase, title: str = "Antwerpen") -> RequestLine:
    """One request by a word of its title."""
    (line,) = (line for line in case.requests(DEMO_DAY) if title in str(line.request.title))
    return line


def test_a_draft_is_in_no_record_and_outlives_the_process(bas: OpenCase, tmp_path: Path) -> None:
    bas.replies.keep(asked(bas).ref, YES, DEMO_DAY)
    assert bas._vault.outbox.all() == []
    other = again(bas, tmp_path)
    by_number(other, H1)
    assert other.replies.begun(asked(other).ref) == YES
    assert asked(other).state == "open"
    other.close()


def test_an_answer_goes_to_the_log_of_its_request_and_its_draft_is_gone(bas: OpenCase) -> None:
    before = asked(bas)
    bas.replies.keep(before.ref, YES, DEMO_DAY)
    bas.replies.send(before.ref, YES, DEMO_DAY)
    line = asked(bas)
    assert (line.state, line.due, line.overdue) == ("possible", None, False)
    assert line.answers[-1].answer == Answer(text=YES.text, answer="possible")
    (row,) = bas._vault.outbox.all()
    assert (row.scope, row.kind) == (before.ref.scope, "answer")
    assert bas.replies.begun(line.ref) is None
    assert {case.number: len(case.summary.requests) for case in bas.staff.caseload(DEMO_DAY)}[H1] == 0


def test_what_does_not_go_with_an_answer_is_left_out_of_it() -> None:
    reply = Reply("x", "possible", "capacity", LATER)
    assert reply.body() == Answer(text="x", answer="possible")
    assert replace_answer(reply, None).body() == Answer(text="x", due=LATER)
    assert replace_answer(reply, "not_now").body() == Answer(text="x", answer="not_now", reason="capacity")


def replace_answer(reply: Reply, answer: str | None) -> Reply:
    return Reply(reply.text, answer, reply.reason, reply.due)  # type: ignore[arg-type]  # one of the few


@pytest.mark.parametrize(
    ("reply", "refused"),
    [
        (Reply("  ", "possible"), NothingToSay),
        (Reply("x" * (MOST_ANSWER + 1), "possible"), TooLong),
        (Reply("Wij kijken ernaar."), NoDayOfAnswer),
        (Reply("Wij kijken ernaar.", due=date(2026, 4, 19)), NoDayOfAnswer),
    ],
)
def test_what_cannot_be_an_answer_is_refused_and_stays_a_draft(
    bas: OpenCase, reply: Reply, refused: type[Exception]
) -> None:
    about = asked(bas).ref
    bas.replies.keep(about, reply, DEMO_DAY)
    with pytest.raises(refused):
        bas.replies.send(about, reply, DEMO_DAY)
    assert bas._vault.outbox.all() == []
    assert bas.replies.begun(about) == reply


def test_what_was_sent_is_a_draft_again_as_long_as_it_is_here(bas: OpenCase) -> None:
    about = asked(bas).ref
    record = bas.replies.send(about, YES, DEMO_DAY, hold_seconds=10)
    assert bas.replies.take_back(about, record, YES, DEMO_DAY)
    assert bas.replies.begun(about) == YES
    assert asked(bas).state == "open"
    sent = bas.replies.send(about, YES, DEMO_DAY)
    assert not bas.replies.take_back(about, sent, YES, DEMO_DAY)
    assert bas.replies.begun(about) is None


@pytest.mark.parametrize("reader", ["h1-journalist/person", "h3-lawyer/supporter-3", "h3-lawyer/relative-1"])
def test_nobody_else_answers(devices: Devices, tmp_path: Path, reader: str) -> None:
    with devices.opened(reader, copy_to=tmp_path) as case:
        for line in case.requests(DEMO_DAY):
            assert not case.replies.may(line.ref)
            with pytest.raises(NotForThisRole):
                case.replies.send(line.ref, YES, DEMO_DAY)


# --- between people ---------------------------------------------------------------------------------------


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    with gathered(tmp_path) as circle:
        yield circle


def test_the_person_reads_the_answer_and_never_the_draft(circle: Circle, tmp_path: Path) -> None:
    line = next(line for line in circle.contact.requests(DEMO_DAY) if line.state == "open")
    draft = Reply(f"Eerst uitzoeken, {WORD}.", "not_now")
    circle.contact.replies.keep(line.ref, draft, DEMO_DAY)
    circle.sync(circle.contact, circle.person)
    assert readable_below(circle.home, tmp_path / "person", words=[WORD]) == {}
    (seen,) = (one for one in circle.person.requests(DEMO_DAY) if one.id == line.id)
    assert seen.state == "open"
    circle.contact.replies.send(line.ref, YES, DEMO_DAY)
    circle.sync(circle.contact, circle.person)
    (seen,) = (one for one in circle.person.requests(DEMO_DAY) if one.id == line.id)
    assert (seen.state, seen.answers[-1].answer.text) == ("possible", YES.text)
    assert all(WORD not in str(given.answer.text) for given in seen.answers)


def test_what_the_family_asked_is_answered_where_the_family_reads_it(circle: Circle) -> None:
    family = [line for line in circle.contact.requests(DEMO_DAY) if line.family]
    assert family
    circle.contact.replies.send(family[0].ref, YES, DEMO_DAY)
    (row,) = circle.contact._vault.outbox.all()
    place = circle.contact._vault.scope(row.scope)
    assert place
    assert place.type == ScopeType.FAMILY
    circle.sync(circle.contact, circle.relative)
    (seen,) = (line for line in circle.relative.requests(DEMO_DAY) if line.id == family[0].id)
    assert seen.answers[-1].answer.text == YES.text


# --- on the screen ----------------------------------------------------------------------------------------


async def open_request(desk: StaffDesk) -> None:
    """From the list of cases to the first request without an answer."""
    await desk.press("enter", "7", "enter")
    assert isinstance(desk.screen, RequestScreen)
    await desk.press("end", "enter")
    assert isinstance(desk.screen, ReplyScreen)


async def test_it_is_typed_chosen_read_back_sent_and_taken_back(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await open_request(desk)
        await desk.press(*"Dit kan.", "tab", "enter")
        assert "This is what the person will read" in desk.page
        assert "Dit kan." in desk.page
        assert "Only the authority decides about" in desk.page
        await desk.press("down", "enter")
        assert isinstance(desk.screen, RequestScreen)
        assert desk.written == ["answer"]
        assert "Ctrl+Z" in desk.page
        await desk.press("ctrl+z")
        assert desk.written == []
        assert "Go on with the answer that you began" in desk.page
        await desk.press("end", "enter")
        assert "Dit kan." in desk.page


async def test_an_answer_without_a_day_or_a_choice_stays_on_the_screen(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await open_request(desk)
        await desk.press(*"Later.", "tab", "down", "down", "enter")
        assert "Choose an answer, or a day" in desk.page
        assert desk.written == []
        await desk.press("up", "enter", *"24 april", "enter")
        assert "The answer comes by: Friday 24 April 2026" in desk.page
        await desk.press("down", "enter")
        assert desk.written == ["answer"]


@pytest.mark.parametrize("way", [("f9",), ("ctrl+q",), ("escape",), ("tab", "7")])
async def test_a_draft_is_kept_at_every_way_out(
    devices: Devices, tmp_path: Path, way: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tbp_tui.screens.keeping.KEPT_EACH", 3600)
    async with staff_desk(devices, tmp_path) as desk:
        await open_request(desk)
        await desk.press("tab", "enter", "shift+tab", *"Dit kan", *way)
        begun = desk.case.replies.begun(asked(desk.case).ref)
        assert begun == Reply("Dit kan", "possible")


async def test_letting_go_leaves_nothing(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await open_request(desk)
        await desk.press(*"Dit kan", "tab")
        desk.screen.page.go_to("forget")
        await desk.press("enter")
        assert isinstance(desk.screen, RequestScreen)
        await desk.press("f9")
        assert desk.case._vault.unfinished.places() == []


async def test_the_list_says_where_a_draft_waits(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        by_number(desk.case, H1)
        desk.case.replies.keep(asked(desk.case).ref, YES, DEMO_DAY)
        await desk.press("enter", "7")
        assert "You began an answer." in desk.page
        by_number(desk.case, H3)
        assert not [line for line in desk.case.requests(DEMO_DAY) if desk.case.replies.begun(line.ref)]
