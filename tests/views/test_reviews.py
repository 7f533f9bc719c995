# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Reviews, and what was said beforehand to be weighed in them."""

from datetime import date

from tbp_casefile.model.dialogue import ReviewInput
from tbp_casefile.model.texts import Text
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import parse_moment
from tbp_casefile.views.reviews import next_review, reviews
from tbp_casefile.views.shelf import Delivery, Held
from tests.views.shelves import Made, review

NOW = parse_moment("2026-04-20T14:00:00+02:00")


def bring(
    made: Made, held: Held, text: Text, by: Role = Role.PERSON, *, late: bool = False, waits: bool = False
) -> None:
    """Somebody says what should be weighed."""
    made.put("review_input", ReviewInput(text), about=held.ref, by=by, late=late, waits=waits)


def inputs(made: Made) -> list[list[Text]]:
    """What was brought to each review, newest review first."""
    return [[said.text for said in line.inputs] for line in reviews(made.shelf, NOW)]


def test_what_was_brought_stands_with_its_review_and_by_whom() -> None:
    made = Made()
    past = made.put("review", review(date(2025, 11, 24), "done"))
    coming = made.put("review", review(date(2026, 5, 18)))
    bring(made, coming, "more room for sport")
    bring(made, past, "an earlier wish")
    bring(made, coming, "and for me", Role.RELATIVE)
    assert inputs(made) == [["more room for sport", "and for me"], ["an earlier wish"]]
    first, second = reviews(made.shelf, NOW)[0].inputs
    assert (first.role, second.role) == (Role.PERSON, Role.RELATIVE)
    assert (first.at, first.delivery) == (parse_moment("2026-04-20T09:00:00+02:00"), Delivery.RECEIVED)


def test_a_review_that_was_announced_anew_keeps_what_was_brought_to_it() -> None:
    made = Made()
    planned = made.put("review", review(date(2026, 5, 18), "planned"))
    bring(made, planned, "before")
    announced = made.again(planned, review(date(2026, 5, 20)))
    bring(made, announced, "after")
    assert inputs(made) == [["before", "after"]]
    assert [line.on for line in reviews(made.shelf, NOW)] == [date(2026, 5, 20)]


def test_input_that_waits_on_this_device_is_shown_as_such_and_late_input_is_not_shown() -> None:
    made = Made()
    coming = made.put("review", review(date(2026, 5, 18)))
    bring(made, coming, "late", late=True)
    bring(made, coming, "on this device", waits=True)
    (line,) = reviews(made.shelf, NOW)
    assert [(said.text, said.delivery) for said in line.inputs] == [("on this device", Delivery.ON_DEVICE)]


def test_input_to_a_review_that_this_device_does_not_hold_is_nobodys() -> None:
    made, elsewhere = Made(), Made()
    elsewhere.put("review", review(date(2025, 1, 1)))
    coming = elsewhere.put("review", review(date(2026, 5, 18)), log=ScopeType.FAMILY)
    made.put("review", review(date(2026, 5, 18)))
    bring(made, coming, "for the family's review")
    assert inputs(made) == [[]]


def test_a_review_is_overdue_from_the_day_after_its_day_unless_it_is_done() -> None:
    made = Made()
    made.put("review", review(date(2026, 4, 19), "done"))
    made.put("review", review(date(2026, 4, 19), "planned"))
    made.put("review", review(date(2026, 4, 20)))
    lines = {(line.on.day, line.review.state): line.overdue for line in reviews(made.shelf, NOW)}
    assert lines == {(19, "done"): False, (19, "planned"): True, (20, "announced"): False}


def test_when_every_review_is_done_there_is_no_next_one() -> None:
    made = Made()
    made.put("review", review(date(2026, 5, 18), "done"))
    assert next_review(made.shelf, NOW) is None
    assert next_review(Made().shelf, NOW) is None
