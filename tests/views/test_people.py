# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who the members are behind what staff wrote: a name where a contact says so, else a number that stays."""

from datetime import date

import msgspec

from tbp_casefile.model.case import Contact, Hours
from tbp_casefile.model.control import Member
from tbp_casefile.tables import Role, ScopeType
from tbp_casefile.views.people import Colleague, people
from tests.views.shelves import Made

C = Role.CONTACT_PERSON


def member(
    made: Made, name: str, on: str, log: ScopeType = ScopeType.DESK, role: Role = C, ends: bool = False
) -> None:
    made.put("member", Member(member=name, role=role, ends=ends), on=on, log=log, by=Role.OFFICE)


def contact(made: Made, name: str, who: str = "", since: date = date(2026, 1, 1)) -> None:
    body = Contact(name=name, role="contact_person", hours=Hours(), from_=since)
    made.put("contact", msgspec.structs.replace(body, member=who) if who else body)


def test_a_colleague_is_called_as_the_newest_contact_says_that_names_them() -> None:
    made = Made()
    member(made, "one", "2026-01-02")
    contact(made, "Marlies Jansen", "one")
    contact(made, "Marlies Haan", "one", date(2026, 3, 1))
    contact(made, "Bas Olthof")
    assert people(made.shelf) == {"one": Colleague(1, "Marlies Haan", "contact_person")}


def test_without_a_name_they_have_a_number_in_the_order_in_which_they_came() -> None:
    made = Made()
    member(made, "late", "2026-03-01")
    member(made, "first", "2026-01-01")
    member(made, "gone", "2026-02-01")
    member(made, "gone", "2026-02-20", ends=True)
    before = people(made.shelf)
    assert before == {"first": Colleague(1), "gone": Colleague(2), "late": Colleague(3)}
    member(made, "new", "2026-04-01")
    assert {who: one for who, one in people(made.shelf).items() if who in before} == before


def test_whoever_reads_a_log_with_the_person_is_no_colleague() -> None:
    made = Made()
    member(made, "person", "2026-01-01", ScopeType.CASE, Role.PERSON)
    member(made, "authority", "2026-01-01", ScopeType.CASE, Role.AUTHORITY)
    member(made, "supporter", "2026-01-01", ScopeType.CARE, Role.SUPPORTER)
    assert set(people(made.shelf)) == {"supporter"}
