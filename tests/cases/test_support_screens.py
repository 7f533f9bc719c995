# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The screens of a supporter, and what the person sees of an offer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tbp_casefile.tables import ScopeType
from tbp_tui import i18n
from tbp_tui.screens.framed import Framed
from tbp_tui.screens.home import HomeScreen
from tbp_tui.screens.offers import OffersScreen
from tbp_tui.screens.staff.contact import ContactScreen
from tbp_tui.screens.staff.new_offer import NewOfferScreen
from tbp_tui.screens.staff.supported import SupportedScreen
from tbp_tui.services.staff.contacts import NewContact
from tests.cases.circle import Circle, gathered, log_of, offer, one, opened
from tests.cases.devices import DEMO_DAY
from tests.cases.screens import app_on, whole_page
from tests.screens.desk import press, screen_text

NO_CONSEQUENCE = "You may always say no."


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    i18n.set_language("en")
    with gathered(tmp_path) as circle:
        yield circle


def page(screen: object) -> str:
    """What stands on a page, in one line."""
    assert isinstance(screen, Framed)
    return " ".join(whole_page(screen).split())


async def test_a_supporter_gives_a_name_logs_a_contact_and_makes_an_offer_by_keys(circle: Circle) -> None:
    app = app_on(circle.supporter, DEMO_DAY)
    async with app.run_test(size=(80, 24)) as pilot:
        app.opened(circle.supporter)
        await pilot.pause()
        assert isinstance(app.screen, SupportedScreen)
        assert "a case with Bas Olthof" in page(app.screen)
        await press(pilot, "s", "v", "f", "w")  # keys of the list of contact persons
        assert isinstance(app.screen, SupportedScreen)
        assert app.screen.page.has_focus
        await press(pilot, "e", *"Elif", "enter")
        assert "Elif" in page(app.screen)
        await press(pilot, "f7", *"phoned 20m", "enter", "enter")
        assert "Saved on this device." in page(app.screen)
        await press(pilot, "escape", "o", "enter")
        assert isinstance(app.screen, NewOfferScreen)
        await press(pilot, *"Talks", "tab", *"Weekly.", "tab", *"18 May", "tab", "enter")
        assert isinstance(app.screen, OffersScreen)
        assert "Talks no answer yet" in page(app.screen)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "Elif, as the family sees it." in page(app.screen)
    (line,) = circle.supporter.support.offers(DEMO_DAY)
    assert line.offer.again
    assert (line.offer.title, line.offer.text, line.offer.again.isoformat()) == (
        "Talks",
        "Weekly.",
        "2026-05-18",
    )
    assert circle.supporter.talks()[0].log is ScopeType.CARE


async def test_the_person_sees_an_offer_on_the_first_page_and_a_no_is_as_near_as_a_yes(
    circle: Circle,
) -> None:
    offer(circle)
    circle.sync(circle.supporter, circle.person)
    app = app_on(circle.person, DEMO_DAY)
    async with app.run_test(size=(80, 24)) as pilot:
        app.opened(circle.person)
        await pilot.pause()
        assert "Support is offered: Gesprekken" in page(app.screen)
        assert isinstance(app.screen, Framed)
        app.screen.page.go_to(f"offer:{one(circle.person).id}")
        await press(pilot, "enter")
        assert NO_CONSEQUENCE in page(app.screen)
        assert "I want to stop with this" not in page(app.screen)
        await press(pilot, "down", "enter")
        assert "Answer Not now" in page(app.screen)
        await press(pilot, "ctrl+z")
        assert "Taken back. Nothing was sent." in page(app.screen)
        await press(pilot, "up", "enter")
        assert "I want to stop with this" in page(app.screen)
        await press(pilot, "escape")
        assert "Support is offered" not in page(app.screen)
    assert one(circle.person).state == "yes"


async def test_an_offer_that_comes_back_is_on_the_first_page_again(circle: Circle) -> None:
    offer(circle, again=(DEMO_DAY + timedelta(days=2)).date())
    circle.sync(circle.supporter, circle.person)
    circle.person.support.answer(one(circle.person), "not_now", DEMO_DAY)
    for days, stands in ((0, False), (1, False), (2, True)):
        moment = DEMO_DAY + timedelta(days=days)
        app = app_on(circle.person, moment)
        async with app.run_test(size=(80, 24)) as pilot:
            app.opened(circle.person)
            await pilot.pause()
            assert ("Support is offered" in page(app.screen)) is stands, days


async def test_after_a_review_the_list_of_the_supporter_says_that_an_offer_came_back(circle: Circle) -> None:
    offer(circle)
    circle.sync(circle.supporter, circle.person)
    circle.sync(circle.person)
    circle.person.support.answer(one(circle.person), "not_now", DEMO_DAY)
    circle.sync(circle.person, circle.supporter)
    reviews = [line.on for line in circle.supporter.reviews(DEMO_DAY) if line.review.kind == "review"]
    coming = min(day for day in reviews if day > DEMO_DAY.date())
    for days, came_back in ((-1, False), (0, True), (9, True)):
        moment = DEMO_DAY + (coming - DEMO_DAY.date()) + timedelta(days=days)
        app = app_on(circle.supporter, moment)
        async with app.run_test(size=(80, 24)) as pilot:
            app.opened(circle.supporter)
            await pilot.pause()
            assert ("1 offer came back" in page(app.screen)) is came_back


async def test_a_device_that_waits_for_a_yes_keeps_the_line_and_says_why(
    circle: Circle, tmp_path: Path
) -> None:
    first = circle.supporter
    first.staff.log(NewContact("call", "Eerste", DEMO_DAY), DEMO_DAY)
    circle.sync(first)
    second = opened(tmp_path / "second", first.own_devices.add().line)
    app = app_on(second, DEMO_DAY)
    async with app.run_test(size=(80, 24)) as pilot:
        app.opened(second)
        await press(pilot, "f7", *"phoned 20m", "enter", "enter")
        assert isinstance(app.screen, ContactScreen)
        said = page(app.screen)
        assert "Say yes to it on another device of yours" in said
        assert "What you typed stays here." in said
        assert "phoned 20m" in " ".join(screen_text(app))
    assert second.staff.unfinished() == "phoned 20m"
    assert log_of(second, ScopeType.CARE)
    second.close()
