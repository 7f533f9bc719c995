# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Lines that a worker writes often: kept in the vault alone, filled in with one key, never over yours."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbp_tui.screens.staff.own_lines import OwnLinesScreen
from tbp_tui.services.errors import TooLong
from tbp_tui.services.staff import own_lines
from tbp_tui.services.staff.own_lines import MOST_LINE, MOST_LINES, after, with_line
from tests.cases.devices import Devices
from tests.cases.staff_desk import BAS, again, staff_desk

WEEK, MISSED = "weekly talk 30m at home", "missed call > try again tomorrow 9"


# --- what is kept -------------------------------------------------------------------------------------------


def test_a_line_is_added_changed_and_taken_away() -> None:
    lines = with_line((), f"  {WEEK} ")
    lines = with_line(lines, MISSED)
    assert lines == (WEEK, MISSED)
    assert with_line(lines, "visit", 0) == ("visit", MISSED)
    assert with_line(lines, "", 0) == (MISSED,)
    assert with_line(lines, " ") == with_line(lines, WEEK) == lines
    assert with_line(lines, "visit", 7) == (WEEK, MISSED, "visit")
    with pytest.raises(TooLong):
        with_line(lines, "x" * (MOST_LINE + 1))


@given(st.lists(st.tuples(st.text(max_size=30), st.none() | st.integers(-2, 12))))
def test_never_too_many_none_empty_and_none_twice(typed: list[tuple[str, int | None]]) -> None:
    lines: tuple[str, ...] = ()
    for text, place in typed:
        lines = with_line(lines, text, place)
    assert len(lines) <= MOST_LINES
    assert len(set(lines)) == len(lines)
    assert all(line and line == " ".join(line.split()) for line in lines)


def test_f4_steps_through_all_of_them_and_leaves_what_is_typed() -> None:
    lines = ("a", "b", "c")
    assert [after(lines, typed) for typed in ("", " ", "a", "b", "c")] == ["a", "a", "b", "c", "a"]
    assert after(lines, "a and more") == after((), "") == ""


def test_they_outlive_the_process_for_every_case_and_what_goes_is_overwritten(
    devices: Devices, tmp_path: Path
) -> None:
    with devices.opened(BAS, copy_to=tmp_path) as case:
        case.staff.keep_own_line(WEEK)
        case.staff.keep_own_line(MISSED)
        with closing(again(case, tmp_path)) as later:
            assert later.staff.own_lines() == (WEEK, MISSED)
        case.staff.keep_own_line("", 0)
        assert case.staff.own_lines() == (MISSED,)
        assert case._vault.outbox.all() == []
        case._vault.set_meta(own_lines._META, b"{")
        assert case.staff.own_lines() == ()


# --- on the screen ------------------------------------------------------------------------------------------


async def test_one_key_fills_a_line_in_and_the_next_one_and_then_one_types_on(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        desk.case.staff.keep_own_line(WEEK)
        desk.case.staff.keep_own_line(MISSED)
        await desk.log()
        await desk.press("f4")
        assert desk.typed == WEEK
        assert "Length: 30 minutes" in desk.page
        await desk.press("f4")
        assert desk.typed == MISSED
        await desk.press("f4", *" Sam", "f4")
        assert desk.typed == f"{WEEK} Sam"
        await desk.press("escape")
        assert desk.case.staff.unfinished() == f"{WEEK} Sam"


async def test_without_lines_the_key_does_nothing(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log()
        await desk.press("f4")
        assert desk.typed == ""


async def test_they_are_written_changed_and_taken_away_from_the_empty_field(
    devices: Devices, tmp_path: Path
) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log()
        await desk.press("enter", "enter")
        assert isinstance(desk.screen, OwnLinesScreen)
        await desk.press("enter", *"visit 1h", "enter")
        assert desk.case.staff.own_lines() == ("visit 1h",)
        assert "visit 1h" in desk.page
        await desk.press("home", "enter", *"5m", "enter")
        assert desk.case.staff.own_lines() == ("visit 1h5m",)
        await desk.press("home", "enter")
        await desk.type("")
        await desk.press("enter")
        assert desk.case.staff.own_lines() == ()


async def test_what_is_too_long_is_said_and_stays_in_the_field(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log()
        await desk.press("enter", "enter", "enter")
        await desk.type("x" * (MOST_LINE + 1))
        await desk.press("enter")
        assert str(MOST_LINE) in desk.page
        assert (len(desk.typed), desk.case.staff.own_lines()) == (MOST_LINE + 1, ())


async def test_after_saving_a_contact_its_line_can_be_kept_once(devices: Devices, tmp_path: Path) -> None:
    async with staff_desk(devices, tmp_path) as desk:
        await desk.log(WEEK)
        await desk.press("enter", "enter")
        assert "Saved on this device." in desk.page
        await desk.press("enter", "end", "enter")
        assert desk.case.staff.own_lines() == (WEEK,)
        assert "Keep this line" not in desk.page
