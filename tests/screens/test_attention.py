# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What did not arrive, on the screen: its text, why, and what can become of it."""

import pytest

from tests.screens.desk import Attention, Desk, press, screen_text, unlocked
from tests.screens.test_other_answers import whole_page

WORDS = "May I go to Antwerp?"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """One question that did not arrive, at the top of the first page."""
    desk.case.attention = (Attention("1", "acknowledgement", "late", WORDS),)
    return desk


async def test_the_first_page_leads_to_the_text_and_the_reason(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "enter")
        page = whole_page(app)
        assert "I have a question: package, version 2" in page
        assert WORDS in page
        assert "It arrived after your access had ended." in page
        await press(pilot, "enter")
        page = whole_page(app)
        assert all(choice in page for choice in ("Send it again", "Keep it as a note", "Throw it away"))


async def test_sent_again_it_leaves_the_list(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "enter", "enter", "enter")
        assert desk.case.sent_again == ["1"]
        assert "Everything that you wrote has arrived or is on its way." in whole_page(app)


async def test_kept_as_a_note_it_is_found_under_more(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "enter", "enter", "down", "enter")
        assert "You keep this as a note." in whole_page(app)
        await press(pilot, "escape")
        assert "did not arrive" not in whole_page(app)
        await press(pilot, "0")
        assert "What did not arrive" in whole_page(app)


async def test_throwing_away_is_asked_once_more_and_the_calm_way_out_stands_first(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "enter", "enter", "end", "enter")
        assert "> Back, throw nothing away" in "\n".join(screen_text(app))
        await press(pilot, "enter")
        assert desk.case.attention
        await press(pilot, "end", "enter", "down", "enter")
        assert desk.case.attention == ()
        assert "Everything that you wrote has arrived or is on its way." in whole_page(app)


async def test_a_full_disk_is_said_and_the_text_stays(desk: Desk) -> None:
    desk.case.disk_full = True
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "enter", "enter", "enter")
        page = whole_page(app)
        assert "disk is full" in page
        assert WORDS in page
