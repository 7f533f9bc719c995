# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The lock: nothing of a case on it, one neutral sentence when it stays shut, and what was typed stays."""

from textual.pilot import Pilot
from textual.widgets import Input

from tbp_tui.app import NotesApp
from tbp_tui.screens.lock import LockScreen
from tests.screens.desk import PASSPHRASE, Desk, Refusal, press, screen_text, title, until

WRONG = "This did not open it. Check the words and try again."


def field(app: NotesApp) -> Input:
    """The field for the passphrase."""
    return app.screen.query_one("#passphrase", Input)


async def try_to_open(pilot: Pilot[None], passphrase: str) -> None:
    """Type and press Enter, and wait until the thread has answered."""
    app = pilot.app
    assert isinstance(app, NotesApp)
    field(app).value = passphrase
    await press(pilot, "enter")
    await until(pilot, lambda: not isinstance(app.screen, LockScreen) or not app.screen.busy)
    await pilot.pause()


async def test_the_right_passphrase_opens_the_first_page(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await try_to_open(pilot, PASSPHRASE)
        assert title(app) == "start"


async def test_the_lock_behind_the_first_page_keeps_no_passphrase(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await try_to_open(pilot, PASSPHRASE)
        assert app.screen_stack[0].query_one("#passphrase", Input).value == ""


async def test_a_wrong_one_says_one_sentence_and_keeps_what_was_typed(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await try_to_open(pilot, "wrong")
        assert WRONG in "\n".join(screen_text(app))
        assert field(app).value == "wrong"


async def test_other_words_take_the_place_of_wrong_ones(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await try_to_open(pilot, "wrong")
        await press(pilot, *"other")
        assert field(app).value == "other"


async def test_each_wrong_one_makes_the_next_wait_longer(desk: Desk) -> None:
    app = desk.app()
    waits = []
    async with app.run_test(size=(80, 24)) as pilot:
        await try_to_open(pilot, "wrong")
        for _ in range(4):
            await try_to_open(pilot, "wrong")
            await try_to_open(pilot, "wrong")
            said = next(line for line in screen_text(app) if "Wait" in line)
            waits.append(int(said.split()[1]))
            desk.pass_time(waits[-1])
    assert waits == [2, 4, 8, 16]


async def test_waiting_is_over_when_it_is_over(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await try_to_open(pilot, "wrong")
        await try_to_open(pilot, "wrong")
        await try_to_open(pilot, PASSPHRASE)
        assert title(app) == "locked"
        desk.pass_time(2)
        await try_to_open(pilot, PASSPHRASE)
        assert title(app) == "start"


async def test_another_trouble_has_its_own_sentence_and_no_wait(desk: Desk) -> None:
    desk.refusal = Refusal()
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await try_to_open(pilot, PASSPHRASE)
        assert "The encrypted file on this device is damaged." in "\n".join(screen_text(app))


async def test_while_it_opens_it_says_so_and_the_screen_stays_alive(desk: Desk) -> None:
    desk.hold.clear()
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        field(app).value = PASSPHRASE
        await press(pilot, "enter", "f2")
        assert "Even geduld." in "\n".join(screen_text(app))
        desk.hold.set()
        await until(pilot, lambda: not isinstance(app.screen, LockScreen))
        assert title(app) == "start"


async def test_hiding_while_it_opens_does_not_wait_for_it(desk: Desk) -> None:
    desk.hold.clear()
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        field(app).value = PASSPHRASE
        await press(pilot, "enter", "f9")
        assert desk.hidden == 1
        desk.hold.set()
        await until(pilot, lambda: not isinstance(app.screen, LockScreen))


async def test_what_is_typed_is_dotted_until_it_is_asked_for(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", "i")
        assert "fi" not in "\n".join(screen_text(app))
        await press(pilot, "down", "enter")
        assert "┃fi" in "\n".join(screen_text(app))
        assert "[x] Show what I type" in "\n".join(screen_text(app))


async def test_arrows_go_from_the_field_to_the_lines_below_and_back(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, *"wrong", "down", "down", "enter")
        await until(pilot, lambda: WRONG[:20] in "\n".join(screen_text(app)))
        await press(pilot, "up", "up")
        assert app.focused is field(app)


async def test_copying_the_passphrase_gives_nothing(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", "i", "ctrl+shift+a", "ctrl+c")
        assert app.clipboard == ""


async def test_the_demo_opens_itself_once_and_says_its_words(desk: Desk) -> None:
    desk.demo_passphrase = PASSPHRASE
    desk.opens_by_itself = True
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not isinstance(app.screen, LockScreen))
        assert title(app) == "start"


async def test_after_a_lock_the_demo_shows_its_words_and_waits(desk: Desk) -> None:
    desk.demo_passphrase = PASSPHRASE
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert f"Demo: {PASSPHRASE}" in "\n".join(screen_text(app))
        assert title(app) == "locked"


async def test_the_lock_says_nothing_of_the_case(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f1")
        words = "\n".join(screen_text(app))
    for told in ("112", "NCTV", "contact person", "13:58", "package", "Bas"):
        assert told not in words.replace("112 and your own people", "")
