# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What waits for the person on the first page, the most pressing first, and what does not."""

from datetime import date

import msgspec
import pytest

from tbp_casefile.model.case import Acknowledgement, Review
from tbp_casefile.model.dialogue import Answer, Request, ReviewInput
from tbp_casefile.model.duties import Confirmation, Obligation, ObligationEvent, ObligationState
from tbp_casefile.model.situation import Bulletin, CaseState, CaseStatus
from tbp_casefile.tables import KINDS as EVERY_KIND
from tbp_casefile.tables import Role
from tbp_casefile.times import parse_moment
from tbp_casefile.views import home as home_view
from tbp_casefile.views.home import HomeView, home
from tbp_casefile.views.shelf import Held
from tbp_casefile.views.waiting import Todo
from tests.views.shelves import Made, package, review

NOW = "2026-04-20T14:00:00+02:00"


class Office:
    """A case to which things are added one by one."""

    def __init__(self) -> None:
        self.made = Made()
        self.asked: list[Held] = []

    def bulletin(self, title: str, until: date | None = None) -> Held:
        body = Bulletin(title=title, weight="notice", what="what", means="means", until=until)
        return self.made.put("bulletin", body)

    def status(self, state: CaseState, since: str = "2026-01-01", *asked: str) -> Held:
        body = CaseStatus(case="D", state=state, since=date.fromisoformat(since), text="text", asked=asked)
        return self.made.put("case_status", body)

    def obligation(self, code: str, event: ObligationEvent | None = None) -> Held:
        body = Obligation(code=code, title=code, ask="ask", why="why", start=date(2026, 1, 1))
        self.asked.append(self.made.put("obligation", body))
        if event:
            noted = ObligationState(state=event, text="text")
            self.made.put("obligation_state", noted, about=self.asked[-1].ref, by=Role.CONTACT_PERSON)
        return self.asked[-1]

    def package(self, version: str = "1") -> Held:
        return self.made.put("package", package(version, date(2026, 1, 1), tuple(self.asked)))

    def review(self, *, opened: bool = True) -> Held:
        body: Review = msgspec.structs.replace(review(date(2026, 5, 18)), input_open=opened)
        return self.made.put("review", body)

    def person_says(self, kind: str, body: msgspec.Struct, held: Held, *, waits: bool = False) -> None:
        self.made.put(kind, body, about=held.ref, by=Role.PERSON, waits=waits)

    def home(self, now: str = NOW) -> HomeView:
        return home(self.made.shelf, parse_moment(now))

    def todo(self, now: str = NOW) -> list[tuple[str, str, int]]:
        return [(one.kind, one.id, one.count) for one in self.home(now).todo]

    def kinds(self, now: str = NOW) -> list[str]:
        return [one.kind for one in self.home(now).todo]


@pytest.fixture
def office() -> Office:
    return Office()


def test_everything_that_can_wait_stands_in_this_order(office: Office) -> None:
    older, newest = office.bulletin("B1"), office.bulletin("B2")
    standing = office.status("minimal")
    office.obligation("V10")
    missed, new = office.obligation("V8", "not_met"), office.obligation("V1")
    attention = office.obligation("V2", "needs_attention")
    version, coming = office.package(), office.review()
    assert office.todo() == [
        ("bulletin", newest.record.id, 2),
        ("situation", standing.record.id, 1),
        ("package", version.record.id, 1),
        ("obligation", attention.record.id, 1),
        ("obligation", missed.record.id, 1),
        ("obligations", new.record.id, 2),
        ("review", coming.record.id, 1),
    ]
    assert older.record.id not in {one.id for one in office.home().todo}


def test_when_nothing_is_there_nothing_waits(office: Office) -> None:
    assert office.home().todo == ()


# --- what no longer waits ---------------------------------------------------------------------------------


def test_news_that_was_read_or_has_passed_does_not_wait(office: Office) -> None:
    office.bulletin("passed", date(2026, 4, 19))
    read = office.bulletin("read")
    assert office.todo() == [("bulletin", read.record.id, 1)]
    office.person_says("acknowledgement", Acknowledgement("seen"), read)
    assert office.todo() == []
    newer = office.bulletin("newer")
    assert office.todo() == [("bulletin", newer.record.id, 1)]


def test_a_version_waits_until_something_is_said_to_exactly_that_version(office: Office) -> None:
    first = office.package("1")
    office.person_says("acknowledgement", Acknowledgement("question"), first, waits=True)
    assert office.kinds() == []
    second = office.package("2")
    assert office.todo() == [("package", second.record.id, 1)]


