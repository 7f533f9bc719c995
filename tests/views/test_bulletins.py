# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""News about the situation: in which order, what has passed, and what waits to be read."""

from datetime import date

import pytest

from tbp_casefile.model.case import ANSWERS, Acknowledgement, AcknowledgementKind
from tbp_casefile.model.situation import Bulletin
from tbp_casefile.tables import Role
from tbp_casefile.times import parse_moment
from tbp_casefile.views.bulletins import BulletinLine, bulletins
from tbp_casefile.views.shelf import Delivery, Held
from tests.views.shelves import Made

NOW = parse_moment("2026-04-20T14:00:00+02:00")


def news(title: str, until: date | None = None) -> Bulletin:
    """News of which only the title and the last day matter."""
    return Bulletin(title=title, weight="notice", what="what", means="means", until=until)


def told(*titles: str) -> tuple[Made, list[Held]]:
    """News, one after the other."""
    made = Made()
    days = ("2025-01-20", "2025-04-25", "2025-10-13", "2026-03-30")
    held = [made.put("bulletin", news(title), on=day) for title, day in zip(titles, days, strict=False)]
    return made, held


def answer(made: Made, held: Held, what: AcknowledgementKind = "seen", *, late: bool = False) -> None:
    """The person says something to it."""
    made.put("acknowledgement", Acknowledgement(what), about=held.ref, by=Role.PERSON, late=late)


def shown(made: Made) -> list[tuple[str, bool]]:
    """Titles, and whether they wait to be read."""
    return [(str(line.bulletin.title), line.unread) for line in bulletins(made.shelf, NOW)]


def line_of(made: Made, title: str) -> BulletinLine:
    """The line with this title."""
    return next(line for line in bulletins(made.shelf, NOW) if line.bulletin.title == title)


def test_news_stands_newest_first_with_its_day_and_all_of_it_waits_to_be_read() -> None:
    made, _ = told("B1", "B2", "B3")
    assert shown(made) == [("B3", True), ("B2", True), ("B1", True)]
    assert line_of(made, "B2").on == date(2025, 4, 25)


@pytest.mark.parametrize("what", ANSWERS)
def test_whatever_was_said_to_news_it_and_all_that_is_older_was_read(what: AcknowledgementKind) -> None:
    made, (_, second, _) = told("B1", "B2", "B3")
    answer(made, second, what)
    assert shown(made) == [("B3", True), ("B2", False), ("B1", False)]
    assert [given.what for given in line_of(made, "B2").answers] == [what]
    assert line_of(made, "B1").answers == ()


def test_what_was_said_to_the_newest_leaves_nothing_to_be_read() -> None:
    made, (_, _, newest) = told("B1", "B2", "B3")
    answer(made, newest)
    assert [unread for _, unread in shown(made)] == [False, False, False]


def test_an_answer_that_still_waits_on_this_device_counts_as_read() -> None:
    made, (only,) = told("B1")
    made.put("acknowledgement", Acknowledgement("seen"), about=only.ref, by=Role.PERSON, waits=True)
    line = line_of(made, "B1")
    assert (line.unread, line.answers[0].delivery) == (False, Delivery.ON_DEVICE)


def test_an_answer_that_came_in_late_or_is_about_something_else_reads_nothing() -> None:
    made, (first, _) = told("B1", "B2")
    answer(made, first, late=True)
    package = made.put("package", news("no news"))
    answer(made, package)
    assert shown(made) == [("B2", True), ("B1", True)]


def test_news_passes_after_its_last_day_and_then_waits_for_nobody() -> None:
    made = Made()
    for title, until in (("today", date(2026, 4, 20)), ("yesterday", date(2026, 4, 19)), ("open", None)):
        made.put("bulletin", news(title, until))
    assert [(line.bulletin.title, line.past, line.unread) for line in bulletins(made.shelf, NOW)] == [
        ("open", False, True), ("yesterday", True, False), ("today", False, True),
    ]  # fmt: skip


def test_news_that_has_passed_unread_hides_no_older_news() -> None:
    made = Made()
    made.put("bulletin", news("still holds"))
    made.put("bulletin", news("passed", date(2026, 4, 19)))
    assert shown(made) == [("passed", False), ("still holds", True)]


def test_a_correction_stands_in_the_place_of_what_it_corrects_and_is_read_anew() -> None:
    made, (first, _) = told("B1", "B2")
    answer(made, first)
    made.again(first, news("B1, corrected"))
    assert shown(made) == [("B1, corrected", True), ("B2", True)]


def test_no_news_is_no_line() -> None:
    assert bulletins(Made().shelf, NOW) == ()
