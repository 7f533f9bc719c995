# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What time and the outside do to the screen: it locks, dots its numbers, takes in news in place, hides."""

import threading

from textual import events

from tbp_tui.app import NotesApp
from tbp_tui.screens import places
from tbp_tui.screens.requests import RequestsScreen
from tests.screens.case import AS_OF
from tests.screens.desk import Desk, press, screen_text, title, unlocked, until


def words(app: NotesApp) -> str:
    """The whole screen as one text."""
    return "\n".join(screen_text(app))


# --- idle -------------------------------------------------------------------------------------------------


async def test_after_100_seconds_it_warns_and_after_120_it_locks(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        desk.pass_time(99)
        app.tick()
        assert title(app) == "start"
        desk.pass_time(1)
        app.tick()
        await pilot.pause()
        assert "Soon this screen locks by itself." in words(app)
        assert "NCTV" not in words(app)
        desk.pass_time(20)
        app.tick()
        assert desk.hidden == 1


async def test_any_key_goes_on_and_does_nothing_else(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "1")
        desk.pass_time(110)
        app.tick()
        await press(pilot, "6")
        assert title(app) == "your package"
        desk.pass_time(99)
        app.tick()
        assert title(app) == "your package"
        assert desk.hidden == 0


async def test_the_warning_does_not_pile_up(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        desk.pass_time(105)
        app.tick()
        app.tick()
        await press(pilot, "x")
        assert title(app) == "start"


async def test_a_clock_that_is_set_back_neither_locks_nor_stops_locking(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        desk.pass_time(-3600)
        app.tick()
        assert desk.hidden == 0
        desk.pass_time(121)
        app.tick()
        assert desk.hidden == 1


async def test_a_laptop_that_slept_is_locked_when_it_wakes(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        desk.pass_time(8 * 3600)
        app.tick()
        assert desk.hidden == 1


async def test_a_lid_that_was_closed_for_a_moment_locks_whatever_the_clock_says(desk: Desk) -> None:
    """T4: also when the wall clock was put back meanwhile."""
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        desk.pass_time(1)
        app.tick()
        assert desk.hidden == 0
        desk.pass_time(-3600)
        desk.sleep(10)
        app.tick()
        assert desk.hidden == 1


async def test_how_long_it_waits_is_a_choice(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        app.push_screen(places.screen_of("devices"))
        await pilot.pause()
        assert "after 2 minutes" in words(app)
        await press(pilot, "end", "up", "up", "up", "enter")
        assert "after 5 minutes" in words(app)
        desk.pass_time(279)
        app.tick()
        assert desk.hidden == 0
        assert title(app) == "privacy and devices"
        desk.pass_time(21)
        app.tick()
        assert desk.hidden == 1


async def test_what_is_done_in_the_background_is_no_touch(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        for _ in range(12):
            desk.pass_time(10)
            desk.case.due = True
            app.tick()
            app.redraw()
            await pilot.pause()
        assert desk.hidden == 1


async def test_the_lock_itself_does_not_lock(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        desk.pass_time(500)
        app.tick()
        await pilot.pause()
        assert desk.hidden == 0


# --- numbers ----------------------------------------------------------------------------------------------


async def test_numbers_are_dotted_shown_for_half_a_minute_and_dotted_again(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        assert "088" not in words(app)
        await press(pilot, "f4")
        assert "088-000 00 11" in words(app)
        desk.pass_time(30)
        app.tick()
        await pilot.pause()
        assert "088" not in words(app)


async def test_numbers_can_be_hidden_at_once(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "6", "enter")
        assert "088-000 00 11" in words(app)
        await press(pilot, "f4")
        assert "088" not in words(app)


# --- syncing ----------------------------------------------------------------------------------------------


async def sync(desk: Desk, app: NotesApp) -> None:
    """Let seconds pass until a sync has been started."""
    desk.case.due = True
    for _ in range(3):
        app.tick()
    desk.case.due = False


async def test_news_comes_in_in_place(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "down", "down")
        before = [line for line in screen_text(app) if ">" in line]
        desk.case.as_of = AS_OF.replace(hour=12, minute=1)
        await sync(desk, app)
        await until(pilot, lambda: "updated 14:01" in words(app))
        assert [line for line in screen_text(app) if ">" in line] == before


async def test_offline_is_one_calm_word_and_everything_can_go_on(desk: Desk) -> None:
    desk.case.offline = True
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await sync(desk, app)
        await until(pilot, lambda: app.trouble == "sync.offline")
        assert "offline, updated 13:58" in screen_text(app)[0]
        assert "There is no connection now." in words(app)
        await press(pilot, "1")
        assert title(app) == "your package"


async def test_an_unexpected_error_in_syncing_does_not_end_the_app(desk: Desk) -> None:
    desk.case.surprise = True
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await sync(desk, app)
        await until(pilot, lambda: "Something went wrong in this program." in words(app))
        assert "canary" not in words(app)


async def test_a_sync_that_hangs_holds_up_neither_keys_nor_hiding_nor_closing(desk: Desk) -> None:
    desk.case.hold = threading.Event()
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await sync(desk, app)
        await until(pilot, lambda: desk.case.synced == 1)
        await press(pilot, "2")
        assert title(app) == "what changed"
        await press(pilot, "f9")
        assert desk.hidden == 1
        await pilot.press("ctrl+q")
    desk.case.hold.set()
    assert app.return_code == 0


async def test_only_one_sync_runs_at_a_time(desk: Desk) -> None:
    desk.case.hold = threading.Event()
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await sync(desk, app)
        await sync(desk, app)
        await until(pilot, lambda: desk.case.synced == 1)
        desk.case.hold.set()
        await pilot.pause()
    assert desk.case.synced == 1


async def test_f5_looks_now_though_nothing_is_due_and_only_behind_the_lock(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f5")
        assert (desk.case.synced, desk.case.listens) == (0, False)
        await unlocked(pilot)
        app.tick()
        assert desk.case.listens
        await press(pilot, "1", "f5")
        await until(pilot, lambda: desk.case.synced == 1)
        assert title(app) == "your package"


async def test_what_rang_is_looked_at_within_the_second(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        desk.case.due = True
        app.tick()
        desk.case.due = False
        await until(pilot, lambda: desk.case.synced == 1)


async def test_saving_data_is_said_in_the_corner_and_gives_way_to_being_offline(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "0")
        assert "off: what is new comes at once" in words(app)
        await press(pilot, "end", "up", "up", "up", "enter")
        assert desk.case.saves_data
        assert "on: looks every half hour, or after F5" in words(app)
        assert "saving data, updated 13:58" in screen_text(app)[0]
        desk.case.offline = True
        app.redraw()
        await pilot.pause()
        assert "offline, updated 13:58" in screen_text(app)[0]
        desk.case.offline = False
        await press(pilot, "enter")
        assert not desk.case.saves_data
        assert "saving data" not in words(app)


# --- the curtain ------------------------------------------------------------------------------------------


async def test_without_the_focus_of_the_terminal_the_screen_is_empty(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "1")
        app.post_message(events.AppBlur())
        await pilot.pause()
        assert set(words(app)) == {"\n"}
        app.post_message(events.AppFocus())
        await pilot.pause()
        assert "your package" in words(app)
        assert "> Go to your answer" in words(app)


async def test_a_key_lifts_the_curtain_when_the_terminal_forgot_to_say_so(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        app.post_message(events.AppBlur())
        await pilot.pause()
        await press(pilot, "down")
        assert "Today is" in words(app)


async def test_news_may_come_in_while_a_screen_is_being_made(desk: Desk) -> None:
    """A sync ends whenever it ends; a screen that is not there yet is drawn when it is."""
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        waiting = app.push_screen(RequestsScreen())
        app.redraw()
        await waiting
        await pilot.pause()
        assert "request" in title(app)
        assert any(line.strip() for line in screen_text(app))
