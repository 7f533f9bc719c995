# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How it goes with what is asked, noted by a contact person: with the talk about it, and never without."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tbp_casefile.model.duties import ObligationState
from tbp_casefile.tables import ScopeType
from tbp_casefile.views.obligations import ObligationLine
from tbp_casefile.wire.envelope import kept_payload
from tbp_tui.plain import offer as plain
from tbp_tui.screens.obligation import ObligationScreen
from tbp_tui.screens.staff.signal import SignalScreen
from tbp_tui.screens.staff.signal_talk import SignalTalkScreen
from tbp_tui.services.errors import NoTalk, NotForThisRole, NothingToSay, TooLong
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show import offer as shown
from tbp_tui.services.staff.contacts import NewContact
from tbp_tui.services.staff.signals import MOST_SIGNAL, Signal
from tests.cases.circle import WORD, Circle, gathered
from tests.cases.devices import DEMO_DAY, Devices
from tests.cases.staff_desk import BAS, H1, StaffDesk, again, staff_desk
from tests.cases.test_staff import by_number
from tests.markers import readable_below

TODAY = date(2026, 4, 20)
NOTED = ObligationState(state="not_met", text="Het kwam te laat.")


@pytest.fixture
def bas(devices: Devices, tmp_path: Path) -> Iterator[OpenCase]:
    """A contact person, to write on."""
    with devices.opened(BAS, copy_to=tmp_path) as case:
        by_number(case, H1)
        yield case


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    with gathered(tmp_path) as circle:
        yield circle


def asked(case: OpenCase, code: str = "V8") -> ObligationLine:
    (line,) = (line for line in case.obligations(DEMO_DAY) if line.obligation.code == code)
    return line


def talked(case: OpenCase, text: str = "Over het programma gesproken.") -> str:
    """A talk of today, for colleagues alone."""
    return case.staff.log(NewContact("talk", text, DEMO_DAY), DEMO_DAY).contact


# --- what is kept and written ------------------------------------------------------------------------------


def test_with_the_talk_it_stands_at_the_obligation_and_names_its_day_alone(bas: OpenCase) -> None:
    line, talk = asked(bas), talked(bas)
    record = bas.signals.send(line.ref, Signal("Het kwam te laat.", "not_met", talk), DEMO_DAY)
    now = asked(bas)
    assert (now.state, now.since, now.events[-1].talk) == ("not_met", TODAY, TODAY)
    (row,) = (row for row in bas._vault.outbox.all() if row.id == record)
    assert (row.kind, row.scope) == ("obligation_state", line.ref.scope)
    assert talk.encode() not in kept_payload(row.jws)
    assert line.id.encode() in kept_payload(row.jws)
    assert bas._vault.scope(row.scope).type == ScopeType.CASE  # type: ignore[union-attr]
    item = next(one for one in shown.obligations(bas, DEMO_DAY, "nl") if one["code"] == "V8")
    assert item["talk"] == "2026-04-20"
    assert "Talk: Monday 20 April 2026." in plain.obligation(now)


@pytest.mark.parametrize(
    ("signal", "refused"),
    [
        (Signal("Het kwam te laat.", "not_met"), NoTalk),
        (Signal("Het gaat weer goed.", "recovered"), NoTalk),
        (Signal("Het kwam te laat.", "not_met", "message"), NoTalk),
        (Signal("Het kwam te laat.", "not_met", "missed"), NoTalk),
        (Signal("  ", "not_met", "talk"), NothingToSay),
        (Signal("x" * (MOST_SIGNAL + 1), "not_met", "talk"), TooLong),
    ],
)
def test_without_a_talk_or_a_text_nothing_is_noted_and_the_draft_stays(
    bas: OpenCase, signal: Signal, refused: type[Exception]
) -> None:
    contacts = {
        "talk": talked(bas),
        "message": bas.staff.log(NewContact("message", "Bericht", DEMO_DAY), DEMO_DAY).contact,
        "missed": bas.staff.log(
            NewContact("call", "Gemist", DEMO_DAY, outcome="not_reached"), DEMO_DAY
        ).contact,
    }
    signal = Signal(signal.text, signal.state, contacts.get(signal.talk, ""))
    about = asked(bas).ref
    bas.signals.keep(about, signal, DEMO_DAY)
    with pytest.raises(refused):
        bas.signals.send(about, signal, DEMO_DAY)
    assert "obligation_state" not in {row.kind for row in bas._vault.outbox.all()}
    assert bas.signals.begun(about) == signal


def test_a_draft_outlives_the_process_and_comes_back_when_it_is_taken_back(
    bas: OpenCase, tmp_path: Path
) -> None:
    about, signal = asked(bas).ref, Signal("Het kwam te laat.", "not_met", talked(bas))
    bas.signals.keep(about, signal, DEMO_DAY)
    other = again(bas, tmp_path)
    by_number(other, H1)
    assert other.signals.begun(about) == signal
    record = other.signals.send(about, signal, DEMO_DAY, hold_seconds=10)
    assert other.signals.begun(about) is None
    assert other.signals.take_back(about, record, signal, DEMO_DAY)
    assert other.signals.begun(about) == signal
    other.close()


