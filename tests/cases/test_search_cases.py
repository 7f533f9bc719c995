# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""F3 on the list of cases: all own cases at once, and never what one may not read."""

from pathlib import Path

from tbp_tui.screens.home import HomeScreen
from tbp_tui.screens.reader import ReaderScreen
from tbp_tui.screens.staff.cases import CasesScreen
from tbp_tui.screens.staff.search_cases import SearchCasesScreen
from tbp_tui.screens.staff.task import TaskScreen
from tbp_tui.words.dates import text_in
from tests.cases.devices import Devices
from tests.cases.staff_desk import BAS, H1, H3, staff_desk


def test_every_case_is_searched_and_each_result_names_its_own(devices: Devices) -> None:
    with devices.opened(BAS) as case:
        names = {line.name: line.number for line in case.staff.caseload(case._world.now())}
        found = case.staff.search("chauffeur", "nl")
        assert {names[one.case] for one in found} >= {H1}
        assert len({one.case for one in case.staff.search("Olthof", "nl")}) > 1
        for one in found:
            case.open(one.case)
            assert one.id in {same.id for same in case.search("chauffeur", "nl")}


def test_what_everybody_reads_is_of_no_case(devices: Devices) -> None:
    with devices.opened(BAS) as case:
        everywhere = {one.kind for one in case.search("slachtofferhulp", "nl")}
        assert "help_contact" in everywhere
        assert "help_contact" not in {one.kind for one in case.staff.search("slachtofferhulp", "nl")}


def test_no_words_find_nothing(devices: Devices) -> None:
    with devices.opened(BAS) as case:
        assert case.staff.search(" .. ", "nl") == ()


async def test_enter_opens_the_case_of_what_was_found_and_esc_leads_back(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("f3")
        assert isinstance(desk.screen, SearchCasesScreen)
        await desk.type("Marlies")
        assert H3 in desk.page
        await desk.press("enter", "enter")
        assert not isinstance(desk.screen, SearchCasesScreen | HomeScreen)
        situation = desk.case.situation(desk.now)
        assert situation
        assert situation.status.case == H3
        await desk.press("escape")
        assert isinstance(desk.screen, HomeScreen)
        await desk.press("escape")
        assert (desk.typed, desk.mark is not None) == ("Marlies", True)
        await desk.press("escape")
        assert isinstance(desk.screen, CasesScreen)


async def test_a_task_that_was_found_opens_itself_and_one_that_is_done_is_for_reading(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        task = desk.case.staff.tasks(desk.now)[-1]
        word = text_in(task.line.task.text, "en").split()[-1]
        await desk.press("f3")
        await desk.type(word)
        await desk.press("enter", "enter")
        assert isinstance(desk.screen, TaskScreen)
        assert desk.screen.marked() == task
        desk.case.staff.finish(task.line, desk.now)
        await desk.press("escape", "escape")
        await desk.type(word[:-1])
        await desk.type(word)
        await desk.press("enter", "enter")
        assert isinstance(desk.screen, ReaderScreen)
        assert "This is done" in desk.page


async def test_within_a_case_f3_searches_that_case_alone(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("enter", "f3")
        assert not isinstance(desk.screen, SearchCasesScreen)


async def test_on_the_results_a_digit_leads_into_no_case(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("enter", "escape", "f3")
        await desk.type("Marlies")
        await desk.press("down", "1")
        assert isinstance(desk.screen, SearchCasesScreen)
