# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Random keys never break anything, Esc always leads home, and what has the focus is whole at 40x12."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tbp_tui import i18n
from tbp_tui.screens.framed import Framed
from tbp_tui.screens.home import HomeScreen
from tests.cases.devices import DEMO_DAY, Devices
from tests.cases.looks import LOOKS, Look, on_device
from tests.cases.screens import app_on
from tests.screens.desk import press, screen_text
from tests.screens.looks import SIZES

KEYS = (
    *"1234567890",
    *("up", "down", "left", "right", "tab", "shift+tab", "enter", "escape", "space", "pageup", "pagedown"),
    *("home", "end", "f1", "f2", "f3", "f4", "f6", "f8", "ctrl+z", "ctrl+s", "ctrl+p", "slash", "x", "é"),
)
DEVICES = (
    "h1-journalist/person",
    "h1-journalist/relative-1",
    "h3-lawyer/person",
    "h1-journalist/contact-2",
    "h1-journalist/supporter-1",
)
_ENOUGH_ESCAPES = 12


@pytest.mark.parametrize("name", DEVICES)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(st.sampled_from(KEYS), min_size=20, max_size=40), size=st.sampled_from(SIZES))
def test_random_keys_break_nothing_and_esc_leads_home(
    devices: Devices,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    keys: list[str],
    size: tuple[int, int],
) -> None:
    """On a copy of the vault: answers are really written."""
    i18n.set_language("en")
    folder = tmp_path_factory.mktemp("keys")
    asyncio.run(_play(devices, folder, name, keys, size))


async def _play(devices: Devices, folder, name: str, keys: list[str], size: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]  # a folder of pytest
    with devices.opened(name, copy_to=folder) as case:
        app = app_on(case, DEMO_DAY)
        async with app.run_test(size=size) as pilot:
            app.opened(case)
            await press(pilot, "enter" if _has_a_list(name) else "home")
            await press(pilot, *keys)
            for line in screen_text(app):
                assert line.isprintable()
            for _ in range(_ENOUGH_ESCAPES):
                if isinstance(app.screen, HomeScreen):
                    break
                await press(pilot, "escape")
                if _is_list_of_cases(app.screen):
                    await press(pilot, "enter")
            assert isinstance(app.screen, HomeScreen), app.screen
            assert app.is_running


def _has_a_list(name: str) -> bool:
    """Staff begin at the list of their cases."""
    return name.endswith(("contact-2", "supporter-1"))


def _is_list_of_cases(screen: object) -> bool:
    from tbp_tui.screens.staff.case_list import CaseList

    return isinstance(screen, CaseList)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("look", [look for name, look in LOOKS.items() if "below" not in name], ids=str)
async def test_what_has_the_focus_is_in_sight_on_the_smallest_screen(
    devices: Devices, look: Look, language: str
) -> None:
    i18n.set_language(language)
    with on_device(devices, look) as case:
        app = app_on(case, look.moment)
        async with app.run_test(size=SIZES[2]) as pilot:
            app.opened(case)
            await pilot.pause()
            await press(pilot, *look.keys)
            await pilot.resize_terminal(*SIZES[0])
            await press(pilot, "escape" if "f3" in look.keys else "home")
            assert isinstance(app.screen, Framed)
            place = app.screen.page.place
            for _ in place.laid.keys:
                await press(pilot, "tab")
                first, last = place.laid.extent(place.row)
                assert place.in_sight(place.row), place.key
                whole = last < place.top + place.height or last - first >= place.height
                assert whole, f"{place.key} is cut off"
    i18n.set_language("en")