@pytest.mark.parametrize("reader", ["h1-journalist/person", "h3-lawyer/supporter-3", "h3-lawyer/relative-1"])
def test_nobody_else_notes_it(devices: Devices, tmp_path: Path, reader: str) -> None:
    with devices.opened(reader, copy_to=tmp_path) as case:
        lines = case.obligations(DEMO_DAY)
        assert lines
        for line in lines:
            assert not case.signals.may_about(line)
            with pytest.raises(NotForThisRole):
                case.signals.sign(line.ref, NOTED, DEMO_DAY, hold_seconds=0)


def test_what_is_not_asked_any_more_is_not_noted(devices: Devices) -> None:
    with devices.opened("h2-mayor/contact-4") as case:
        lapsed = [line for line in case.obligations(DEMO_DAY) if line.state == "lapsed"]
        assert lapsed
        assert not any(case.signals.may_about(line) for line in lapsed)


def test_the_person_reads_it_with_what_it_changes_and_nothing_of_the_talk(
    circle: Circle, tmp_path: Path
) -> None:
    talk = talked(circle.contact, f"Besproken, {WORD}.")
    line = asked(circle.contact)
    circle.contact.signals.send(line.ref, Signal("Het kwam te laat.", "not_met", talk), DEMO_DAY)
    circle.sync(circle.contact, circle.person)
    seen = asked(circle.person)
    assert (seen.state, seen.events[-1].text, seen.events[-1].talk) == ("not_met", "Het kwam te laat.", TODAY)
    assert readable_below(tmp_path / "person", words=[WORD, talk]) == {}
    assert all(WORD not in str(one.talk.text) for one in circle.person.talks())


# --- on the screen ----------------------------------------------------------------------------------------


async def open_signal(desk: StaffDesk) -> None:
    """From the list of cases to noting how it goes with V8."""
    by_number(desk.case, H1)
    await desk.press("enter", "4")
    desk.screen.page.go_to(f"obligation:{asked(desk.case).id}")
    await desk.press("enter")
    assert isinstance(desk.screen, ObligationScreen)
    desk.screen.page.go_to("signal")
    await desk.press("enter")
    assert isinstance(desk.screen, SignalScreen)


async def test_first_the_talk_then_the_words_then_it_is_read_back_and_sent(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await open_signal(desk)
        await desk.press(*"Te laat.", "tab")
        assert "The talk about it: not chosen yet" in desk.page
        desk.screen.page.go_to("send")
        await desk.press("enter")
        assert "First choose the talk" in desk.page
        desk.screen.page.go_to("talk")
        await desk.press("enter")
        assert isinstance(desk.screen, SignalTalkScreen)
        before = len(desk.case.signals.talks())
        await desk.press("f7")
        await desk.type("gesprek 20m over het programma")
        await desk.press("enter", "enter", "escape")
        assert isinstance(desk.screen, SignalTalkScreen)
        assert len(desk.case.signals.talks()) == before + 1
        await desk.press("home", "enter")
        assert "The talk about it: Monday 20 April 2026, Talk, 20 minutes" in desk.page
        for words in ("This is what the person will read", "Te laat.", "What changes now: nothing."):
            assert words in desk.page
        assert "the authority may offer less" not in desk.page
        desk.screen.page.go_to("state")
        await desk.press("enter")
        assert "the authority may offer less" in desk.page
        desk.screen.page.go_to("send")
        await desk.press("enter")
        assert isinstance(desk.screen, ObligationScreen)
        assert desk.written == ["contact_moment", "obligation_state"]
        assert "Saved on this device." in desk.page
        await desk.press("ctrl+z")
        assert desk.written == ["contact_moment"]
        assert "Go on with what you began to note" in desk.page


async def test_later_it_cannot_be_taken_back(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        by_number(desk.case, H1)
        talked(desk.case)
        await open_signal(desk)
        await desk.press(*"Te laat.", "tab")
        desk.screen.page.go_to("talk")
        await desk.press("enter", "home", "enter")
        desk.screen.page.go_to("send")
        await desk.press("enter")
        desk.now += timedelta(seconds=11)
        await desk.press("ctrl+z")
        assert desk.written == ["contact_moment", "obligation_state"]
        assert "This cannot be taken back any more." in desk.page


@pytest.mark.parametrize("way", [("f9",), ("ctrl+q",), ("escape",), ("tab", "7")])
async def test_a_draft_is_kept_at_every_way_out(
    devices: Devices, tmp_path: Path, way: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tbp_tui.screens.keeping.KEPT_EACH", 3600)
    async with staff_desk(devices, tmp_path) as desk:
        await open_signal(desk)
        await desk.press("tab", "enter", "shift+tab", *"Te laat", *way)
        begun = desk.case.signals.begun(asked(desk.case).ref)
        assert begun == Signal("Te laat", "not_met")
