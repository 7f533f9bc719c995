# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A contact in one line on a real vault: read back, put right, saved, taken back, and never lost."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from textual import events

from tbp_casefile.tables import ScopeType
from tbp_tui import i18n
from tbp_tui.screens.home import HomeScreen
from tbp_tui.screens.staff.cases import CasesScreen
from tbp_tui.screens.staff.contact import ContactScreen
from tbp_tui.screens.staff.contact_part import PartScreen
from tbp_tui.services.staff.contacts import MOST_TASK, MOST_TEXT
from tests.cases.devices import Devices
from tests.cases.staff_desk import H1, H3, again, staff_desk
from tests.cases.test_staff import by_number
from tests.screens.test_hostile import HOSTILE

LINE = "gebeld met Mirthe 20m: B5 uitgelegd > terugbellen vr 10u"


@pytest.fixture(autouse=True)
def _dutch_lines() -> Iterator[None]:
    i18n.set_language("nl")
    yield
    i18n.set_language("en")


# --- from a line to a record --------------------------------------------------------------------------------


async def test_below_the_line_stands_what_was_understood_of_it(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(LINE)
        for said in (
            *("Hoe: bellen", "Uitkomst: bereikt", "Duur: 20 minuten", "Wanneer: nu"),
            *("Te doen: terugbellen vr 10u", "Voor wanneer: vrijdag 24 april 2026, 10.00 uur"),
            *("Tekst: met Mirthe 20m: B5 uitgelegd", "Bewaren"),
        ):
            assert said in desk.page


async def test_the_header_says_of_which_case_it_is_in_every_size(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("end")
        await desk.log(LINE)
        for size in ((120, 40), (80, 24), (60, 20), (40, 12)):
            await desk.pilot.resize_terminal(*size)
            await desk.pilot.pause()
            assert H3 in desk.lines()[0]


async def test_enter_leads_to_save_and_once_more_saves(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(LINE)
        await desk.press("enter")
        assert (desk.mark, desk.written) == ("save", [])
        await desk.press("enter")
        assert desk.written == ["contact_moment", "task"]
        assert "Bewaard op dit apparaat." in desk.page
        assert (desk.typed, desk.case.staff.unfinished()) == ("", "")
        talk = desk.case.talks()[0]
        assert (talk.talk.kind, talk.talk.minutes, talk.log) == ("call", 20, ScopeType.DESK)


async def test_after_saving_the_next_contact_begins_with_nothing_of_the_last(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log("gebeld met Mirthe: B5 uitgelegd")
        await desk.press("enter", "v", "end", "enter")
        await desk.type("gebeld met Sam")
        assert "u en uw collega" in desk.page


async def test_an_emptied_field_forgets_what_was_settled(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log("gebeld met Mirthe: B5 uitgelegd")
        await desk.press("enter", "v")
        assert "Dit leest de persoon" in desk.page
        await desk.type("")
        await desk.type("gebeld met Sam over Mirthe")
        assert "u en uw collega" in desk.page
        assert "Dit leest de persoon" not in desk.page


# --- one letter for each field ------------------------------------------------------------------------------

CYCLED = {
    "k": ("Hoe: bellen", "Hoe: bericht"),
    "o": ("Uitkomst: bereikt", "Uitkomst: niet bereikt"),
    "p": ("Wie: ", "Wie: anoniem"),
    "v": ("Leest dit: u en uw collega", "Leest dit: u en de persoon"),
}
TYPED = {
    "d": ("35", "Duur: 35 minuten"),
    "w": ("gisteren 15u", "Wanneer: zondag 19 april 2026, 15.00 uur"),
    "f": ("brief sturen", "Te doen: brief sturen"),
    "b": ("morgen 9u", "Voor wanneer: dinsdag 21 april 2026, 9.00 uur"),
}


@pytest.mark.parametrize("key", CYCLED)
async def test_a_letter_gives_a_field_its_next_value(devices: Devices, tmp_path: Path, key: str) -> None:
    before, after = CYCLED[key]
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(LINE)
        await desk.press("enter")
        assert before in desk.page
        await desk.press(key)
        assert after in desk.page
        assert desk.mark == "save"


@pytest.mark.parametrize("key", TYPED)
async def test_a_letter_leads_to_a_field_in_which_one_types(
    devices: Devices, tmp_path: Path, key: str
) -> None:
    words, after = TYPED[key]
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(LINE)
        await desk.press("enter", key)
        assert isinstance(desk.screen, PartScreen)
        await desk.type(words)
        assert after in desk.page
        await desk.press("enter")
        assert after in desk.page
        assert desk.mark == "save"


async def test_letters_in_the_field_are_text(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log()
        await desk.press(*"kodwpvfb", "1", "slash", "question_mark")
        assert desk.typed == "kodwpvfb1/?"


async def test_esc_leaves_a_typed_field_as_it_was(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(LINE)
        await desk.press("enter", "d", "9", "escape")
        assert "Duur: 20 minuten" in desk.page
        assert desk.typed == LINE


# --- what is not sure ---------------------------------------------------------------------------------------

NOT_SURE = {
    "kind": "Mirthe slaapt slecht",
    "outcome": "voicemail",
    "minutes": "gebeld 20-30 min met Mirthe",
    "at": "gebeld morgen 15u",
    "party": "anoniem gebeld namens Sam",
    "follow_up": "gebeld, Sam wil morgen terugbellen",
    "due": "gebeld > terugbellen volgende week",
}


@pytest.mark.parametrize("part", NOT_SURE)
async def test_what_is_not_sure_is_asked_and_never_saved_by_itself(
    devices: Devices, tmp_path: Path, part: str
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(NOT_SURE[part])
        assert "(niet zeker)" in desk.page
        await desk.press("enter")
        assert desk.mark == f"part:{part}"
        await desk.press("end", "enter")
        assert desk.written == []
        assert "Zeg eerst wat niet zeker is:" in desk.page
        assert desk.mark == f"part:{part}"


async def test_a_proposal_is_taken_with_enter_and_only_then_saved(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(NOT_SURE["due"])
        await desk.press("enter", "enter")
        assert isinstance(desk.screen, PartScreen)
        assert "maandag 27 april 2026" in desk.page
        await desk.press("enter")
        assert desk.mark == "save"
        await desk.press("enter")
        assert desk.written == ["contact_moment", "task"]


# --- who reads it -------------------------------------------------------------------------------------------


async def test_what_the_person_will_read_is_shown_as_they_will_read_it(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log("gisteren 15u gebeld namens Sam, niet bereikt, 20m: wij spraken af !zichtbaar")
        shown = desk.page.partition("Dit leest de persoon")[2].split()
        await desk.press("enter", "enter")
        logs = {str(talk.talk.text): talk.log for talk in desk.case.talks()}
        assert logs["namens Sam, niet bereikt, 20m: wij spraken af"] is ScopeType.CASE
        await desk.press("escape", "enter", "0", *["tab"] * 3, "enter")
        assert " ".join(shown) in " ".join(desk.page.split())
        assert {"19", "april", "namens", "20", "minuten"} <= set(" ".join(shown).replace(".", "").split())


async def test_v_shows_it_and_takes_it_away_again(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log("gebeld met Mirthe: wij spraken af")
        await desk.press("enter", "v")
        assert "Dit leest de persoon" in desk.page
        await desk.press("v")
        assert "Dit leest de persoon" not in desk.page


async def test_the_preview_waits_for_how_the_contact_was(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log("wij spraken af !zichtbaar")
        assert "Zeg eerst hoe het contact was." in desk.page


# --- taking back and keeping --------------------------------------------------------------------------------


async def test_ctrl_z_gives_the_line_back_as_it_was_settled(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(LINE)
        await desk.press("enter", "o", "enter", "ctrl+z")
        assert (desk.typed, desk.written) == (LINE, [])
        assert "Uitkomst: niet bereikt" in desk.page


async def test_what_may_have_gone_is_not_taken_back_and_the_page_says_so(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(LINE)
        await desk.press("enter", "enter")
        assert "Ctrl+Z" in desk.page
        await desk.later(11)
        assert "Ctrl+Z" not in desk.page
        await desk.press("ctrl+z")
        assert (desk.typed, desk.written) == ("", ["contact_moment", "task"])


async def test_ctrl_z_does_not_take_what_is_being_typed(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(LINE)
        await desk.press("enter", "enter")
        await desk.type("gebeld met Sam")
        await desk.press("ctrl+z")
        assert desk.typed == "gebeld met Sam"


async def test_esc_keeps_the_line_for_its_own_case(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log("gebeld met Mirthe")
        await desk.press("escape", "end")
        await desk.log()
        assert desk.typed == ""
        await desk.type("bezoek bij Sam")
        await desk.press("escape", "home")
        await desk.log()
        assert (desk.typed, H1 in desk.lines()[0]) == ("gebeld met Mirthe", True)
        with closing(again(desk.case, tmp_path)) as later:
            by_number(later, H3)
            assert later.staff.unfinished() == "bezoek bij Sam"


@pytest.mark.parametrize("key", ["f9", "ctrl+l"])
async def test_hiding_in_the_middle_of_a_word_keeps_every_letter(
    devices: Devices, tmp_path: Path, key: str
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log()
        await desk.type("gebeld met Mir")
        await desk.press(key)
        assert desk.hidden == ["gebeld met Mir"]


@pytest.mark.parametrize("keys", [("ctrl+q",), ("enter", "1"), ("enter", "f8"), ("enter", "0")], ids=str)
async def test_no_way_out_loses_what_was_typed(
    devices: Devices, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("enter")
        await desk.log("gebeld met Mirthe")
        await desk.press(*keys)
        assert desk.case.staff.unfinished() == "gebeld met Mirthe"


# --- where it begins ----------------------------------------------------------------------------------------


async def test_f7_on_the_list_is_about_the_marked_case(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("end")
        await desk.log("gebeld met de school")
        await desk.press("enter", "enter", "escape")
        assert isinstance(desk.screen, CasesScreen)
        desk.case.open_number(H1, desk.now)
        assert desk.case.talks()[0].talk.text != "met de school"
        desk.case.open_number(H3, desk.now)
        assert desk.case.talks()[0].talk.text == "met de school"


@pytest.mark.parametrize("place", [*"12345679", "0", "f8"])
async def test_f7_works_everywhere_in_a_case(devices: Devices, tmp_path: Path, place: str) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("end", "enter", place)
        await desk.log()
        assert H3 in desk.lines()[0]


async def test_f7_comes_back_to_the_one_line_that_is_being_typed(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("enter")
        await desk.log("gebeld met Mirthe")
        await desk.press("enter", "f8", "f7")
        assert desk.typed == "gebeld met Mirthe"
        assert sum(isinstance(screen, ContactScreen) for screen in desk.app.screen_stack) == 1


async def test_on_the_tasks_f7_is_about_the_case_of_the_marked_task(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("enter", "escape", "t", "end", "up")
        await desk.log("gebeld")
        assert H3 in desk.lines()[0]
        await desk.press("escape", "home")
        await desk.log()
        assert (H1 in desk.lines()[0], desk.typed) == (True, "")


async def test_outside_a_case_the_digits_lead_into_none(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.press("t", "1")
        assert desk.screen.title_words() == "taken"
        await desk.press("escape", "enter", "1", "escape")
        assert isinstance(desk.screen, HomeScreen)


# --- what does not fit, and what is hostile -----------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "gebeld met Mirthe, " + "woord " * (MOST_TEXT // 6 + 1),
        "gebeld > " + "x" * (MOST_TASK + 1),
        "gebeld " + "woord " * 2_000,
    ],
    ids=["text", "task", "more than is read"],
)
async def test_what_is_too_long_is_said_refused_and_kept_whole(
    devices: Devices, tmp_path: Path, line: str
) -> None:
    line = line.strip()
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(line)
        assert "tekens" in desk.page
        await desk.press("enter")
        for _ in range(3):  # whatever is asked first
            await desk.press("enter")
        await desk.press("end", "enter")
        assert desk.written == []
        assert desk.typed == line
        await desk.press("escape")
        assert desk.case.staff.unfinished() == line


@pytest.mark.parametrize("text", [t for t in HOSTILE.values() if len(t) < 10_000], ids=str)
async def test_hostile_text_in_the_line_does_nothing(devices: Devices, tmp_path: Path, text: str) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log()
        desk.app.post_message(events.Paste(f"gebeld met Mirthe: {text} 👩‍👩‍👧 > {text[:50]} !zichtbaar"))
        await desk.pilot.pause()
        assert desk.typed
        for keys in ((), ("enter",), ("end",), ("enter",), ("escape",), ("escape",)):
            await desk.press(*keys)
            for line in desk.lines():
                assert line.isprintable()
        assert desk.app.is_running


async def test_a_line_that_was_kept_elsewhere_comes_back_without_what_a_terminal_obeys(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        by_number(desk.case, H1)
        desk.case.staff.keep_unfinished("gebeld\x1b]0;title\x07 met \u202eMirthe", desk.now)
        await desk.log()
        assert desk.typed == "gebeld]0;title met Mirthe"
        assert all(line.isprintable() for line in desk.lines())


async def test_markup_in_the_line_is_shown_letter_by_letter(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log("gebeld met Mirthe: [bold]x[/] [@click=app.bell]y[/]")
        assert "[bold]x[/] [@click=app.bell]y[/]" in desk.page
