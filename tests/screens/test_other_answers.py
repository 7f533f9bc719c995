# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Answering news, what is asked, and what is wished for a review: each about exactly that one thing."""

import pytest

from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.model.dialogue import ReviewInput
from tbp_casefile.model.duties import Confirmation
from tbp_casefile.views.answers import MOST
from tbp_tui.app import NotesApp
from tbp_tui.screens.framed import Framed
from tests.screens.desk import Desk, press, screen_text, title, unlocked

NEWS = ("9", "enter", "end")
ASKED = ("4", "enter", "end")


def whole_page(app: NotesApp) -> str:
    """All lines of the page, also those out of sight."""
    assert isinstance(app.screen, Framed)
    return "\n".join(line.text for line in app.screen.page.place.laid.lines)


def given(desk: Desk) -> list[tuple[str, str, object]]:
    """What was answered so far: to which kind of thing, what, and in which words."""
    kinds = {held.record.id: held.record.kind for held in desk.case.made.held}
    return [
        (kinds[held.record.about.id], held.body.what, held.body.text)
        for held in desk.case.made.held
        if isinstance(held.body, Acknowledgement | Confirmation) and held.record.about
    ]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ((*NEWS, "up", "up", "up", "enter"), ("bulletin", "seen", "")),
        ((*NEWS, "up", "up", "enter"), ("bulletin", "explained", "")),
        ((*NEWS, "up", "enter", *"why", "tab", "enter"), ("bulletin", "question", "why")),
        ((*NEWS, "enter", "tab", "enter"), ("bulletin", "talk", "")),
        ((*ASKED, "up", "up", "up", "up", "enter"), ("obligation", "seen", "")),
        ((*ASKED, "up", "up", "enter", *"how", "tab", "enter"), ("obligation", "question", "how")),
        ((*ASKED, "enter", "down", "down", "enter"), ("obligation", "not-now", "")),
    ],
)
async def test_each_answer_is_about_the_thing_on_the_screen(
    desk: Desk, way: tuple[str, ...], expected: tuple[str, str, str]
) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *way)
        assert given(desk) == [expected]
        words = "\n".join(screen_text(app))
        assert "On this device." in words


async def test_before_not_now_to_what_is_asked_it_says_what_changes_and_what_stays(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *ASKED, "enter")
        words = "\n".join(screen_text(app))
        assert "What changes: " in words
        assert words.count("What stays: ") == 2
        assert "> Back, send nothing" in words
        await press(pilot, "enter")
        assert given(desk) == []


async def test_a_confirmed_point_is_told_as_confirmed_and_taken_back_as_the_rest(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *ASKED, "up", "up", "up", "up", "enter", "escape")
        assert "confirmed" in "\n".join(screen_text(app))
        assert len(given(desk)) == 1
        await press(pilot, "enter", "ctrl+z")
        await press(pilot, "escape")
        assert given(desk) == []
        assert "confirmed" not in "\n".join(screen_text(app))


async def test_that_there_are_earlier_answers_is_said(desk: Desk) -> None:
    app = desk.app()
    about = next(held.ref for held in desk.case.made.held if held.record.kind == "bulletin")
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "9", "enter")
        assert "You see the newest ones." not in whole_page(app)
        for number in range(MOST):
            desk.case.made.put("acknowledgement", Acknowledgement("question", f"Q{number}"), about=about)
        await press(pilot, "9", "enter")
        assert "You see the newest ones. Earlier ones are kept." in whole_page(app)


async def test_news_has_no_answer_not_to_cooperate(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *NEWS)
        assert "I do not cooperate" not in "\n".join(screen_text(app))


async def test_what_is_wished_for_a_review_goes_with_that_review(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "3", "enter", *"sport", "tab", "enter")
        assert title(app) == "review"
        kinds = {held.record.id: held.record.kind for held in desk.case.made.held}
        made = [
            (held.body.text, kinds[held.record.about.id])
            for held in desk.case.made.held
            if isinstance(held.body, ReviewInput) and held.record.about
        ]
        assert made == [("sport", "review")]
        assert "sport" in "\n".join(screen_text(app))
