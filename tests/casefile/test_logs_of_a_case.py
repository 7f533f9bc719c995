# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One case, several logs: what stands in the case, the family's and the employer's log, and by whom."""

from typing import Any

import pytest

from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, SetAside, Verdict
from tbp_casefile.tables import Role
from tests.casefile.bodies import CONTENT, FULL, authority_change, body_of
from tests.casefile.places import log_with
from tests.logs import OFFICE, LogBuilder, case_log, key, uuid4
from tests.second import table

FAMILY = ("authority", "person", "relative", "contact_person", "supporter")
EMPLOYER = ("person", "contact_person", "employer")
NAME = uuid4("name of a case")


def written(log: LogBuilder, keys: SystemKeys, kind: str, by: str, **fields: Any) -> Verdict:
    """What a record of this kind is worth when it comes next."""
    log = log.copy()
    log.add(kind, FULL.get(kind) or body_of(kind, by), by=key(by), **fields)
    return log.last(keys)


# --- the name that the logs of a case share ---------------------------------------------------------------


def named(scope: str, name: object, *roles: str, scope_type: str = "case") -> LogBuilder:
    """A log with this name for its case."""
    log = LogBuilder(scope)
    log.add("scope", {"type": scope_type, "case": name}, by=OFFICE)
    for role in roles:
        log.member(role, role)
        log.device(role, key(role))
    return log


def verdicts_under(name: object, keys: SystemKeys) -> list[Verdict]:
    """What happens in a log with this name."""
    log = named(uuid4("one"), name, "authority", "person")
    log.add("review", CONTENT["review"], by=key("authority"))
    log.add("review", CONTENT["review"], by=key("person"))
    log.add("authority_change", authority_change("next", **{"from": "authority"}), by=key("authority"))
    log.add("review", CONTENT["review"], by=key("authority"))
    log.add("acknowledgement", {"what": "seen"}, by=key("stranger"))
    return log.verdicts(keys)


@pytest.mark.parametrize("name", [NAME, "", "another", "D-00-0000", uuid4("one")])
def test_a_name_for_the_case_changes_no_verdict(name: str, keys: SystemKeys) -> None:
    assert verdicts_under(name, keys) == verdicts_under(NAME, keys)
    assert [type(verdict).__name__ for verdict in verdicts_under(name, keys)[-5:]] == [
        "Counts", "SetAside", "Counts", "Late", "SetAside",
    ]  # fmt: skip


def test_a_log_without_a_name_for_its_case_is_a_log_as_well(case: LogBuilder, keys: SystemKeys) -> None:
    assert isinstance(case.verdicts(keys)[0], Counts)
    assert written(case, keys, "package", "authority") == Counts("authority", Role.AUTHORITY)


@pytest.mark.parametrize("name", [7, None, ["x"], {}])
def test_a_name_that_is_no_text_founds_nothing(name: object, keys: SystemKeys) -> None:
    log = named(uuid4("one"), name)
    assert log.verdicts(keys) == [SetAside("bad-body")]
    log.found("case")
    assert log.last(keys) == SetAside("no-founding")


def test_two_logs_with_the_same_name_know_nothing_of_each_others_members(keys: SystemKeys) -> None:
    one = named(uuid4("one"), NAME, "authority", "person")
    other = named(uuid4("other"), NAME, "contact_person", scope_type="family")
    assert written(other, keys, "measure", "authority") == SetAside("unknown-device")
    assert written(other, keys, "confirmation", "contact_person", **{"for": "person"}) == SetAside(
        "may-not-write-for"
    )
    assert written(one, keys, "contact", "contact_person") == SetAside("unknown-device")


def test_what_ends_in_one_log_goes_on_in_another_with_the_same_name(keys: SystemKeys) -> None:
    one = named(uuid4("one"), NAME, "authority", "person")
    other = named(uuid4("other"), NAME, "authority", "person", scope_type="family")
    before = other.verdicts(keys)
    one.device("person", key("person"), ends=True, late=False)
    one.member("person", "person", ends=True, late=False)
    one.add("authority_change", authority_change("next", **{"from": "authority"}), by=key("authority"))
    one.add("closing", {}, by=OFFICE)
    assert isinstance(one.last(keys), Counts)
    assert other.verdicts(keys) == before
    assert written(other, keys, "confirmation", "person") == Counts("person", Role.PERSON)
    assert written(other, keys, "measure", "authority") == Counts("authority", Role.AUTHORITY)


