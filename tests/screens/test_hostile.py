# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Texts from elsewhere are shown as they are, and do nothing: no markup, no control, no direction (T11)."""

from dataclasses import replace
from datetime import date

import pytest
from msgspec import convert, structs, to_builtins
from rich.cells import cell_len

from tbp_casefile.model.case import Contact, Hours
from tbp_casefile.model.system import HelpContact
from tbp_tui.commands import lines
from tbp_tui.plain import numbered
from tests.screens.case import NOW, entity, full_case, measure
from tests.screens.desk import Case, Desk, press, screen_text, title, unlocked
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


NAMES = {"name", "phone", "place", "number", "short"}
"""Fields with one text for both languages."""


def spoken(body: object, text: str) -> object:
    """The same with this text in every place where somebody else chooses the words."""
    match body:
        case {"nl": _}:
            return {"nl": text, "en": text}
        case dict():
            return {name: text if name in NAMES else spoken(inner, text) for name, inner in body.items()}
        case tuple() | list():
            return [spoken(inner, text) for inner in body]
        case _:
            return body


def everywhere(text: str) -> Made:
    """The whole small case, in which every text of every kind is this one."""
    made = full_case()
    made.held = [
        replace(held, body=convert(spoken(to_builtins(held.body), text), type(held.body)))
        for held in made.held
    ]
    return made


WAYS = (
    (),
    *(
        ("1",),
        ("1", "enter"),
        ("1", "tab", "tab", "enter"),
        ("1", "end", "enter"),
        ("2",),
        ("2", "end", "enter"),
    ),
    *(
        ("3",),
        ("4",),
        ("4", "enter"),
        ("4", "enter", "end", "enter"),
        ("5",),
        ("5", "end", "enter"),
        ("6", "enter"),
    ),
    *(("7",), ("7", "enter"), ("9",), ("9", "enter"), ("0",)),
    *(("0", *["tab"] * number, "enter", "enter") for number in range(8)),
    ("f3", "a"),
)


@pytest.mark.parametrize(
    "text",
    [" ".join(text for text in HOSTILE.values() if len(text) < 10_000), "x" * 100_000],
    ids=["all of it", "one long word"],
)
async def test_hostile_text_in_every_field_does_nothing_on_any_screen(text: str) -> None:
    desk = Desk(case=Case(made=everywhere(text)))
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        for way in WAYS:
            await press(pilot, *way)
            for line in screen_text(app):
                assert line.isprintable()
                assert cell_len(line) <= 80
            assert app.is_running
            await press(pilot, "escape", "escape", "escape")
            assert title(app) == "start"


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


@pytest.mark.parametrize("text", [t for t in HOSTILE.values() if len(t) < 10_000])
def test_hostile_text_is_inert_in_plain_lines(text: str) -> None:
    case = Case(made=everywhere(text))
    for view in lines.LINES:
        for line in numbered(lines.view(case, view, NOW)):  # type: ignore[arg-type]  # the same door
            assert line.isprintable(), (view, line)
