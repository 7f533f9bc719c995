# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Talks on the screens of both, by keys: asking, answering, talking, agreeing, verifying and stopping."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tbp_casefile.model.peers import PeerRequest
from tbp_tui import i18n
from tbp_tui.app import NotesApp
from tbp_tui.commands import lines
from tbp_tui.plain import numbered
from tbp_tui.screens.framed import Framed
from tbp_tui.screens.peers.page import PeersScreen
from tbp_tui.screens.peers.talk import PeerTalkScreen
from tbp_tui.screens.places import screen_of
from tests.cases.screens import app_on, whole_page
from tests.peers.people import WISH, Machine, People
from tests.screens.desk import press, screen_text

CRISIS = "This is not a crisis service."
HOSTILE = {
    "markup": "[bold]x[/] [@click=app.bell]press[/]",
    "control": "a\x1b[2Jb\x1b]0;title\x07c\x9b31md\re\x08f",
    "direction": "abc\u202edef\u2066ghi\u200bjkl",
    "combining": "z" + "\u0300" * 1000,
    "wide": "語" * 200,
    "one word": "x" * 3900,
}


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@asynccontextmanager
async def on(
    machine: Machine, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[NotesApp, Pilot[None]]]:
    """The app of one of them, on the list of talks."""
    app = app_on(machine.case, machine.now)
    async with app.run_test(size=size) as pilot:
        app.opened(machine.case)
        await pilot.pause()
        if not isinstance(app.screen, PeersScreen):
            app.push_screen(screen_of("peers"))
            await pilot.pause()
        yield app, pilot


def page(app: NotesApp) -> str:
    """What stands on the page, in one line."""
    assert isinstance(app.screen, Framed)
    return " ".join(whole_page(app.screen).split())


async def choose(app: NotesApp, pilot: Pilot[None], key: str) -> None:
    """Go to a row and press Enter."""
    assert isinstance(app.screen, Framed)
    app.screen.page.focus()
    app.screen.page.go_to(key)
    await press(pilot, "enter")


async def test_asking_by_keys_and_answering_a_proposal(people: People) -> None:
    person = people.person()
    async with on(person) as (app, pilot):
        assert CRISIS in page(app)
        assert "You cannot ask here yet." in page(app)
    people.opens_asking()
    person.sync()
    async with on(person) as (app, pilot):
        await choose(app, pilot, "form")
        await press(pilot, *"Vink")
        await choose(app, pilot, "send")
        assert "Choose at least one subject" in page(app)
        for key in ("peer_topic:family", "language:nl", "send"):
            await choose(app, pilot, key)
        assert "Alias Vink" in page(app)
    wish = person.case.peers.asking.wish()
    assert wish
    assert wish.body == PeerRequest(alias="Vink", topics=("family",), languages=("nl",))
    person.ahead = person.ahead.__class__(seconds=30)  # past the seconds in which it can be taken back
    person.sync()
    expert = people.expert()
    people.proposes()
    expert.sync()
    async with on(expert) as (app, pilot):
        assert "Vink" in page(app)
        assert "Nobody learns who said no." in page(app)
        (line,) = expert.case.peers.asking.proposals(expert.now)
        await choose(app, pilot, f"yes:{line.id}")
        assert "you said yes" in page(app)
        await choose(app, pilot, "pause")
        assert "You take a pause." in page(app)
    profile = expert.case.peers.asking.profile()
    assert profile
    assert profile.body.pause  # type: ignore[union-attr]


