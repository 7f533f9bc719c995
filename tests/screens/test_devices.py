# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Privacy and devices: nothing happens before it was read, and a ticket is nowhere but on its own screen."""

import threading
from dataclasses import replace

import pytest

from tbp_tui.screens import places
from tbp_tui.screens.device import DeviceScreen
from tbp_tui.screens.ticket import TicketScreen
from tests.screens.desk import LAPTOP, PHONE, Desk, press, screen_text, title, unlocked, until

SIZE = (80, 24)


def has(desk: Desk, words: str) -> bool:
    """Whether these words stand on the screen now, on one line."""
    assert desk.running is not None
    return any(words in line for line in screen_text(desk.running))


@pytest.fixture
def desk() -> Desk:
    """A laptop and a phone."""
    return Desk()


async def test_it_is_reached_from_more(desk: Desk) -> None:
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        await press(pilot, "0", "end", "up", "up", "up", "up", "up", "enter")
        assert title(pilot.app) == "privacy and devices"  # type: ignore[arg-type]  # it is ours
        assert has(desk, "This device")
        assert has(desk, "Add a device")


@pytest.mark.parametrize(("row", "late"), [(("up",), True), ((), False)])
async def test_a_device_is_ended_only_after_its_cost_was_read(
    desk: Desk, row: tuple[str, ...], late: bool
) -> None:
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        pilot.app.push_screen(DeviceScreen(PHONE))
        await press(pilot, "end", *row, "enter")
        assert has(desk, "90 days") == late
        assert has(desk, "is lost.") != late
        assert not has(desk, "that you are using now")
        await press(pilot, "enter")  # the line in front changes nothing
        assert desk.case.own_devices.revoked == []
        assert has(desk, "I no longer use it")
        await press(pilot, "end", *row, "enter", "end", "enter")
        assert desk.case.own_devices.revoked == [(PHONE, late)]
        assert has(desk, "Its end waits to be sent.")
        assert not has(desk, "I no longer use it")


async def test_ending_the_device_in_hand_says_so(desk: Desk) -> None:
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        pilot.app.push_screen(DeviceScreen(LAPTOP))
        await press(pilot, "end", "enter")
        assert has(desk, "that you are using now")


async def test_a_ticket_is_asked_once_shown_here_and_gone_afterwards(desk: Desk) -> None:
    owned = desk.case.own_devices
    owned.hold = threading.Event()
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        pilot.app.push_screen(TicketScreen())
        await pilot.pause()
        assert owned.asked == 0
        await press(pilot, "end", "enter", "enter")
        assert has(desk, "One moment.")
        owned.hold.set()
        await until(pilot, lambda: has(desk, "/#0123456789ABCDEFGHJKMNPQRS"))
        assert owned.asked == 1
        assert has(desk, "Show it to nobody")
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, TicketScreen)
        assert desk.running is not None
        assert desk.running.drafts == {}
        pilot.app.push_screen(TicketScreen())
        await pilot.pause()
        assert not has(desk, "/#")


async def test_without_a_connection_there_is_no_ticket_and_it_says_why(desk: Desk) -> None:
    desk.case.own_devices.offline = True
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        pilot.app.push_screen(TicketScreen())
        await press(pilot, "end", "enter")
        await until(pilot, lambda: has(desk, "There is no connection now."))
        assert has(desk, "Show the ticket")


async def test_a_ticket_that_comes_after_its_screen_is_gone_is_dropped(desk: Desk) -> None:
    owned = desk.case.own_devices
    owned.hold = threading.Event()
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        pilot.app.push_screen(TicketScreen())
        await press(pilot, "end", "enter", "escape")
        owned.hold.set()
        await pilot.pause()
        await pilot.pause()
        assert not has(desk, "/#")


async def test_the_first_page_asks_about_a_copy_until_it_is_answered(desk: Desk) -> None:
    desk.case.own_devices.unknown = 2
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        assert has(desk, "Was this you?")
        await press(pilot, "enter")
        assert has(desk, "2 things were written with the key of this device")
        await press(pilot, "enter")  # yes
        assert not has(desk, "Was this you?")
        await press(pilot, "escape")
        assert not has(desk, "Was this you?")


async def test_who_was_not_it_can_call_or_end_that_device(desk: Desk) -> None:
    laptop, phone = desk.case.own_devices.lines
    desk.case.own_devices.lines = (laptop, replace(phone, copied=True))
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        pilot.app.push_screen(places.screen_of("devices"))
        await press(pilot, "down", "enter")
        assert title(pilot.app) == "contact and help"  # type: ignore[arg-type]  # it is ours
        await press(pilot, "escape", "down", "enter")
        assert title(pilot.app) == "device"  # type: ignore[arg-type]  # it is ours
        assert has(desk, phone.code)
        assert desk.case.own_devices.revoked == []
        assert desk.case.own_devices.asks
