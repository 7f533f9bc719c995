# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is typed on a screen that keeps it is kept at every way out, also within the second."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tbp_tui.screens.answer import AnswerScreen
from tbp_tui.screens.keeping import Keeping
from tbp_tui.screens.note_writing import NoteWritingScreen
from tbp_tui.screens.staff.brief_part import WordsScreen
from tbp_tui.screens.staff.new_offer import NewOfferScreen
from tbp_tui.services.begun import CORRECTION
from tbp_tui.services.open_case import OpenCase
from tests.cases.circle import Circle, gathered
from tests.cases.devices import DEMO_DAY, Devices
from tests.cases.staff_desk import again, running, staff_desk

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


QUESTION = ("1", "end", "up", "up", "enter")


def begun(person: OpenCase) -> str:
    """The question about the package that was being typed."""
    package = person.package(DEMO_DAY)
    assert package
    return person.begun.text(package.package.ref.scope, package.package.ref.id, "question")


@pytest.fixture
def person(devices: Devices, tmp_path: Path) -> Iterator[OpenCase]:
    with devices.opened("h1-journalist/person", copy_to=tmp_path) as case:
        yield case


@pytest.mark.parametrize("way", WAYS)
async def test_of_a_question_about_the_package(person: OpenCase, way: str) -> None:
    async with running(person) as desk:
        await desk.press(*QUESTION)
        assert isinstance(desk.screen, AnswerScreen)
        await desk.press(*"waarom", way)
        assert begun(person) == "waarom"


async def test_a_question_goes_on_in_another_process_and_is_gone_once_it_was_sent(
    person: OpenCase, tmp_path: Path
) -> None:
    async with running(person) as desk:
        await desk.press(*QUESTION, *"waarom", "f9")
    other = again(person, tmp_path)
    async with running(other) as desk:
        await desk.press(*QUESTION, *" nu", "tab", "enter")
        package = other.package(DEMO_DAY)
        assert package
        sent = [line.text for line in other.answers(package.package.ref) if line.what == "question"]
        assert sent == ["waarom nu"]
        assert other._vault.unfinished.places() == []
    other.close()


async def test_words_that_were_taken_back_are_kept_at_once_and_above_what_was_begun_since(
    person: OpenCase,
) -> None:
    async with running(person) as desk:
        await desk.press(*QUESTION, *"eerst", "tab", "enter")
        await desk.press("end", "up", "up", "enter", *"daarna", "escape", "ctrl+z")
        assert isinstance(desk.screen, AnswerScreen)
        assert begun(person) == "eerst\n\ndaarna"
        assert person._vault.outbox.all() == []


async def test_a_correction_is_kept_beside_a_new_question(person: OpenCase) -> None:
    async with running(person) as desk:
        await desk.press(*QUESTION, *"eerst", "tab", "enter")
        await desk.later(11)
        (row,) = person._vault.outbox.all()
        await desk.press("enter", *" ook", "f9")
        assert person.begun.text(row.scope, row.id, CORRECTION) == "eerst ook"
        assert begun(person) == ""
        await desk.press("tab", "enter")
        assert person._vault.unfinished.places() == []
