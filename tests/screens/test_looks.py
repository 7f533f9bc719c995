# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The lock, a page in trouble, an answer on its way: both languages, four sizes, as text beside these tests.

After a change that is meant, add `--snapshot-update` to the tests of this file, and read the difference.
"""

from collections.abc import Awaitable, Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from tbp_tui import i18n
from tests.screens.desk import Attention, Desk, press, unlocked
from tests.screens.looks import SIZES, AsText, in_all_sizes

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


SCREENS: dict[str, Way] = {
    "lock": at_the_lock,
    "lock-help": lambda pilot, desk: press(pilot, "f1"),
    "home-in-trouble": in_trouble,
    "package-answered": answered,
    "question": keys("1", "end", "up", "up", "enter", "w", "h", "y"),
    "not-now": keys("1", "end", "enter"),
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
