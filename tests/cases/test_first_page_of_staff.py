# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The first page of a case, as whoever carries it reads it: what they come for stands there."""

from pathlib import Path

from tbp_tui.screens.staff.contact import ContactScreen
from tbp_tui.screens.staff.tasks import TasksScreen
from tests.cases.devices import Devices
from tests.cases.staff_desk import staff_desk


async def test_writing_down_a_contact_and_the_tasks_are_on_the_page_in_the_footer_and_in_its_help(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("enter")
        assert "Write down a contact" in desk.page
        assert "F7 Contact" in desk.lines()[-1]
        await desk.press("f1")
        assert "F7 writes down a contact" in desk.page
        await desk.press("escape", "enter")
        assert isinstance(desk.screen, ContactScreen)
        await desk.press("escape", "down", "enter")
        assert isinstance(desk.screen, TasksScreen)
