# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The keys that are the same everywhere, and that arrows, Tab, Enter and Esc are enough."""

import time

import pytest
from textual.pilot import Pilot

from tbp_tui import i18n
from tbp_tui.app import NotesApp
from tbp_tui.screens.framed import Framed
from tests.screens.desk import Desk, press, screen_text, title, unlocked

PLACES = {
    "1": "your package",
    "2": "what changed",
    "3": "review",
    "4": "what we ask of you",
    "5": "what you may expect",
    "6": "contact and help",
    "7": "requests",
    "9": "news about your situation",
    "0": "more",
}


@pytest.mark.parametrize(("digit", "place"), PLACES.items())
async def test_a_digit_leads_to_its_place_and_esc_back(desk: Desk, digit: str, place: str) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, digit)
        assert title(app) == place
        await press(pilot, "escape")
        assert title(app) == "start"


async def test_from_one_place_to_another_esc_still_leads_to_the_first_page(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "1", "2", "6", "escape")
        assert title(app) == "start"


async def test_esc_never_leads_out_of_the_app_or_back_to_the_lock(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape")
        assert title(app) == "locked"
        await unlocked(pilot)
        await press(pilot, "escape", "escape")
        assert title(app) == "start"
        assert app.is_running


async def test_arrows_and_enter_reach_every_place_and_every_answer(desk: Desk) -> None:
    app = desk.app()
    seen = set()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        while current_row(app) != "place:more":
            await press(pilot, "enter")
            seen.add(title(app))
            await press(pilot, "escape", "down")
        await press(pilot, "enter")
        seen.add(title(app))
        await press(pilot, "1", "end", "enter")
        seen.add(title(app))
        await press(pilot, "escape", "up", "enter")
        seen.add(title(app))
    assert seen == {*PLACES.values(), "before you send this", "a talk"}


def current_row(app: NotesApp) -> str | None:
    """The row that has the marker."""
    assert isinstance(app.screen, Framed)
    return app.screen.page.key


HIDING_PLACES = {
    "the first page": (),
    "a page": ("1",),
    "a text field": ("1", "end", "up", "up", "enter", "x"),
    "the field of the search": ("f3", "x"),
    "news": ("9", "enter"),
    "the question before not now": ("1", "end", "enter"),
    "help": ("f8",),
    "the explanation": ("f1",),
}


@pytest.mark.parametrize("key", ["f9", "ctrl+l"])
@pytest.mark.parametrize("place", HIDING_PLACES)
async def test_hiding_works_from_everywhere_within_50_ms(desk: Desk, place: str, key: str) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *HIDING_PLACES[place])
        started = time.perf_counter()
        app.simulate_key(key)
        while not desk.hidden:
            await _one_turn(pilot)
        assert time.perf_counter() - started < 0.05
        assert desk.hidden == 1
        assert desk.blanked == [True]


async def _one_turn(pilot: Pilot[None]) -> None:
    import asyncio

    await asyncio.sleep(0)
    assert pilot.app.is_running


async def test_on_the_lock_hiding_only_forgets_what_was_typed(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "e", "c", "f4")
        assert any("sec" in line for line in screen_text(app))
        await press(pilot, "f9")
        assert not any("sec" in line for line in screen_text(app))
        assert app.screen.query_one("#passphrase").password  # type: ignore[attr-defined]  # an Input
    assert desk.hidden == 0


@pytest.mark.parametrize("place", HIDING_PLACES)
async def test_closing_asks_nothing(desk: Desk, place: str) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *HIDING_PLACES[place])
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_the_language_changes_on_every_screen_at_once_and_is_remembered(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "1", "f2")
        assert title(app) == "uw pakket"
        await press(pilot, "escape")
        assert "Nu doen" in "\n".join(screen_text(app))
    assert desk.remembered == [("nl", "dark")]


async def test_the_language_can_be_changed_on_the_lock(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f2")
        assert title(app) == "vergrendeld"
        await press(pilot, "tab", "tab", "tab", "enter")
        assert i18n.language() == "en"


async def test_f8_is_help_from_everywhere_behind_the_lock(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f8")
        assert title(app) == "locked"
        await unlocked(pilot)
        await press(pilot, "2", "f8")
        assert title(app) == "contact and help"
        await press(pilot, "f8", "escape")
        assert title(app) == "what changed"


async def test_f1_explains_the_screen_before_it_and_chooses_colours(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "1", "f1")
        assert "This is the offer that holds for you now" in "\n".join(screen_text(app))
        await press(pilot, "down", "enter")
        assert app.theme == "light"
        await press(pilot, "f1", "escape")
        assert title(app) == "your package"
    assert desk.remembered == [("en", "light")]


async def test_hints_can_be_clicked(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        where = screen_text(app)[-1].index("F8")
        await pilot.click(offset=(where, 23))
        await pilot.pause()
        assert title(app) == "contact and help"


async def test_rows_can_be_clicked(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        line = next(number for number, text in enumerate(screen_text(app)) if "Read your package" in text)
        await pilot.click(offset=(10, line))
        await pilot.pause()
        assert title(app) == "your package"


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_no_key_breaks_anything(desk: Desk, size: tuple[int, int]) -> None:
    app = desk.app()
    async with app.run_test(size=size) as pilot:
        await unlocked(pilot)
        for place in ("", *PLACES):
            await press(pilot, *([place] if place else []), "pagedown", "pagedown", "up", "pageup", "down")
            await press(
                pilot, "tab", "shift+tab", "shift+tab", "f6", "end", "tab", "home", "ctrl+c", "ctrl+z"
            )
            await press(pilot, "ctrl+p", "ctrl+backslash", "question_mark", "escape", "x", "escape")
        assert app.is_running


def test_nothing_of_textual_speaks_english_by_itself(desk: Desk) -> None:
    app = desk.app()
    assert isinstance(app, NotesApp)
    assert not app.ENABLE_COMMAND_PALETTE
    assert set() == app.COMMANDS
