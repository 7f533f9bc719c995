# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person sees on each screen of a whole case: two languages, four sizes, as text beside these tests.

After a change that is meant, add `--snapshot-update` to the tests of this file, and read the difference.
"""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from tbp_tui import i18n
from tbp_tui.app import NotesApp
from tests.cases.devices import Devices
from tests.cases.looks import LOOKS, PICTURES, Look, on_device
from tests.cases.screens import app_on
from tests.screens.desk import press
from tests.screens.looks import SIZES, AsText, in_all_sizes


class AsPicture(SingleFileSnapshotExtension):
    """One picture for each screen and size."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    i18n.set_language("en")


@asynccontextmanager
async def shown(
    devices: Devices, look: Look, size: tuple[int, int]
) -> "AsyncIterator[tuple[NotesApp, Pilot[None]]]":
    """The app on this screen."""
    with on_device(devices, look) as case:
        app = app_on(case, look.moment)
        async with app.run_test(size=size) as pilot:
            app.opened(case)
            await pilot.pause()
            await press(pilot, *look.keys)
            yield app, pilot


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", LOOKS)
async def test_every_screen_of_a_case_looks_as_it_was_agreed(
    devices: Devices, name: str, language: str, snapshot: SnapshotAssertion
) -> None:
    i18n.set_language(language)
    async with shown(devices, LOOKS[name], SIZES[2]) as (app, pilot):
        assert await in_all_sizes(app, pilot) == snapshot(extension_class=AsText)


@pytest.mark.parametrize("size", SIZES[2:], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", PICTURES)
async def test_five_screens_are_kept_as_pictures(
    devices: Devices, name: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    i18n.set_language("nl")
    async with shown(devices, LOOKS[name], size) as (app, _pilot):
        picture = app.export_screenshot(title="Notities")
    # Textual names its styles anew for each picture; fonts from elsewhere have no place in one.
    picture = re.sub(r"terminal-\d+", "terminal", picture)
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    assert "http://www.w3.org/2000/svg" in picture
    assert picture == snapshot(extension_class=AsPicture)
