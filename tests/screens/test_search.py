# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""F3: from a few letters to the page on which they stand, with the keys that work everywhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tbp_casefile.model.case import AuthorityChange
from tbp_casefile.model.texts import Text, say
from tbp_casefile.tables import Role
from tbp_casefile.views.shelf import Held
from tbp_tui.app import NotesApp
from tbp_tui.screens import search
from tbp_tui.screens.framed import Framed
from tbp_tui.services import searching
from tbp_tui.services.searching import Found
from tests.screens.desk import Case, Desk, DiskFull, press, screen_text, title, unlocked


@dataclass
class Searchable(Case):
    """A session in which titles can be searched; what a vault makes of words has its own tests."""

    full: bool = False
    more: int = 0

    def search(self, words: str, language: str) -> Sequence[Found]:
        if self.full:
            raise DiskFull()
        if not words.strip():
            return ()
        held = [one for one in self.shelf.held if one.current and one.record.kind in searching.SEARCHED]
        found = [one for one in map(_found, held) if words.lower() in say(one.title, language).lower()]
        return found * (1 + self.more)


def _found(held: Held) -> Found:
    record = held.record
    title: Text | None = getattr(held.body, searching._TITLE[record.kind])
    return Found(record.id, record.kind, record.entity, title or "", held.day, held.body)


@pytest.fixture
def desk() -> Desk:
    """The app on a small case that can be searched."""
    return Desk(case=Searchable())


def shown(app: NotesApp) -> str:
    return "\n".join(screen_text(app))


def focus(app: NotesApp) -> str:
    return (app.focused.id if app.focused else None) or ""


def typed(app: NotesApp) -> str:
    return app.screen.query_one("#words", Input).value


async def look_for(pilot: Pilot[None], words: str) -> None:
    """From wherever one is, all letters at once."""
    await press(pilot, "f3")
    field = pilot.app.screen.query_one("#words", Input)
    field.value, field.cursor_position = words, len(words)
    await pilot.pause()


async def test_a_search_begins_with_a_sentence_and_ends_with_one_when_nothing_is_there(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "f3")
        assert title(app) == "search"
        assert "Type a word. Everything on this device is searched" in shown(app)
        await press(pilot, *"xyz")
        assert "Nothing was found with these words." in shown(app)
        assert "Try another word" in shown(app)
        await press(pilot, "backspace", "backspace", "backspace")
        assert "Type a word." in shown(app)


async def test_results_come_as_one_types_each_with_what_it_is_and_its_day(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "f3", *"lectu")
        line = next(line for line in screen_text(app) if "Lecture in Ghent" in line)
        assert line.split("   ")[-1].strip() == "request, 20 April 2026"
        assert "talk, 20 April 2026" in shown(app)
        await press(pilot, *"re in")
        assert "talk, 20 April 2026" not in shown(app)
        await press(pilot, "f2")
        assert "Gent" not in shown(app), "these are English words"
        assert typed(app) == "lecture in"


OPENED = {
    "an alarm": ("one measure", "A control room follows up"),
    "transport by": ("your package", ""),
    "cooperate": ("what we ask of you", "Do what was agreed."),
    "news of": ("news about your situation", "The chance is smaller."),
    "your package is an offer": ("how it works", "The authority decides"),
    "your employer arranges": ("your package", ""),
    "bring somebody": ("review", ""),
    "lecture in": ("requests", ""),
    "have read it": ("requests", ""),
    "bas olthof": ("contact and help", ""),
    "victim": ("contact and help", ""),
    "spoke about": ("talks", ""),
    "your package is in force": ("where it stands", ""),
    "national co": ("where it stands", ""),
    "gates": ("what you may expect", ""),
    "the camera goes": ("your package", ""),
    "a letter": ("news about the system", ""),
    "came too late": ("what we ask of you", ""),
}


@pytest.mark.parametrize("words", OPENED)
async def test_enter_opens_what_was_found_and_esc_leads_back_to_it(desk: Desk, words: str) -> None:
    app = desk.app()
    place, text = OPENED[words]
    async with app.run_test(size=(80, 40)) as pilot:
        await unlocked(pilot)
        await look_for(pilot, words)
        await press(pilot, "enter", "enter")
        assert title(app) == place
        assert text in shown(app)
        await press(pilot, "escape")
        assert title(app) == "search"
        assert typed(app) == words
        assert focus(app) == "page"
        await press(pilot, "escape")
        assert title(app) == "start"