def test_a_record_of_one_log_stands_in_no_other_with_the_same_name(keys: SystemKeys) -> None:
    one = named(uuid4("one"), NAME, "authority")
    other = named(uuid4("other"), NAME, "authority")
    other.append(one.sign("measure", CONTENT["measure"], by=key("authority")).jws)
    assert other.last(keys) == SetAside("other-scope")


def test_a_log_gets_no_second_name(keys: SystemKeys) -> None:
    log = named(uuid4("one"), NAME, "authority")
    log.add("scope", {"type": "case", "case": "another"}, by=OFFICE)
    assert log.last(keys) == SetAside("second-founding")


# --- the case ---------------------------------------------------------------------------------------------


def test_a_relative_never_gets_into_the_case(case: LogBuilder, keys: SystemKeys) -> None:
    for by in (OFFICE, key("contact_person")):
        case.member("relative", "relative", by=by)
        assert case.last(keys) == SetAside("not-here")
        case.device("relative", key("relative"), by=by)
        assert case.last(keys) == SetAside("not-a-member")


@pytest.mark.parametrize("kind", sorted(table.ALL_KINDS))
def test_nothing_of_a_relative_counts_in_the_case_nor_what_is_written_for_one(
    kind: str, case: LogBuilder, keys: SystemKeys
) -> None:
    case.member("relative", "relative")
    case.device("relative", key("relative"))
    assert isinstance(written(case, keys, kind, "relative"), SetAside)
    for by in ("authority", "contact_person"):
        assert written(case, keys, kind, by, **{"for": "relative"}) == SetAside("may-not-write-for")


@pytest.mark.parametrize("kind", ["employer_duty", "duty_state", "news", "policy_text", "help_contact"])
@pytest.mark.parametrize("by", ["authority", "contact_person", "person"])
def test_kinds_of_other_logs_do_not_stand_in_the_case(
    kind: str, by: str, case: LogBuilder, keys: SystemKeys
) -> None:
    assert written(case, keys, kind, by) == SetAside("may-not-write")


@pytest.mark.parametrize("kind", ["confirmation", "request", "review_input", "evaluation", "acknowledgement"])
def test_what_a_person_said_by_phone_counts_when_written_down_for_that_person_only(
    kind: str, case: LogBuilder, keys: SystemKeys
) -> None:
    for by in ("authority", "contact_person"):
        assert written(case, keys, kind, by, **{"for": "person"}) == Counts(by, Role(by))
        assert written(case, keys, kind, by) == SetAside("may-not-write")


# --- the family -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("member", ["person", "relative"])
@pytest.mark.parametrize("by", ["authority", "contact_person"])
@pytest.mark.parametrize("kind", ["acknowledgement", "confirmation", "request", "review_input"])
def test_in_the_family_authority_and_contact_person_write_down_what_members_said(
    kind: str, by: str, member: str, keys: SystemKeys
) -> None:
    family = log_with("family", *FAMILY)
    assert written(family, keys, kind, by, **{"for": member}) == Counts(by, Role(by))
    assert written(family, keys, kind, by) == SetAside("may-not-write")


@pytest.mark.parametrize("member", ["supporter", "contact_person", "authority"])
def test_in_the_family_nothing_is_written_down_for_anybody_of_the_office(
    member: str, keys: SystemKeys
) -> None:
    family = log_with("family", *FAMILY)
    for by in ("authority", "contact_person"):
        assert written(family, keys, "confirmation", by, **{"for": member}) == SetAside("may-not-write-for")


@pytest.mark.parametrize("kind", sorted(table.READ_NOW))
def test_of_the_authority_the_family_gets_its_offer_and_no_word_of_the_case(
    kind: str, keys: SystemKeys
) -> None:
    family = log_with("family", *FAMILY)
    offer = {"package", "measure", "review", "obligation"}
    expected = Counts("authority", Role.AUTHORITY) if kind in offer else SetAside("may-not-write")
    assert written(family, keys, kind, "authority") == expected


@pytest.mark.parametrize("kind", ["contact", "answer", "obligation_state"])
def test_in_the_family_whom_to_call_is_told_by_the_contact_person_alone(kind: str, keys: SystemKeys) -> None:
    family = log_with("family", *FAMILY)
    worth = {role: written(family, keys, kind, role) for role in FAMILY}
    assert worth.pop("contact_person") == Counts("contact_person", Role.CONTACT_PERSON)
    assert set(worth.values()) == {SetAside("may-not-write")}


