# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who reads along, as far as this device can prove it; and who decides."""

from datetime import date
from typing import Any

import msgspec

from tbp_casefile.model.case import AuthorityChange, Decider
from tbp_casefile.model.control import Member
from tbp_casefile.tables import READERS, WRITERS, Role, ScopeType
from tbp_casefile.times import parse_moment
from tbp_casefile.views.access import AccessLine, access
from tbp_casefile.views.authority import AuthoritiesView, AuthorityLine, authorities
from tbp_casefile.views.package import current_package
from tbp_casefile.views.shelf import Held
from tests.views.shelves import Made, package

NOW = parse_moment("2026-04-20T14:00:00+02:00")
CASE, FAMILY, EMPLOYER = ScopeType.CASE, ScopeType.FAMILY, ScopeType.EMPLOYER


def comes(made: Made, member: str, role: Role, log: ScopeType = CASE, **more: Any) -> None:
    """A membership opens, or ends with `ends=True`."""
    scope = more.pop("scope", None)
    late = more.pop("late", False)
    made.put("member", Member(member, role, **more), log=log, scope=scope, by=Role.OFFICE, late=late)


def hands_over(
    made: Made, to: str, before: str | None = None, name: str = "NCTV", since: date = date(2025, 5, 19)
) -> Held:
    """The authority names itself, or hands over."""
    body = AuthorityChange(
        to=to, from_=before, name=name, short=f"{name} short", since=since, reason="reason",
        stays="stays",
    )  # fmt: skip
    return made.put("authority_change", body)


def told(made: Made) -> dict[Role, int]:
    """How many members of each role read along."""
    return {line.role: line.members for line in access(made.shelf)}


def line_of(made: Made, role: Role) -> AccessLine:
    """The line of a role."""
    return next(line for line in access(made.shelf) if line.role is role)


# --- access -----------------------------------------------------------------------------------------------


def test_each_role_is_counted_once_per_member_with_the_kinds_of_its_logs() -> None:
    made = Made()
    for log in (CASE, FAMILY):
        comes(made, "mirthe", Role.PERSON, log)
        comes(made, "bas", Role.CONTACT_PERSON, log)
    comes(made, "sam", Role.RELATIVE, FAMILY)
    comes(made, "fleur", Role.RELATIVE, FAMILY)
    comes(made, "authority", Role.AUTHORITY)
    assert told(made) == {Role.PERSON: 1, Role.RELATIVE: 2, Role.CONTACT_PERSON: 1, Role.AUTHORITY: 1}
    assert line_of(made, Role.CONTACT_PERSON).logs == (CASE, FAMILY)
    assert set(line_of(made, Role.CONTACT_PERSON).kinds) == WRITERS[CASE].keys() | WRITERS[FAMILY].keys()
    assert len(line_of(made, Role.PERSON).kinds) == len(set(line_of(made, Role.PERSON).kinds))


def test_a_relative_reads_the_family_and_no_kind_of_the_case_alone() -> None:
    made = Made()
    comes(made, "mirthe", Role.PERSON)
    comes(made, "sam", Role.RELATIVE, FAMILY)
    line = line_of(made, Role.RELATIVE)
    assert (line.logs, set(line.kinds)) == ((FAMILY,), set(WRITERS[FAMILY]))
    assert not {"bulletin", "case_status", "contact_moment", "evaluation"} & set(line.kinds)


def test_an_employer_reads_its_duties_and_nothing_else() -> None:
    made = Made()
    comes(made, "ilse", Role.EMPLOYER, EMPLOYER)
    comes(made, "mirthe", Role.PERSON)
    line = line_of(made, Role.EMPLOYER)
    assert (line.logs, set(line.kinds)) == (
        (EMPLOYER,),
        {"employer_duty", "duty_state", "message", "receipt"},
    )


def test_who_writes_into_a_log_that_their_role_does_not_read_is_no_reader_there() -> None:
    made = Made()
    comes(made, "authority", Role.AUTHORITY, FAMILY)
    comes(made, "sam", Role.RELATIVE, FAMILY)
    assert told(made) == {Role.RELATIVE: 1}
    comes(made, "authority", Role.AUTHORITY, CASE)
    assert line_of(made, Role.AUTHORITY).logs == (CASE,)


def test_nothing_is_told_of_logs_that_this_device_lacks() -> None:
    made = Made()
    comes(made, "sam", Role.RELATIVE, FAMILY)
    assert {log for line in access(made.shelf) for log in line.logs} == {FAMILY}
    assert access(Made().shelf) == ()


def test_who_left_does_not_count_and_who_came_back_does() -> None:
    made = Made()
    comes(made, "hanneke", Role.CONTACT_PERSON)
    comes(made, "bas", Role.CONTACT_PERSON)
    comes(made, "hanneke", Role.CONTACT_PERSON, ends=True)
    assert told(made) == {Role.CONTACT_PERSON: 1}
    comes(made, "bas", Role.CONTACT_PERSON, ends=True)
    assert access(made.shelf) == ()
    comes(made, "hanneke", Role.CONTACT_PERSON)
    assert told(made) == {Role.CONTACT_PERSON: 1}


