# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Texts from elsewhere are shown as they are, and do nothing: no markup, no control, no direction (T11)."""

from datetime import date

import pytest
from msgspec import structs
from rich.cells import cell_len

from tbp_casefile.model.case import Contact, Hours
from tbp_casefile.model.system import HelpContact
from tests.screens.case import entity, measure
from tests.screens.desk import Case, Desk, press, screen_text, unlocked
from tests.views.shelves import Made, package

HOSTILE = {
    "markup": "[bold]x[/] [@click=app.bell]press[/] [link=https://example.org]y",
    "control": "a\x1b[2Jb\x1b]0;title\x07c\x9b31md\re\x08f",
    "direction": "abc\u202edef\u2066ghi\u200bjkl\u061cmno",
    "private": "icon \ue0b0 and \U000f0001",
    "combining": "z" + "\u0300" * 5000,
    "wide": "語" * 200,
    "right to left": "שלום עולם مرحبا",
    "a megabyte": "long " * 200_000,
    "one word of a megabyte": "x" * 1_000_000,
    "lines": "one\ntwo\r\nthree\u2028four\x85five",
}


def hostile_case(text: str) -> Made:
    """Everything that a person reads comes from elsewhere."""
    made = Made()
    made.put(
        "contact", Contact(name=text, role="duty_line", hours=Hours(), from_=date(2024, 1, 1), phone=text)
    )
    made.put("help_contact", HelpContact(name=text, order=1, phone=text, place=text, note=text))
    told = measure("M1", {"nl": text}, detail=text, notice=text, do=text, call=text, provider=text)
    part = made.put("measure", told, entity=entity(1))
    body = package(text, date(2026, 1, 1), (part,))
    made.put("package", structs.replace(body, reason=text, based_on=text, residual=text), entity=entity(2))
    return made


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_text_does_nothing(text: str) -> None:
    desk = Desk(case=Case(made=hostile_case(text)))
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        for keys in ((), ("1",), ("pagedown",), ("down", "down", "enter"), ("escape", "2"), ("6", "enter")):
            await press(pilot, *keys)
            for line in screen_text(app):
                assert line.isprintable()
                assert cell_len(line) <= 80
        assert app.is_running
        assert app.screen_stack


@pytest.mark.parametrize("name", ["[bold]x[/]", "[@click=app.bell]press[/]", "[red]", "\\[b]"])
async def test_markup_is_shown_letter_by_letter(name: str) -> None:
    made = Made()
    made.put("contact", Contact(name=name, role="duty_line", hours=Hours(), from_=date(2024, 1, 1)))
    desk = Desk(case=Case(made=made))
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        assert f"{name}, duty line" in "\n".join(screen_text(app))


async def test_what_is_pasted_into_an_answer_does_nothing(desk: Desk) -> None:
    from textual import events

    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "1", "end", "up", "up", "enter")
        app.post_message(events.Paste("a\x1b[2Jb\u202ec [bold]d[/]"))
        await pilot.pause()
        for line in screen_text(app):
            assert line.isprintable()
        assert "[bold]d[/]" in "\n".join(screen_text(app))


async def test_an_empty_case_has_a_next_step_on_every_screen() -> None:
    desk = Desk(case=Case(made=Made(), as_of=None))
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        assert "nothing published yet" in "\n".join(screen_text(app))
        for key, said in (
            ("1", "Your contact person can tell you more."),
            ("2", "Your contact person can tell you more."),
            ("3", "Your contact person can tell you more."),
            ("4", "Nothing is asked of you at this moment."),
            ("5", "From your employer"),
            ("6", "call 112"),
            ("7", "Ask your contact person"),
            ("9", "With important news your contact person calls you."),
            ("0", "Who sees what"),
        ):
            await press(pilot, key)
            assert said in "\n".join(screen_text(app))