def test_an_obligation_waits_until_it_is_confirmed_and_again_when_something_is_the_matter(
    office: Office,
) -> None:
    asked = office.obligation("V12")
    office.person_says("acknowledgement", Acknowledgement("seen"), office.package())
    assert office.todo() == [("obligations", asked.record.id, 1)]
    office.person_says("confirmation", Confirmation("seen"), asked)
    assert office.todo() == []
    noted = ObligationState(state="not_met", text="text")
    office.made.put("obligation_state", noted, about=asked.ref, by=Role.CONTACT_PERSON)
    assert office.todo() == [("obligation", asked.record.id, 1)]
    office.made.put("obligation_state", ObligationState(state="recovered", text="text"), about=asked.ref)
    assert office.todo() == []


def test_a_review_waits_while_input_is_open_and_nothing_was_brought(office: Office) -> None:
    closed = office.review(opened=False)
    assert office.todo() == []
    opened = office.made.again(closed, msgspec.structs.replace(closed.body, input_open=True))
    assert office.todo() == [("review", opened.record.id, 1)]
    office.person_says("review_input", ReviewInput("more room"), opened, waits=True)
    assert office.todo() == []


def test_a_review_that_is_done_asks_nothing(office: Office) -> None:
    done: Review = msgspec.structs.replace(review(date(2026, 5, 18), "done"), input_open=True)
    office.made.put("review", done)
    assert office.todo() == []


@pytest.mark.parametrize(
    ("state", "asked", "waits"),
    [
        ("minimal", (), True),
        ("triage", ("dates of threats",), True),
        ("triage", (), False),
        ("in_force", (), False),
    ],
)
def test_the_situation_waits_where_something_is_needed_or_a_way_back_is_open(
    state: CaseState, asked: tuple[str, ...], waits: bool, office: Office
) -> None:
    office.status(state, "2026-01-01", *asked)
    assert office.kinds() == (["situation"] if waits else [])


def test_what_was_needed_earlier_is_not_needed_any_more(office: Office) -> None:
    office.status("triage", "2026-01-01", "dates of threats")
    office.status("in_force")
    assert office.todo() == []


def test_an_open_request_does_not_wait_for_the_person_but_for_the_office(office: Office) -> None:
    asked = office.made.put("request", Request(kind="work", title="R1", text="text"), by=Role.PERSON)
    office.made.put("answer", Answer(text="soon", due=date(2026, 4, 1)), about=asked.ref)
    assert office.todo() == []
    assert [line.overdue for line in office.home().requests] == [True]


# --- after the end ----------------------------------------------------------------------------------------


def test_after_the_end_nothing_is_asked_any_more_and_news_is_still_told(office: Office) -> None:
    office.obligation("V1")
    office.obligation("V8", "not_met")
    office.package()
    office.review()
    assert office.kinds() == ["package", "obligation", "obligations", "review"]
    office.status("ended", "2026-04-19")
    assert office.todo() == []
    office.status("aftercare", "2026-04-20")
    assert office.todo() == []
    office.bulletin("all is over")
    assert office.kinds() == ["bulletin"]


# --- the first page ---------------------------------------------------------------------------------------


def test_the_first_page_counts_what_waits_to_be_sent(office: Office) -> None:
    version = office.package()
    office.person_says("acknowledgement", Acknowledgement("seen"), version, waits=True)
    office.person_says("acknowledgement", Acknowledgement("question"), version)
    assert (office.home().waiting, office.home().attention, office.home().unread) == (1, 0, False)


def test_the_first_page_knows_where_the_case_stands_and_who_decided(office: Office) -> None:
    office.status("in_force")
    page = office.home()
    assert page.situation is not None
    assert (page.situation.status.state, page.deciding, page.review) == ("in_force", None, None)


def test_the_first_page_asks_for_every_kind_that_its_views_read(office: Office) -> None:
    """A shelf with other kinds shows the same page: what a view reads and nobody asks for would be missed."""
    asked = office.obligation("V1", "not_met")
    office.bulletin("B1")
    office.status("minimal")
    office.person_says("confirmation", Confirmation("seen"), asked)
    office.person_says("acknowledgement", Acknowledgement("seen"), office.package())
    office.person_says("review_input", ReviewInput("more room"), office.review())
    office.made.put("request", Request(kind="work", title="R1", text="text"), by=Role.PERSON)
    whole = office.home()
    assert set(home_view.KINDS) <= EVERY_KIND
    office.made.held = [held for held in office.made.held if held.record.kind in home_view.KINDS]
    assert office.home() == whole


def test_one_thing_that_waits_is_one_line() -> None:
    assert Todo("review", "x").count == 1
