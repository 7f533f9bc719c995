# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is typed on a screen that keeps it is kept at every way out, also within the second."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tbp_tui.screens.brief_part import WordsScreen
from tbp_tui.screens.keeping import Keeping
from tbp_tui.screens.new_offer import NewOfferScreen
from tbp_tui.screens.note_writing import NoteWritingScreen
from tests.cases.circle import Circle, gathered
from tests.cases.devices import DEMO_DAY, Devices
from tests.cases.staff_desk import running, staff_desk

WAYS = ["f9", "ctrl+q"]


@pytest.fixture(autouse=True)
def no_second_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the clock keeps is another test's."""
    monkeypatch.setattr("tbp_tui.screens.keeping.KEPT_EACH", 3600)


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    with gathered(tmp_path) as circle:
        yield circle


@pytest.mark.parametrize("way", WAYS)
async def test_of_a_note(devices: Devices, tmp_path: Path, way: str) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        screen: Keeping = NoteWritingScreen()
        await desk.app.push_screen(screen)
        await desk.press(*"zwaar", way)
        assert desk.case.notes.unfinished() == "zwaar"


@pytest.mark.parametrize("way", WAYS)
async def test_of_a_brief(devices: Devices, tmp_path: Path, way: str) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("s", "tab", "e", "tab", "tab", "tab", "enter")
        assert isinstance(desk.screen, WordsScreen)
        await desk.press("end", *"zacht", way)
        brief = desk.case.staff.brief_begun(DEMO_DAY, "nl")
        assert "zacht" in f"{brief.agreements}{brief.works}{brief.avoid}"


@pytest.mark.parametrize("way", WAYS)
async def test_of_an_offer(circle: Circle, way: str) -> None:
    async with running(circle.supporter) as desk:
        await desk.press("o", "enter")
        assert isinstance(desk.screen, NewOfferScreen)
        scope = desk.screen._scope
        await desk.press(*"Praten", way)
        assert circle.supporter.support.unfinished(scope)[0] == "Praten"
