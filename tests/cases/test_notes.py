# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Notes to oneself: of every role, on this device alone, gone when they are thrown away."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from tbp_tui import i18n
from tbp_tui.app import NotesApp
from tbp_tui.plain import notes as said
from tbp_tui.screens.note_writing import NoteWritingScreen
from tbp_tui.screens.notes import NoteScreen, NotesScreen
from tbp_tui.screens.staff.contact import ContactScreen
from tbp_tui.services.errors import NothingWritten, TooLong
from tbp_tui.services.notes import MOST
from tbp_tui.services.open_case import OpenCase
from tests.cases.devices import DEMO_DAY, Devices
from tests.cases.screens import app_on, whole_page
from tests.cases.test_staff import BAS, H1, by_number
from tests.screens.desk import press
from tests.screens.looks import SIZES
from tests.sync.desk import reopened

ROLES = ("person", "relative-1", BAS)
CANARY = "kwikstaart"


@pytest.mark.parametrize("who", ROLES)
def test_everybody_keeps_notes_and_they_outlive_the_process(
    devices: Devices, tmp_path: Path, who: str
) -> None:
    with devices.opened(f"h1-journalist/{who}", copy_to=tmp_path) as case:
        case.notes.keep_unfinished("Een zwa", DEMO_DAY)
        case.notes.keep("  Een zwaar gesprek.\nMorgen bellen. ", DEMO_DAY, about=H1)
        case.notes.keep("Het ging goed.", DEMO_DAY + timedelta(hours=1))
        assert case.notes.unfinished() == ""
    with reopened(tmp_path / "vault") as vault:
        again = OpenCase(vault, case._world).notes.all()
        assert [note.text for note in again] == ["Het ging goed.", "Een zwaar gesprek.\nMorgen bellen."]
        assert (again[1].at, again[1].about) == (DEMO_DAY, H1)


def test_a_note_is_in_no_log_no_search_and_no_export(devices: Devices, tmp_path: Path) -> None:
    with devices.opened(f"h1-journalist/{BAS}", copy_to=tmp_path) as bas:
        by_number(bas, H1)
        bas.notes.keep(CANARY, DEMO_DAY, about=H1)
        bas.notes.keep_unfinished(CANARY, DEMO_DAY)
        assert bas._vault.outbox.all() == []
        assert bas.search(CANARY, "nl") == ()
        assert CANARY.encode() not in msgspec.json.encode(bas.staff.export())
        assert bas.status(DEMO_DAY).kept == ()


def test_a_note_without_words_or_with_too_many_is_refused_whole(devices: Devices, tmp_path: Path) -> None:
    with devices.opened("h1-journalist/person", copy_to=tmp_path) as case:
        with pytest.raises(NothingWritten):
            case.notes.keep(" \n ", DEMO_DAY)
        with pytest.raises(TooLong):
            case.notes.keep("x" * (MOST + 1), DEMO_DAY)
        case.notes.keep("x" * MOST, DEMO_DAY)
        assert [len(note.text) for note in case.notes.all()] == [MOST]


def test_a_list_for_ears_has_one_line_for_each_and_draws_nothing(devices: Devices, tmp_path: Path) -> None:
    i18n.set_language("en")
    with devices.opened("h1-journalist/person", copy_to=tmp_path) as case:
        assert list(said.notes(case.notes.all()))[1:] == ["There are no notes yet."]
        case.notes.keep("Een\x1b[2J\nTwee", DEMO_DAY)
        (line,) = list(said.notes(case.notes.all()))[1:]
        assert line.endswith("Twee")
        assert line.isprintable()


# --- on the screen ----------------------------------------------------------------------------------------


async def at_place(app: NotesApp, pilot: Pilot[None], case: OpenCase, place: str) -> None:
    """The app opened, on one of its places."""
    app.opened(case)
    await pilot.pause()
    await app.run_action(f"place('{place}')")
    await pilot.pause()


async def test_a_person_writes_reads_and_throws_away_when_asked_once_more(
    devices: Devices, tmp_path: Path
) -> None:
    i18n.set_language("en")
    with devices.opened("h1-journalist/person", copy_to=tmp_path) as case:
        app = app_on(case, DEMO_DAY)
        async with app.run_test(size=SIZES[0]) as pilot:
            await at_place(app, pilot, case, "more")
            app.screen.chosen("place:notes")  # type: ignore[attr-defined]
            await press(pilot, "enter", "h", "e", "a", "v", "y")
            assert isinstance(app.screen, NoteWritingScreen)
            await press(pilot, "escape")
            assert (case.notes.unfinished(), case.notes.all()) == ("heavy", ())
            await press(pilot, "enter", "tab", "enter")
            assert [note.text for note in case.notes.all()] == ["heavy"]
            assert isinstance(app.screen, NotesScreen)
            assert "heavy" in whole_page(app.screen)
            await press(pilot, "tab", "enter", "tab", "enter")
            assert isinstance(app.screen, NoteScreen)
            assert len(case.notes.all()) == 1
            await press(pilot, "enter")
            assert len(case.notes.all()) == 1
            await press(pilot, "tab", "enter", "tab", "enter")
            assert isinstance(app.screen, NotesScreen)
            assert case.notes.all() == ()


async def test_after_a_contact_its_writer_may_add_a_note_for_themselves(
    devices: Devices, tmp_path: Path
) -> None:
    i18n.set_language("en")
    with devices.opened(f"h1-journalist/{BAS}", copy_to=tmp_path) as bas:
        app = app_on(bas, DEMO_DAY)
        async with app.run_test(size=SIZES[2]) as pilot:
            app.opened(bas)
            await press(pilot, "f7")
            assert isinstance(app.screen, ContactScreen)
            await press(
                pilot, *("space" if key == " " else key for key in "phoned 20m heavy"), "enter", "enter"
            )
            assert [line.talk.minutes for line in bas.talks() if "heavy" in str(line.talk.text)] == [20]
            await press(pilot, "enter", "enter")
            assert isinstance(app.screen, NoteWritingScreen)
            await press(pilot, *"phew", "tab", "enter")
            (note,) = bas.notes.all()
            assert (note.text, note.about) == ("phew", H1)
            assert isinstance(app.screen, ContactScreen)
            assert len(bas._vault.outbox.all()) == 1