def test_who_left_one_log_still_reads_the_other() -> None:
    made = Made()
    comes(made, "bas", Role.CONTACT_PERSON, CASE)
    comes(made, "bas", Role.CONTACT_PERSON, FAMILY)
    comes(made, "bas", Role.CONTACT_PERSON, CASE, ends=True)
    assert (told(made), line_of(made, Role.CONTACT_PERSON).logs) == ({Role.CONTACT_PERSON: 1}, (FAMILY,))


def test_who_left_an_old_log_of_the_family_still_reads_the_new_one() -> None:
    new, old = "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b"
    made = Made()
    comes(made, "sam", Role.RELATIVE, FAMILY, scope=old)
    comes(made, "sam", Role.RELATIVE, FAMILY, scope=new)
    comes(made, "sam", Role.RELATIVE, FAMILY, scope=old, ends=True)
    assert told(made) == {Role.RELATIVE: 1}


def test_a_handover_ends_one_authority_and_opens_the_next() -> None:
    made = Made()
    comes(made, "om", Role.AUTHORITY)
    hands_over(made, "om")
    assert told(made) == {Role.AUTHORITY: 1}
    hands_over(made, "nctv", "om")
    assert told(made) == {Role.AUTHORITY: 1}
    comes(made, "nctv", Role.AUTHORITY, ends=True)
    assert told(made) == {}


def test_an_ending_that_came_in_late_ends_nothing() -> None:
    made = Made()
    comes(made, "sam", Role.RELATIVE, FAMILY)
    comes(made, "sam", Role.RELATIVE, FAMILY, ends=True, late=True)
    assert told(made) == {Role.RELATIVE: 1}


def test_every_role_reads_what_the_table_says() -> None:
    for log, roles in READERS.items():
        for role in Role:
            made = Made()
            comes(made, "somebody", role, log)
            assert (access(made.shelf) != ()) == (role in roles), (log, role)


# --- who decides ------------------------------------------------------------------------------------------


def test_the_last_authority_in_the_log_decides_and_the_earlier_ones_are_told() -> None:
    made = Made()
    hands_over(made, "om", name="OM")
    hands_over(made, "nctv", "om")
    assert [line.name for line in authorities(made.shelf, None, NOW).all] == ["NCTV", "OM"]
    assert authorities(made.shelf, None, NOW).now == AuthorityLine(
        "nctv", "NCTV", "NCTV short", date(2025, 5, 19), "reason", "stays"
    )


def test_an_authority_that_was_announced_decides_from_its_day() -> None:
    made = Made()
    hands_over(made, "om", name="OM", since=date(2024, 11, 6))
    hands_over(made, "nctv", "om")
    told = {
        day: authorities(made.shelf, None, parse_moment(f"{day}T12:00:00Z"))
        for day in ("2025-05-18", "2025-05-19", "1970-01-01")
    }
    names = {day: ([line.name for line in view.all], len(view.coming)) for day, view in told.items()}
    assert names == {
        "2025-05-18": (["OM", "NCTV"], 1),
        "2025-05-19": (["NCTV", "OM"], 0),
        "1970-01-01": (["NCTV", "OM"], 0),
    }


def test_an_authority_without_a_short_name_is_called_by_its_name() -> None:
    made = Made()
    body = AuthorityChange(to="om", name="OM", since=date(2024, 11, 6), reason="reason")
    made.put("authority_change", body)
    assert [line.short for line in authorities(made.shelf, None, NOW).all] == ["OM"]


def decided(by: Decider | None) -> Made:
    """A log without a change of authority, as a relative has it."""
    made = Made()
    body = msgspec.structs.replace(package("2", date(2026, 2, 9), ()), decided_by=by)
    made.put("package", body, log=FAMILY)
    return made


def test_where_no_change_of_authority_stands_the_package_says_who_decided() -> None:
    made = decided(Decider("Nationaal Coördinator", "NCTV"))
    assert authorities(made.shelf, current_package(made.shelf, NOW), NOW) == AuthoritiesView(
        AuthorityLine("authority", "Nationaal Coördinator", "NCTV")
    )


def test_a_change_of_authority_says_more_than_the_package() -> None:
    made = decided(Decider("Another", "Other"))
    hands_over(made, "nctv")
    line = authorities(made.shelf, current_package(made.shelf, NOW), NOW).now
    assert line is not None
    assert line.name == "NCTV"


def test_when_nobody_is_named_nobody_is_made_up() -> None:
    made = decided(None)
    assert authorities(made.shelf, current_package(made.shelf, NOW), NOW).now is None
    assert authorities(Made().shelf, None, NOW).now is None