@pytest.mark.parametrize("kind", ["evaluation", "contact_moment", "bulletin", "case_status"])
def test_talks_news_and_looking_back_stay_out_of_the_family(kind: str, keys: SystemKeys) -> None:
    family = log_with("family", *FAMILY)
    assert {written(family, keys, kind, role) for role in FAMILY} == {SetAside("may-not-write")}


def test_the_same_thing_by_a_relative_counts_in_the_family(keys: SystemKeys) -> None:
    family = log_with("family", *FAMILY)
    for kind in ("acknowledgement", "confirmation", "request", "review_input"):
        assert written(family, keys, kind, "relative") == Counts("relative", Role.RELATIVE)


# --- the employer -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "writer"), [("employer_duty", "contact_person"), ("duty_state", "employer")]
)
def test_a_duty_is_asked_by_the_contact_person_and_reported_on_by_the_employer(
    kind: str, writer: str, keys: SystemKeys
) -> None:
    log = log_with("employer", *EMPLOYER)
    worth = {role: written(log, keys, kind, role) for role in EMPLOYER}
    assert worth.pop(writer) == Counts(writer, Role(writer))
    assert set(worth.values()) == {SetAside("may-not-write")}


@pytest.mark.parametrize("kind", ["employer_duty", "duty_state"])
def test_what_is_asked_of_an_employer_stands_in_no_other_log(kind: str, keys: SystemKeys) -> None:
    for scope_type in table.READERS.keys() - {"employer"}:
        for role in ("contact_person", "employer", "authority"):
            if table.has_a_place(scope_type, role):
                log = log_with(scope_type, role)
                assert written(log, keys, kind, role) == SetAside("may-not-write"), (scope_type, role)


def test_an_authority_never_gets_into_the_log_with_the_employer(keys: SystemKeys) -> None:
    log = log_with("employer", *EMPLOYER)
    log.member("authority", "authority")
    assert log.last(keys) == SetAside("not-here")
    log.device("authority", key("authority"))
    assert log.last(keys) == SetAside("not-a-member")
    assert written(log, keys, "acknowledgement", "authority", **{"for": "person"}) == SetAside(
        "unknown-device"
    )


@pytest.mark.parametrize("kind", sorted(table.ALL_KINDS))
def test_nothing_but_what_a_person_said_is_written_down_in_the_log_with_the_employer(
    kind: str, keys: SystemKeys
) -> None:
    log = log_with("employer", *EMPLOYER)
    for by in EMPLOYER:
        for member in EMPLOYER:
            verdict = written(log, keys, kind, by, **{"for": member})
            spoken = kind == "message" and (by, member) == ("contact_person", "person")
            assert spoken or not isinstance(verdict, Counts), (by, member)
            wrong_member = by != "contact_person" or member != "person"
            assert not wrong_member or verdict == SetAside("may-not-write-for"), (by, member)


@pytest.mark.parametrize(
    ("kind", "writer"), [("employer_duty", "contact_person"), ("duty_state", "employer")]
)
def test_among_employers_a_minute_sets_a_record_aside_and_a_whole_hour_does_not(
    kind: str, writer: str, keys: SystemKeys
) -> None:
    log = log_with("employer", *EMPLOYER)
    for minute in ("01", "30", "59"):
        at = f"2026-01-01T10:{minute}:00Z"
        assert written(log, keys, kind, writer, writtenAt=at) == SetAside("not-a-whole-hour")
    assert isinstance(written(log, keys, kind, writer, writtenAt="2026-01-01T10:00:00Z"), Counts)


def test_among_employers_members_and_devices_come_in_on_the_hour_as_well(keys: SystemKeys) -> None:
    log = log_with("employer", *EMPLOYER)
    body = {"member": "next", "role": "employer"}
    log.add("member", body, by=OFFICE, writtenAt="2026-01-01T10:07:00Z")
    assert log.last(keys) == SetAside("not-a-whole-hour")
    log.add("member", body, by=OFFICE)
    assert isinstance(log.last(keys), Counts)


def test_in_the_case_and_the_family_the_minute_may_stand(keys: SystemKeys) -> None:
    for log in (case_log(), log_with("family", *FAMILY)):
        at = "2026-01-01T10:07:00Z"
        assert isinstance(written(log, keys, "confirmation", "person", writtenAt=at), Counts)