async def test_a_talk_with_its_numbers_a_warning_words_agreements_and_an_end(
    two: tuple[Machine, Machine],
) -> None:
    person, _expert = two
    async with on(person) as (app, pilot):
        await choose(app, pilot, f"talk:{person.room}")
        assert isinstance(app.screen, PeerTalkScreen)
        assert "Danger: 112. Suicide: 113." in " ".join(screen_text(app))
        assert "Nothing is agreed yet" in page(app)
        await choose(app, pilot, "say")
        app.screen.query_one("#words", TextArea).text = "Bel me op 06-12345678"
        await choose(app, pilot, "send")
        assert "A telephone number: by this you could be found." in page(app)
        assert person.view.lines == ()
        await choose(app, pilot, "all-the-same")
        assert "Bel me op 06-12345678" in page(app)
        await choose(app, pilot, "safety")
        words = person.talk.words("en")
        assert words
        assert " ".join(words.mine.words) in page(app)
        await choose(app, pilot, "same")
        assert person.talk.verified
        await press(pilot, "escape")
        await choose(app, pilot, "boundary")
        await choose(app, pilot, "minutes")
        await choose(app, pilot, "send")
        assert "You proposed what to agree." in page(app)
        await choose(app, pilot, "end")
        await choose(app, pilot, "back")
        assert not person.view.ended
        await choose(app, pilot, "end")
        await choose(app, pilot, "end")
        assert "This talk has ended." in page(app)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_nothing_that_the_other_writes_steers_the_terminal(
    text: str, two: tuple[Machine, Machine]
) -> None:
    person, expert = two
    expert.talk.say(text, expert.now)
    expert.sync()
    person.sync()
    async with on(person) as (app, pilot):
        await choose(app, pilot, f"talk:{person.room}")
        for _ in range(3):
            for line in screen_text(app):
                assert line.isprintable()
                assert cell_len(line) <= 80
            await press(pilot, "pagedown")
        assert app.is_running
    shown = "\n".join(numbered(lines.view(person.case, "peer", person.now)))
    assert all(line.isprintable() for line in shown.split("\n"))


async def test_the_numbers_stay_in_sight_and_the_newest_is_there_however_much_was_said(
    two: tuple[Machine, Machine],
) -> None:
    person, expert = two
    for number in range(60):
        expert.talk.say(f"Bericht {number}", expert.now)
    expert.sync()
    person.sync()
    async with on(person, size=(40, 12)) as (app, pilot):
        await choose(app, pilot, f"talk:{person.room}")
        assert "112" in " ".join(screen_text(app))
        assert "Bericht 59" in " ".join(screen_text(app))
        await press(pilot, "home")
        assert "112" in " ".join(screen_text(app))
        assert "Bericht 59" not in " ".join(screen_text(app))


async def test_a_proposal_stands_on_the_first_page_until_it_is_answered(people: People) -> None:
    person = people.person()
    people.opens_asking()
    person.sync()
    person.case.peers.asking.ask(WISH, person.now)
    person.sync()
    people.expert()
    people.proposes()
    person.sync()
    app = app_on(person.case, person.now)
    async with app.run_test(size=(80, 24)) as pilot:
        app.opened(person.case)
        await pilot.pause()
        assert "A talk is proposed to you" in page(app)
        await choose(app, pilot, "todo:peers:")
        assert isinstance(app.screen, PeersScreen)
        person.answer("no")
        await press(pilot, "escape")
        assert "A talk is proposed to you" not in page(app)


async def test_a_second_device_comes_in_and_is_answered_on_the_screens_of_the_talk(
    people: People, two: tuple[Machine, Machine]
) -> None:
    person, _expert = two
    person.talk.say("Van voor de tweede laptop", person.now)
    person.sync()
    line = person.talk.own_devices.add().line
    second = people.person("second")
    async with on(second) as (app, pilot):
        await choose(app, pilot, "come-in")
        app.screen.query_one("#alias", Input).value = "Willem"
        app.screen.query_one("#ticket", Input).value = "no ticket"
        await choose(app, pilot, "send")
        assert not second.case.peers.lines(second.now)
        app.screen.query_one("#ticket", Input).value = line
        await choose(app, pilot, "send")
        assert "begins when you are online" in page(app)
    second.sync()
    person.sync()
    async with on(second) as (app, pilot):
        await choose(app, pilot, f"talk:{second.room}")
        assert "This device reads nothing here until you say yes" in page(app)
    async with on(person) as (app, pilot):
        await choose(app, pilot, f"talk:{person.room}")
        (asked,) = person.talk.own_devices.arrivals
        await choose(app, pilot, f"arrival:{asked.device}")
        await choose(app, pilot, "yes")
    person.sync()
    second.sync()
    assert second.reads == ["Van voor de tweede laptop"]
