# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The lock, a page in trouble, an answer on its way: both languages, four sizes, as text beside these tests.

After a change that is meant, add `--snapshot-update` to the tests of this file, and read the difference.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from tbp_casefile.views.devices import ArrivalLine, EndingLine
from tbp_tui import i18n
from tbp_tui.screens import places
from tbp_tui.screens.own_devices.ticket import TicketScreen
from tests.screens.case import AS_OF
from tests.screens.desk import PHONE_ASKS, Attention, Desk, press, screen_text, unlocked, until
from tests.screens.looks import SIZES, AsText, in_all_sizes
from tests.views.shelves import Made

Way = Callable[[Pilot[None], Desk], Awaitable[None]]


def keys(*pressed: str) -> Way:
    """From the first page, by these keys."""

    async def way(pilot: Pilot[None], _desk: Desk) -> None:
        await unlocked(pilot)
        await press(pilot, *pressed)

    return way


async def at_the_lock(pilot: Pilot[None], _desk: Desk) -> None:
    await pilot.pause()


async def in_trouble(pilot: Pilot[None], desk: Desk) -> None:
    desk.case.offline = True
    desk.case.troubles = ("page-refused",)
    desk.case.attention = (Attention("1", "acknowledgement", "late", "May I go to Antwerp?"),)
    await unlocked(pilot)


async def answered(pilot: Pilot[None], desk: Desk) -> None:
    await unlocked(pilot)
    await press(pilot, "1", "end", "up", "up", "enter", "h", "o", "w", "tab", "enter")


def on(place: str, *pressed: str) -> Way:
    """One of the places under More, and what is pressed there."""

    async def way(pilot: Pilot[None], _desk: Desk) -> None:
        await unlocked(pilot)
        pilot.app.push_screen(places.screen_of(place))
        await pilot.pause()
        await press(pilot, *pressed)

    return way


async def devices(pilot: Pilot[None], desk: Desk) -> None:
    """Something of each sort."""
    laptop, phone = desk.case.own_devices.lines
    gone = replace(phone, device="x", code="0000-0000", state="ended", ended=AS_OF, left=1)
    desk.case.own_devices.lines = (gone, laptop, replace(phone, copied=True))
    desk.case.own_devices.ended = (EndingLine("employer", "member", AS_OF, AS_OF, 1),)
    await on("devices")(pilot, desk)


async def was_it_you(pilot: Pilot[None], desk: Desk) -> None:
    desk.case.own_devices.unknown = 2
    await on("devices")(pilot, desk)


def arrival(line: ArrivalLine, *pressed: str) -> Way:
    """The first page with a question about a device, and what is pressed there."""

    async def way(pilot: Pilot[None], desk: Desk) -> None:
        desk.case.own_devices.arrivals = (line,)
        await unlocked(pilot)
        await press(pilot, *pressed)

    return way


async def waits(pilot: Pilot[None], desk: Desk) -> None:
    desk.case.own_devices.waits = True
    await on("devices")(pilot, desk)


async def unreadable(pilot: Pilot[None], desk: Desk) -> None:
    desk.case.unreadable = {"no-key": 1, "does-not-open": 2, "bad-body": 1, "before-you": 4}
    await on("attention")(pilot, desk)


def two_ways(*pressed: str) -> Way:
    """A case that was shown in two ways, and still is."""

    async def way(pilot: Pilot[None], desk: Desk) -> None:
        desk.case.two_histories, desk.case.troubles = AS_OF, ("other-history",)
        await unlocked(pilot)
        await press(pilot, *pressed)

    return way


THEIRS = replace(PHONE_ASKS, own=False, own_ticket=False, role="supporter", reads=())


async def ticket(pilot: Pilot[None], desk: Desk) -> None:
    await unlocked(pilot)
    pilot.app.push_screen(TicketScreen())
    await pilot.pause()
    await press(pilot, "end", "enter")
    app = desk.running
    assert app is not None
    await until(pilot, lambda: any("#0123" in line for line in screen_text(app)))


async def all_over(pilot: Pilot[None], desk: Desk) -> None:
    desk.case.own_devices.over = True
    desk.case.made = Made()
    await unlocked(pilot)


SCREENS: dict[str, Way] = {
    "lock": at_the_lock,
    "lock-help": lambda pilot, desk: press(pilot, "f1"),
    "home-in-trouble": in_trouble,
    "package-answered": answered,
    "question": keys("1", "end", "up", "up", "enter", "w", "h", "y"),
    "not-now": keys("1", "end", "enter"),
    "devices": devices,
    "devices-was-it-you": was_it_you,
    "wipe": on("devices", "end", "enter"),
    "device": on("devices", "down", "enter"),
    "device-end": on("devices", "down", "enter", "down", "enter"),
    "device-lost": on("devices", "enter", "end", "enter"),
    "ticket-before": on("devices", "down", "down", "enter"),
    "ticket": ticket,
    "home-all-over": all_over,
    "home-new-device": arrival(PHONE_ASKS),
    "new-device": arrival(PHONE_ASKS, "enter"),
    "new-device-yes": arrival(PHONE_ASKS, "enter", "down", "enter"),
    "new-device-not-sealed": arrival(replace(PHONE_ASKS, own_ticket=False, after_yes=()), "enter"),
    "new-device-of-another": arrival(THEIRS, "enter"),
    "devices-waits": waits,
    "attention-unreadable": unreadable,
    "home-two-ways": two_ways(),
    "two-ways": two_ways("enter"),
}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
async def test_every_screen_looks_as_it_was_agreed(
    name: str, language: str, snapshot: SnapshotAssertion
) -> None:
    i18n.set_language(language)
    desk = Desk()
    app = desk.app()
    async with app.run_test(size=SIZES[0]) as pilot:
        await SCREENS[name](pilot, desk)
        assert await in_all_sizes(app, pilot) == snapshot(extension_class=AsText)
