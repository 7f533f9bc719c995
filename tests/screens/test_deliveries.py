# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who received what, on the screen: asked when it opens, said as sent and never as read."""

from textual.pilot import Pilot

from tbp_tui.app import NotesApp
from tests.screens.desk import Desk, press, screen_text, title, unlocked
from tests.screens.test_other_answers import whole_page


async def open_it(app: NotesApp, pilot: Pilot[None]) -> None:
    """From the first page to the list under More."""
    await unlocked(pilot)
    await press(pilot, "0", "down", "enter")
    assert "who received what" in title(app)
    for _ in range(50):
        await pilot.pause(0.02)
        if "Asking the other side now." not in "\n".join(screen_text(app)):
            return


async def test_it_is_asked_when_the_screen_opens(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(app, pilot)
        page = " ".join(whole_page(app).split())
        assert "It does not say that anybody read it." in page
        assert "Sent to the device of your contact person: the package, measures" in page


async def test_without_a_connection_that_is_said_and_nothing_breaks(desk: Desk) -> None:
    desk.case.offline = True
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(app, pilot)
        page = " ".join(whole_page(app).split())
        assert "There is no connection now." in page
        assert "Nothing is known of this yet." in page
