# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How a caseload is looked at: orders, views, a filter; and that it comes back as it was left."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tbp_casefile.model.case import Review
from tbp_casefile.model.dialogue import ContactMoment
from tbp_casefile.model.work import Task
from tbp_casefile.views.caseload import CaseSummary, LastContact
from tbp_casefile.views.reviews import ReviewLine
from tbp_casefile.views.shelf import Delivery
from tbp_casefile.views.tasks import TaskLine
from tbp_casefile.wire.envelope import Ref
from tbp_tui.screens.staff.cases import CasesScreen
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.staff.looking import BUILT_IN, MOST_NAMED, ORDERS, Look, Looking, chosen
from tbp_tui.widgets.field import Field
from tests.cases.devices import DEMO_DAY, Devices
from tests.cases.screens import app_on, whole_page
from tests.cases.test_staff import BAS
from tests.screens.desk import press
from tests.sync.desk import reopened

TODAY = date(2026, 4, 20)


@dataclass(frozen=True)
class Line:
    """One case."""

    number: str
    summary: CaseSummary


def task(*, late: bool = False, today: bool = False) -> TaskLine:
    """Something to do."""
    ref = Ref("scope", "id", "leaf")
    return TaskLine(
        "id", ref, "id", Task(text="t"), TODAY, "x", late, today, True, None, Delivery.RECEIVED, ()
    )


def line(
    number: str,
    *tasks: TaskLine,
    review: date | None = None,
    last: datetime | None = None,
    unseen: date | None = None,
    concerns: int = 0,
) -> Line:
    """A case with what matters for its place."""
    planned = (
        ReviewLine("r", Ref("s", "r", "l"), Review(version="1", on=review, state="planned"), False)
        if review
        else None
    )
    spoken = LastContact(ContactMoment(kind="call", text="t"), last) if last else None
    return Line(number, CaseSummary(None, None, planned, None, tasks, (), concerns, spoken, unseen, None))


A = line("A", task(today=True), review=TODAY + timedelta(days=31), last=DEMO_DAY)
B = line("B", review=TODAY + timedelta(days=30), last=DEMO_DAY - timedelta(days=9), unseen=TODAY)
C = line("C", task(late=True), concerns=0)
D = line("D", concerns=1, last=DEMO_DAY - timedelta(days=1))
ALL = (A, B, C, D)


def numbers(look: Look) -> str:
    """Which cases this look shows, in its order."""
    return "".join(
        one.number for one in chosen(ALL, look, DEMO_DAY, lambda one: f"Zaak {one.number}, te laat")
    )


@pytest.mark.parametrize(
    ("order", "shown"), [("pressing", "CDAB"), ("number", "ABCD"), ("review", "BACD"), ("last", "CBDA")]
)
def test_an_order_puts_first_what_it_says(order: str, shown: str) -> None:
    assert numbers(Look(order=order)) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("look", "shown"),
    [
        (Look("late", order="number"), "C"),
        (Look("unseen", order="number"), "B"),
        (Look("review", order="number"), "B"),
        (Look("all", "zaak b", "number"), "B"),
        (Look("all", "LAAT", "number"), "ABCD"),
        (Look("late", "zaak b", "number"), ""),
    ],
)
def test_a_view_and_typed_words_both_must_fit(look: Look, shown: str) -> None:
    assert numbers(look) == shown


def test_a_key_steps_through_every_order_and_every_view_and_comes_back() -> None:
    how = Looking(Look(order="number")).keep_as("mijn week")
    how = how.with_look(only="all")
    orders, views = [], []
    for _ in ORDERS:
        how = how.next_order()
        orders.append(how.now.order)
    for _ in range(len(BUILT_IN) + 1):
        how = how.next_view()
        views.append(how.now.name or how.now.only)
    assert sorted(orders) == sorted(ORDERS)
    assert views == ["late", "unseen", "review", "mijn week", "all"]


def test_of_more_than_five_names_the_oldest_goes_and_a_name_stands_once() -> None:
    how = Looking()
    for name in ("a", "b", "c", "d", "e", "a", "f"):
        how = how.keep_as(name)
    assert [one.name for one in how.named] == ["c", "d", "e", "a", "f"]
    assert len(how.named) == MOST_NAMED


def test_how_the_caseload_was_left_is_there_the_next_time(devices: Devices, tmp_path: Path) -> None:
    how = Looking(Look("late", "D-24", "review")).keep_as("mijn week")
    with devices.opened(f"h1-journalist/{BAS}", copy_to=tmp_path) as case:
        assert case.staff.looking() == Looking()
        case.staff.keep_looking(how)
        case._vault.set_meta("other", b"")
        with reopened(tmp_path / "vault") as other:
            assert OpenCase(other, case._world).staff.looking() == how
        case._vault.set_meta("staff.looking", b'{"now": 7}')
        assert case.staff.looking() == Looking()


def said(screen: CasesScreen) -> str:
    """The page as one line."""
    return " ".join(whole_page(screen).split())


async def typed(pilot: Pilot[None], words: str) -> None:
    """Letter by letter."""
    await press(pilot, *(("space" if letter == " " else letter) for letter in words))


async def test_the_list_follows_what_is_typed_and_keeps_it(devices: Devices, tmp_path: Path) -> None:
    with devices.opened(f"h1-journalist/{BAS}", copy_to=tmp_path) as case:
        app = app_on(case, DEMO_DAY)
        async with app.run_test(size=(120, 40)) as pilot:
            app.opened(case)
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, CasesScreen)
            await press(pilot, "f")
            await typed(pilot, "qqq")
            assert "No case is like this." in said(screen)
            await press(pilot, "escape", "f")
            await typed(pilot, "24-0117 late")
            assert screen.page.place.laid.keys == (screen.page.key,)
            assert "1 of 3 cases: everything with “24-0117 late”, what presses first." in said(screen)
            await press(pilot, "enter", "s", "w")
            assert screen.query_one("#words", Field).value == ""
            await typed(pilot, "my week")
            await press(pilot, "enter", "v")
            assert "3 cases: everything, by number." in said(screen)
        left = case.staff.looking()
        assert left.now == Look(order="number")
        assert left.named == (Look(words="24-0117 late", order="number", name="my week"),)


async def test_keys_of_the_list_are_for_the_case_on_which_the_mark_stands(
    devices: Devices, tmp_path: Path
) -> None:
    with devices.opened(f"h1-journalist/{BAS}", copy_to=tmp_path) as case:
        app = app_on(case, DEMO_DAY)
        async with app.run_test(size=(80, 24)) as pilot:
            app.opened(case)
            await pilot.pause()
            await press(pilot, "s", "h")
            assert "Case D-24-0117" in whole_page(app.screen)  # type: ignore[arg-type]
            await press(pilot, "escape", "tab", "h")
            assert "Case D-25-0208" in whole_page(app.screen)  # type: ignore[arg-type]
            await press(pilot, "e", "enter", "down", "down", "enter", *"4may")
            await press(pilot, "escape", "escape", "escape", "escape")
            assert isinstance(app.screen, CasesScreen)
        assert case.staff.brief_begun(DEMO_DAY, "en").to == "contact-3"
