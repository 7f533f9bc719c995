# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""An offer of support: what was said to it, when it comes back, and for whom it is."""

from datetime import date

import msgspec
import pytest

from tbp_casefile.model.control import Member
from tbp_casefile.model.support import SupportAnswer, SupportOffer, SupportResponse
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.times import parse_moment
from tbp_casefile.views.shelf import Held
from tbp_casefile.views.support import OfferLine, offers, readers
from tests.views.shelves import Made, review

NOW = parse_moment("2026-04-20T14:00:00+02:00")
SUPPORT = ScopeType.SUPPORT


def offered(made: Made, *, again: date | None = None, on: str = "2026-01-10", title: str = "Talks") -> Held:
    """The supporter offers something."""
    body = SupportOffer(title=title, text="An hour each week.", again=again)
    return made.put("support_offer", body, log=SUPPORT, by=Role.SUPPORTER, on=on)


def said(made: Made, to: Held, what: SupportAnswer, on: str, *, waits: bool = False) -> None:
    """The person answers."""
    body = SupportResponse(what)
    made.put("support_response", body, about=to.ref, log=SUPPORT, by=Role.PERSON, on=on, waits=waits)


def one(made: Made) -> OfferLine:
    """The only offer."""
    (line,) = offers(made.shelf, NOW)
    return line


def test_an_offer_waits_until_something_is_said() -> None:
    made = Made()
    offer = offered(made)
    assert (one(made).state, one(made).waits, one(made).on) == ("new", True, date(2026, 1, 10))
    said(made, offer, "yes", "2026-01-12")
    assert (one(made).state, one(made).waits) == ("yes", False)


def test_what_was_said_last_holds_and_all_of_it_can_be_read() -> None:
    made = Made()
    offer = offered(made)
    for what, day in (("not_now", "2026-01-12"), ("yes", "2026-02-01"), ("stopped", "2026-03-01")):
        said(made, offer, what, day)  # type: ignore[arg-type]
    line = one(made)
    assert line.state == "stopped"
    assert [response.what for response in line.responses] == ["stopped", "yes", "not_now"]


@pytest.mark.parametrize("what", ["not_now", "stopped"])
@pytest.mark.parametrize(
    ("again", "reviewed", "state", "back"),
    [
        (None, None, None, None),
        (None, date(2026, 3, 1), "again", None),  # at each review
        (None, date(2026, 5, 18), None, date(2026, 5, 18)),
        (date(2026, 4, 20), None, "again", None),  # on its own day, and that day counts
        (date(2026, 4, 21), None, None, date(2026, 4, 21)),
        (date(2026, 5, 1), date(2026, 5, 18), None, date(2026, 5, 1)),
        (date(2026, 1, 5), date(2026, 1, 6), None, None),  # both went before the answer
        (date(2026, 1, 12), None, None, None),  # it was the answer of that day
    ],
)
def test_a_no_comes_back_at_a_review_and_on_the_day_of_the_offer(
    what: SupportAnswer, again: date | None, reviewed: date | None, state: str | None, back: date | None
) -> None:
    made = Made()
    if reviewed:
        made.put("review", review(reviewed))
    said(made, offered(made, again=again), what, "2026-01-12")
    assert (one(made).state, one(made).back) == (state or what, back)


def test_a_yes_does_not_come_back() -> None:
    made = Made()
    made.put("review", review(date(2026, 3, 1)))
    made.put("review", review(date(2026, 5, 18)))
    said(made, offered(made, again=date(2026, 4, 1)), "yes", "2026-01-12")
    assert (one(made).state, one(made).back) == ("yes", None)


def test_a_second_no_holds_until_the_next_review() -> None:
    made = Made()
    made.put("review", review(date(2026, 3, 1), "done"))
    made.put("review", review(date(2026, 5, 18)))
    offer = offered(made)
    said(made, offer, "not_now", "2026-01-12")
    assert one(made).waits
    said(made, offer, "not_now", "2026-03-02", waits=True)
    assert (one(made).state, one(made).back) == ("not_now", date(2026, 5, 18))


def test_a_look_in_between_is_no_review() -> None:
    made = Made()
    made.put(
        "review",
        msgspec.structs.replace(review(date(2026, 3, 1)), kind="relook"),
    )
    said(made, offered(made), "not_now", "2026-01-12")
    assert one(made).state == "not_now"


def test_what_asks_for_an_answer_stands_first() -> None:
    made = Made()
    first = offered(made, title="first")
    said(made, offered(made, title="second", on="2026-02-01"), "yes", "2026-02-02")
    assert [line.offer.title for line in offers(made.shelf, NOW)] == ["first", "second"]
    said(made, first, "yes", "2026-02-03")
    assert [line.offer.title for line in offers(made.shelf, NOW)] == ["second", "first"]


def test_each_log_of_support_has_one_reader_beside_the_supporters() -> None:
    made, other = Made(), "11111111-0000-4000-8000-000000000000"
    made.put("member", Member("relative-2", Role.RELATIVE), log=SUPPORT, scope=other)
    made.put("member", Member("supporter-1", Role.SUPPORTER), log=SUPPORT, scope=other)
    made.put("member", Member("person", Role.PERSON), log=SUPPORT)
    made.put("member", Member("contact-1", Role.CONTACT_PERSON), log=ScopeType.FAMILY)
    assert [(one.member, one.role) for one in readers(made.shelf)] == [
        ("person", Role.PERSON),
        ("relative-2", Role.RELATIVE),
    ]
    offered(made)
    assert one(made).member == "person"
    made.put("member", Member("relative-2", Role.RELATIVE, ends=True), log=SUPPORT, scope=other)
    assert [one.member for one in readers(made.shelf)] == ["person"]
