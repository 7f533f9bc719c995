# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Answering a package: on this device at once, taken back for ten seconds, and never sent unread."""

import pytest

from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.tables import Role
from tbp_casefile.views.shelf import Held
from tbp_tui.app import NotesApp
from tbp_tui.screens.framed import Framed
from tbp_tui.widgets.blocks import Line
from tests.screens.case import NOW
from tests.screens.desk import Desk, press, screen_text, title, unlocked

SEEN = ("1", "end", "up", "up", "up", "up", "enter")
QUESTION = ("1", "end", "up", "up", "enter")
NOT_NOW = ("1", "end", "enter")


def given(desk: Desk) -> list[tuple[str, object]]:
    """What was answered so far."""
    bodies = [held.body for held in desk.case.made.held]
    return [(body.what, body.text) for body in bodies if isinstance(body, Acknowledgement)]


async def test_seen_is_on_this_device_at_once(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *SEEN)
        words = "\n".join(screen_text(app))
        assert given(desk) == [("seen", "")]
        assert "> Seen" in words
        assert "On this device. Press Enter or Ctrl+Z to take it back." in words
        assert "Ctrl+Z Take back" in words


async def test_how_far_it_came_is_shown_where_it_stands(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *SEEN)
        desk.pass_time(11)
        app.tick()
        await pilot.pause()
        assert "Take back" not in "\n".join(screen_text(app))
        desk.case.receive(NOW)
        app.redraw()
        await pilot.pause()
        assert "Received 14:02" in "\n".join(screen_text(app))
        assert "> Seen" in "\n".join(screen_text(app))


async def test_after_an_answer_the_first_page_no_longer_asks_for_it(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        assert "Read your package" in "\n".join(screen_text(app))
        await press(pilot, *SEEN, "escape")
        words = "\n".join(screen_text(app))
        assert "Read your package" not in words
        assert "1 answer waits to be sent." in words


async def test_a_question_is_sent_in_the_words_that_were_typed(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *QUESTION, *"why", "enter", *"now", "tab", "enter")
        assert given(desk) == [("question", "why\nnow")]
        assert title(app) == "your package"


async def test_a_question_without_words_is_not_sent(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *QUESTION, "space", "tab", "enter")
        assert "Type your question first." in "\n".join(screen_text(app))
        assert given(desk) == []


async def test_a_text_that_is_too_long_is_not_sent_and_stays(desk: Desk) -> None:
    from textual.widgets import TextArea

    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *QUESTION)
        app.screen.query_one(TextArea).text = "x" * 4001
        await press(pilot, "tab", "enter")
        assert "This is longer than 4000 characters." in "\n".join(screen_text(app))
        assert len(app.screen.query_one(TextArea).text) == 4001


async def test_a_wish_to_talk_needs_no_words(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "1", "end", "up", "enter", "tab", "enter")
        assert given(desk) == [("talk", "")]


async def test_what_was_typed_stays_when_one_steps_back(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *QUESTION, *"half", "escape")
        assert title(app) == "your package"
        await press(pilot, "enter")
        assert "half" in "\n".join(screen_text(app))


async def test_ctrl_z_gives_the_words_back_within_ten_seconds(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *QUESTION, *"why", "tab", "enter", "ctrl+z")
        assert given(desk) == []
        assert title(app) == "your question"
        assert "why" in "\n".join(screen_text(app))


async def test_enter_on_the_answer_takes_it_back_as_well(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *SEEN, "enter")
        assert given(desk) == []
        assert "Taken back. Nothing was sent." in "\n".join(screen_text(app))


async def test_after_ten_seconds_it_stays(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *SEEN)
        desk.pass_time(11)
        await press(pilot, "ctrl+z", "enter")
        assert given(desk) == [("seen", "")]
        assert "This cannot be taken back any more." in "\n".join(screen_text(app))


