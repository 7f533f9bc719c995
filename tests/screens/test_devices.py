# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Privacy and devices: nothing happens before it was read, and a ticket is nowhere but on its own screen."""

import threading
from dataclasses import replace

import pytest

from tbp_tui.screens import places
from tbp_tui.screens.own_devices.device import DeviceScreen
from tbp_tui.screens.own_devices.ticket import TicketScreen
from tests.screens.case import AS_OF
from tests.screens.desk import (
    LAPTOP,
    PHONE,
    PHONE_ASKS,
    Desk,
    press,
    screen_text,
    title,
    unlocked,
    until,
)

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
        await press(pilot, "0", "end", *["up"] * 6, "enter")
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
        assert desk.case.begun.typed == {}
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


# --- a device that was added --------------------------------------------------------------------------------

ANSWERS: dict[str, tuple[str, ...]] = {"later": (), "yes": ("down",), "not mine": ("down", "down")}


@pytest.mark.parametrize("answer", ANSWERS)
async def test_the_first_page_asks_about_a_new_device_and_nothing_happens_before_the_answer(
    desk: Desk, answer: str
) -> None:
    owned = desk.case.own_devices
    owned.arrivals = (PHONE_ASKS,)
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        assert has(desk, "A device was added: is it yours?")
        await press(pilot, "enter")
        assert has(desk, PHONE_ASKS.code)
        assert has(desk, "It can read this now: your case, what your family sees.")
        assert has(desk, "After your yes it can read this too: the talks with your supporter.")
        assert has(desk, "nothing else changes")
        await press(pilot, *ANSWERS[answer], "enter")
        assert owned.accepted == ([PHONE] if answer == "yes" else [])
        assert owned.revoked == []
        if answer == "yes":
            assert has(desk, "You said yes.")
            await press(pilot, "enter")
        if answer == "not mine":
            assert title(pilot.app) == "before you end it"  # type: ignore[arg-type]  # it is ours
            await press(pilot, "end", "enter")
            assert owned.revoked == [(PHONE, False)]
            assert has(desk, "Its end waits to be sent.")
            await press(pilot, "enter")
        assert has(desk, "A device was added") == (answer == "later")


async def test_who_is_asked_about_more_devices_gets_them_in_a_list(desk: Desk) -> None:
    other = replace(PHONE_ASKS, device="another", code="AAAA-BBBB", own=False, role="supporter", reads=())
    desk.case.own_devices.arrivals = (PHONE_ASKS, other)
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        assert has(desk, "There are new devices: do you know them?")
        await press(pilot, "enter", "down", "enter")
        assert has(desk, "Your support worker has a new device")
        assert has(desk, "Call a number that you knew already")
        await press(pilot, "end", "enter")
        assert title(pilot.app) == "contact and help"  # type: ignore[arg-type]  # it is ours
        await press(pilot, "escape", "home", "down", "enter")
        assert desk.case.own_devices.accepted == ["another"]


async def test_a_device_that_waits_says_so_and_what_to_do(desk: Desk) -> None:
    desk.case.own_devices.waits = True
    desk.case.unreadable = {"no-key": 12}
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        assert has(desk, "This device waits for your yes")
        assert not has(desk, "12 messages")  # once is enough on the first page
        await press(pilot, "enter")
        assert has(desk, "when you say yes on another device of yours")
        assert has(desk, "Is your other device gone?")
        pilot.app.push_screen(places.screen_of("attention"))
        await pilot.pause()
        assert has(desk, "12 messages are here and wait for your yes on another device.")


async def test_what_cannot_be_read_is_counted_and_never_silent(desk: Desk) -> None:
    desk.case.unreadable = {"no-key": 1, "does-not-open": 2, "bad-body": 3, "before-you": 4}
    desk.case.set_aside = 5
    said = (
        "1 message cannot be read yet: its key has not come.",
        "2 messages do not open. They are kept.",
        "3 messages cannot be read by this version",
    )
    async with desk.app().run_test(size=(120, 40)) as pilot:
        await unlocked(pilot)
        assert all(has(desk, words) for words in said)
        assert not has(desk, "4 messages")  # nothing is to be done about those
        pilot.app.push_screen(places.screen_of("attention"))
        await pilot.pause()
        assert all(has(desk, words) for words in said)
        assert has(desk, "4 messages are from before you came here.")
        assert has(desk, "5 messages are not right")


# --- a case that was shown in two ways (T14, T47) -----------------------------------------------------------


async def test_who_was_shown_two_histories_is_told_until_they_told_somebody(desk: Desk) -> None:
    desk.case.two_histories, desk.case.troubles = AS_OF, ("other-history",)
    async with desk.app().run_test(size=SIZE) as pilot:
        await unlocked(pilot)
        assert has(desk, "Your case was shown in two ways")
        assert not has(desk, "contradicts")  # said once, with what to do
        await press(pilot, "enter")
        assert has(desk, "Both cannot be true.")
        assert has(desk, "Nothing newer is taken over")
        await press(pilot, "enter")
        assert title(pilot.app) == "contact and help"  # type: ignore[arg-type]  # it is ours
        await press(pilot, "escape", "end", "enter")
        assert has(desk, "Your case was shown in two ways")
        await press(pilot, "enter", "home", "down", "enter")
        assert desk.case.two_histories is None
        assert not has(desk, "Your case was shown in two ways")