def test_every_kind_that_is_searched_has_a_place_and_a_word(desk: Desk) -> None:
    from tbp_tui.screens.places import screen_of
    from tbp_tui.words.terms import term

    assert search._PLACES.keys() == searching.SEARCHED
    assert all(isinstance(screen_of(place), Framed) for place in search._PLACES.values())
    assert not [kind for kind in searching.SEARCHED if term("found", kind) == kind and kind not in SAME]


SAME = {"task", "package", "measure", "review", "request"}
"""Kinds that have their English name."""


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_arrows_and_tab_lead_from_the_field_through_the_results_and_back(
    desk: Desk, size: tuple[int, int]
) -> None:
    app = desk.app()
    async with app.run_test(size=size) as pilot:
        await unlocked(pilot)
        await look_for(pilot, "lecture")
        for there, back in (("down", "up"), ("tab", "shift+tab"), ("enter", "f3"), ("tab", "slash")):
            assert focus(app) == "words"
            await press(pilot, there)
            assert focus(app) == "page"
            await press(pilot, back)
        await press(pilot, "down", "down", "up", "up")
        assert focus(app) == "words"
        assert typed(app) == "lecture"


async def test_what_is_typed_is_text_also_digits_and_signs(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await press(pilot, "f3", "1", "0", "slash", "question_mark", "space", "x")
        assert title(app) == "search"
        assert typed(app) == "10/? x"


async def test_digits_lead_to_their_places_once_one_is_out_of_the_field(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await look_for(pilot, "lecture")
        await press(pilot, "down", "3")
        assert title(app) == "review"


@pytest.mark.parametrize("key", ["f9", "ctrl+l"])
async def test_hiding_works_from_inside_the_field(desk: Desk, key: str) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await look_for(pilot, "secret")
        await pilot.press(key)
        assert (desk.hidden, desk.blanked) == (1, [True])


async def test_without_a_result_the_keys_stay_in_the_field(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await look_for(pilot, "xyz")
        await press(pilot, "enter")
        assert focus(app) == "words"
        await press(pilot, "down", "down", "enter")
        assert title(app) == "search"


async def test_other_words_begin_at_the_first_result(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(40, 12)) as pilot:
        await unlocked(pilot)
        await look_for(pilot, "e")
        await press(pilot, "down", *["down"] * 20, "f3", "space")
        assert isinstance(app.screen, Framed)
        assert (app.screen.page.place.row, app.screen.page.place.top) == (0, 0)


async def test_when_there_may_be_more_it_says_so(desk: Desk) -> None:
    desk.case = Searchable(more=49)
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await look_for(pilot, "lecture in")
        await press(pilot, "tab", "end")
        assert "There may be more. Add a word to find less." in shown(app)


async def test_a_long_text_is_shown_by_its_begin(desk: Desk) -> None:
    long = "Uw situatie is bekeken, " * 40
    body = AuthorityChange(to="a", name=long, since=desk.now.date(), reason="x")
    desk.case.made.put("authority_change", body)
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        await look_for(pilot, "situatie")
        assert shown(app).count("situatie") <= 1 + len(long[: search._LONGEST].split("situatie"))
        assert " …" in shown(app)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda case: setattr(case, "full", True), "The disk is full"),
        (lambda case: setattr(case, "who", Role.CONTACT_PERSON), "Everything in this case is searched"),
    ],
)
async def test_it_says_what_is_the_matter_and_where_it_searches(
    desk: Desk, change: Callable[[Case], None], words: str
) -> None:
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        change(desk.case)
        await press(pilot, "f3")
        assert words in shown(app)


async def test_on_the_smallest_screen_a_field_and_results_fit(desk: Desk) -> None:
    app = desk.app()
    async with app.run_test(size=(40, 12)) as pilot:
        await unlocked(pilot)
        await look_for(pilot, "lecture")
        lines = screen_text(app)
        assert "lecture" in lines[2]
        assert any("Lecture in Ghent" in line for line in lines)
        assert any("request, 20 April 2026" in line for line in lines)
        assert "F9" in lines[-1]