async def test_an_answer_that_went_already_is_not_taken_back(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *SEEN)
        desk.case.receive(NOW)
        await press(pilot, "ctrl+z")
        assert "This cannot be taken back any more." in "\n".join(screen_text(app))


ASKED = (*QUESTION, *"why", "tab", "enter")


async def test_words_that_went_can_be_changed_and_the_first_ones_are_replaced(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *ASKED)
        desk.pass_time(11)
        desk.case.receive(NOW)
        await press(pilot, "enter")
        assert "Change what you wrote." in "\n".join(screen_text(app))
        await press(pilot, "end", *" not", "tab", "enter")
        assert [held.body for held in standing(desk)] == [Acknowledgement("question", "why not")]


async def test_two_corrections_stand_side_by_side_and_enter_lets_one_hold(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *ASKED)
        desk.pass_time(11)
        desk.case.receive(NOW)
        first = desk.case.made.held[-1]
        desk.case.made.put(
            "acknowledgement",
            Acknowledgement("question", "why then"),
            about=first.record.about,
            entity=first.record.entity,
            by=Role.PERSON,
        )
        await press(pilot, "1")
        page = "\n".join(line.text for line in page_of(app))
        assert page.count("You wrote this twice, and both are kept.") == 2
        assert page.count("Written on another device of yours.") == 2
        desk_screen(app).page.go_to(f"given:{first.record.id}")
        await press(pilot, "enter")
        current = [
            held for held in desk.case.made.held if held.record.kind == "acknowledgement" and held.current
        ]
        mine = [held for held in current if held.record.entity == first.record.entity]
        assert [held.body for held in mine] == [Acknowledgement("question", "why")]
        assert set(mine[0].record.replaces) >= {first.record.id}
        assert "You wrote this twice" not in "\n".join(line.text for line in page_of(app))


def standing(desk: Desk) -> list[Held]:
    """The questions that nothing replaces."""
    held = (held for held in desk.case.made.held if held.current)
    return [one for one in held if isinstance(one.body, Acknowledgement) and one.body.what == "question"]


def desk_screen(app: NotesApp) -> Framed:
    """The screen on top."""
    assert isinstance(app.screen, Framed)
    return app.screen


def page_of(app: NotesApp) -> list[Line]:
    """All lines of the page, also those out of sight."""
    return list(desk_screen(app).page.place.laid.lines)


async def test_not_now_first_says_what_changes_and_what_stays(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *NOT_NOW)
        words = "\n".join(screen_text(app))
        assert given(desk) == []
        assert "What stays: support for you and your family" in words
        assert "> Back, send nothing" in words


async def test_the_first_choice_before_not_now_sends_nothing(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *NOT_NOW, "enter")
        assert given(desk) == []
        assert title(app) == "your package"


async def test_not_now_is_sent_when_it_is_chosen_after_reading(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *NOT_NOW, "down", "down", "enter")
        assert given(desk) == [("not-now", "")]
        assert "> I do not cooperate now" in "\n".join(screen_text(app))


async def test_before_not_now_one_may_choose_to_talk(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *NOT_NOW, "down", "enter")
        assert title(app) == "a talk"


@pytest.mark.parametrize(
    "way", [SEEN, (*QUESTION, *"why", "tab", "enter"), (*NOT_NOW, "down", "down", "enter")]
)
async def test_an_answer_that_cannot_be_kept_says_so_and_loses_nothing(
    desk: Desk, way: tuple[str, ...]
) -> None:
    desk.case.disk_full = True
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *way)
        words = "\n".join(screen_text(app))
        assert "The disk is full" in words
        assert "Make room on the disk" in words
        assert given(desk) == []
        if "w" in way:
            assert "why" in words


async def test_an_answer_that_cannot_be_taken_back_now_stays_and_says_why(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, *SEEN)
        desk.case.disk_full = True
        await press(pilot, "ctrl+z")
        assert given(desk) == [("seen", "")]
        assert "The disk is full" in "\n".join(screen_text(app))
