# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a record may mean beyond its kind: handing over, writing for somebody, newer kinds, ends of logs."""

from typing import Any

import pytest

from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, Late, SetAside, Unknown
from tbp_casefile.tables import Role
from tests.casefile.bodies import CONTENT, FULL, authority_change
from tests.casefile.places import place_for, places_of
from tests.logs import CASE, OFFICE, ROOT, LogBuilder, key, key_body, uuid4
from tests.second import bodies as second
from tests.second import table

SEEN = {"what": "seen"}


def hand_over(log: LogBuilder, to: str, *, by: str = "authority", **more: Any) -> None:
    """An `authority_change` from the authority to another one, with fields changed."""
    log.add("authority_change", authority_change(to, **{"from": "authority", **more}), by=key(by))


# --- authority_change ------------------------------------------------------------------------------------


def test_the_first_authority_names_itself_and_changes_nothing(case: LogBuilder, keys: SystemKeys) -> None:
    before = case.verify(keys).state.members
    case.add("authority_change", authority_change("authority"), by=key("authority"))
    page = case.verify(keys)
    assert page.entries[-1].verdict == Counts("authority", Role.AUTHORITY)
    assert page.state.members == before


def test_a_handover_ends_one_authority_and_opens_the_other_in_one_record(
    case: LogBuilder, keys: SystemKeys
) -> None:
    hand_over(case, "next")
    case.device("next", key("next"))
    case.add("review", CONTENT["review"], by=key("authority"))
    case.add("review", CONTENT["review"], by=key("next"))
    assert case.verdicts(keys)[-2:] == [Late("authority", Role.AUTHORITY), Counts("next", Role.AUTHORITY)]


def test_an_office_that_handed_over_still_lets_the_next_one_in_but_decides_no_more(keys: SystemKeys) -> None:
    log = LogBuilder(CASE)
    log.found("case")
    log.member("authority", "authority")
    log.device("authority", OFFICE)
    log.add("authority_change", authority_change("next", **{"from": "authority"}), by=OFFICE)
    log.device("next", key("next"), by=OFFICE)
    log.add("review", CONTENT["review"], by=OFFICE)
    office, late = log.verdicts(keys)[-2:]
    assert (office, late) == (Counts("office", Role.OFFICE), Late("authority", Role.AUTHORITY))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"from": "another"}, "not-the-authority"),
        ({"from": None}, "not-the-authority"),
        ({"to": "person"}, "already-member"),
        ({"to": "authority"}, "already-member"),
    ],
)
def test_an_authority_hands_over_only_what_is_its_own_and_to_somebody_new(
    changes: dict[str, Any], code: str, case: LogBuilder, keys: SystemKeys
) -> None:
    body = {**authority_change("next", **{"from": "authority"}), **changes}
    case.add("authority_change", body, by=key("authority"))
    assert case.last(keys) == SetAside(code)


@pytest.mark.parametrize("by", ["contact_person", "person"])
def test_nobody_else_hands_over(by: str, case: LogBuilder, keys: SystemKeys) -> None:
    hand_over(case, "next", by=by)
    assert case.last(keys) == SetAside("may-not-write")
    hand_over(case, by, by=by, **{"from": None})
    assert case.last(keys) == SetAside("may-not-write")


def test_a_handover_happens_once(case: LogBuilder, keys: SystemKeys) -> None:
    hand_over(case, "next")
    hand_over(case, "third")
    assert case.last(keys) == Late("authority", Role.AUTHORITY)
    assert "third" not in case.verify(keys).state.members


# --- for ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["authority", "contact_person"])
def test_authority_and_contact_person_write_down_what_a_person_said(
    by: str, case: LogBuilder, keys: SystemKeys
) -> None:
    case.add("acknowledgement", SEEN, by=key(by), **{"for": "person"})
    assert case.last(keys) == Counts(by, Role(by))


def test_what_they_write_down_is_a_kind_of_that_person_and_no_other(
    case: LogBuilder, keys: SystemKeys
) -> None:
    for kind in sorted(table.ALL_KINDS):
        case.add(kind, CONTENT.get(kind, {}), by=key("contact_person"), **{"for": "person"})
        allowed = table.may_stand("case", kind, "person")
        assert isinstance(case.last(keys), SetAside) != allowed, kind


@pytest.mark.parametrize("member", ["authority", "contact_person", "nobody", "supporter", ""])
def test_nothing_is_written_down_for_anybody_else(member: str, keys: SystemKeys) -> None:
    log = LogBuilder(CASE)
    log.found("family")
    for role in ("authority", "contact_person", "supporter"):
        log.member(role, role)
        log.device(role, key(role))
    log.add("acknowledgement", SEEN, by=key("contact_person"), **{"for": member})
    assert log.last(keys) == SetAside("may-not-write-for")


def test_a_person_writes_for_nobody_not_even_for_herself(case: LogBuilder, keys: SystemKeys) -> None:
    case.add("acknowledgement", SEEN, by=key("person"), **{"for": "person"})
    assert case.last(keys) == SetAside("may-not-write-for")


# --- what a newer version wrote -----------------------------------------------------------------------------


def test_a_kind_of_a_newer_version_is_kept_for_later(case: LogBuilder, keys: SystemKeys) -> None:
    case.add("from_later", {"anything": []}, by=key("person"))
    assert case.last(keys) == Unknown("person", Role.PERSON)


def test_a_newer_schema_is_kept_for_later_if_its_writer_may_write_the_kind(
    case: LogBuilder, keys: SystemKeys
) -> None:
    case.add("measure", {"all": "new"}, by=key("authority"), schema=2)
    assert case.last(keys) == Unknown("authority", Role.AUTHORITY)
    case.add("measure", {"all": "new"}, by=key("person"), schema=2)
    assert case.last(keys) == SetAside("may-not-write")


def test_the_table_decides_also_about_kinds_that_this_version_cannot_read(
    case: LogBuilder, keys: SystemKeys
) -> None:
    unread = table.WRITERS["case"].keys() - table.READ_NOW
    assert {"report", "receipt"} <= unread
    for kind in unread:
        case.add(kind, {}, by=key("person"))
        assert case.last(keys) == Unknown("person", Role.PERSON)
        case.add(kind, {}, by=key("authority"))
        assert case.last(keys) == SetAside("may-not-write")


@pytest.mark.parametrize("kind", sorted(table.NEVER_IN_A_LOG))
def test_what_belongs_to_this_device_alone_never_stands_in_a_log(
    kind: str, case: LogBuilder, keys: SystemKeys
) -> None:
    case.add(kind, {}, by=key("person"))
    assert case.last(keys) == SetAside("may-not-write")


@pytest.mark.parametrize("kind", sorted(table.CONTROL))
def test_a_control_kind_that_this_version_cannot_read_is_not_obeyed(
    kind: str, case: LogBuilder, keys: SystemKeys
) -> None:
    before = case.verify(keys).state
    case.add(kind, {"later": 1}, by=OFFICE, schema=2)
    page = case.verify(keys)
    assert isinstance(page.entries[-1].verdict, SetAside)
    assert (page.state.members, page.state.devices, page.state.closed) == (
        before.members,
        before.devices,
        before.closed,
    )


def test_fields_that_a_newer_version_adds_survive_in_the_signed_bytes(
    case: LogBuilder, keys: SystemKeys
) -> None:
    signed = case.add("acknowledgement", {**SEEN, "mood": "calm"}, by=key("person"))
    assert case.last(keys) == Counts("person", Role.PERSON)
    assert b'"mood":"calm"' in signed.unverified.payload


@pytest.mark.parametrize("kind", sorted(CONTENT))
def test_a_body_that_lacks_a_field_is_set_aside_wherever_it_may_stand(kind: str, keys: SystemKeys) -> None:
    for scope_type, role in places_of(kind):
        if scope_type in table.SEALED:
            continue
        log, writer = place_for(scope_type, role)
        for body in (CONTENT[kind], FULL[kind]):
            log.add(kind, body, by=writer)
            assert isinstance(log.last(keys), Counts), (scope_type, role)
        for name in second.required(kind):
            log.add(kind, {n: value for n, value in CONTENT[kind].items() if n != name}, by=writer)
            assert log.last(keys) == SetAside("bad-body"), (scope_type, role, name)


@pytest.mark.parametrize("kind", sorted(CONTENT.keys() - table.ALWAYS_SEALED))
def test_a_body_with_a_word_that_this_version_does_not_know_is_set_aside(kind: str, keys: SystemKeys) -> None:
    """A new word comes with a new schema, which is kept for later."""
    words = {name: form for name, form in second.FORMS[kind].items() if "|" in form and form[0].isalpha()}
    scope_type, role = places_of(kind)[0]
    for name in map(second.bare, words):
        log, writer = place_for(scope_type, role)
        log.add(kind, {**FULL[kind], name: "no such word"}, by=writer)
        log.add(kind, {**FULL[kind], name: "no such word"}, by=writer, schema=2)
        spoilt, later = log.verdicts(keys)[-2:]
        assert (spoilt, type(later)) == (SetAside("bad-body"), Unknown), name


# --- keys ---------------------------------------------------------------------------------------------------

OTHER = key("another office")
BAD_KEYS: dict[str, dict[str, Any]] = {
    "another id": {"id": OFFICE.device_id},
    "neither key nor anchor": {"sign": ""},
    "both key and anchor": {"anchor": "PEM"},
    "a period that is none": {"from": "now"},
    "an end that is none": {"until": "2026-01-01"},
}


@pytest.mark.parametrize("wrong", BAD_KEYS)
def test_a_key_record_is_set_aside_with(wrong: str, keys: SystemKeys) -> None:
    log = LogBuilder(uuid4("system"))
    log.found("system", by=ROOT)
    log.add("key", {**key_body(OTHER, ["decide"]), **BAD_KEYS[wrong]}, by=ROOT)
    assert log.last(keys) == SetAside("bad-body")


def test_the_same_key_record_served_again_gives_back_nothing(keys: SystemKeys) -> None:
    log = LogBuilder(uuid4("system"))
    log.found("system", by=ROOT)
    first = log.add("key", key_body(OTHER, ["decide"]), by=ROOT)
    log.add("key", key_body(OTHER, []), by=ROOT)
    log.append(first.jws)
    page = log.verify(keys)
    assert page.entries[-1].verdict == SetAside("known-id")
    assert page.keys.rights(OTHER.device_id, log.now_ms) == frozenset()


def test_an_anchor_gives_nobody_a_signing_key(keys: SystemKeys) -> None:
    log = LogBuilder(uuid4("system"))
    log.found("system", by=ROOT)
    anchor = {"id": "anchor", "may": ["tls"], "from": "2026-01-01T00:00:00Z", "anchor": "PEM"}
    log.add("key", anchor, by=ROOT)
    page = log.verify(keys)
    assert isinstance(page.entries[-1].verdict, Counts)
    assert page.keys.public("anchor") is None


# --- ends of a log ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["person", "contact_person", "authority"])
def test_no_member_closes_or_erases(by: str, case: LogBuilder, keys: SystemKeys) -> None:
    case.add("closing", {}, by=key(by))
    assert case.last(keys) == SetAside("may-not-write")
    case.add("erasure", {"seq": 1, "leaf": "00" * 32, "ground": "AVG 17"}, by=key(by))
    assert case.last(keys) == SetAside("may-not-write")


def test_after_the_closing_only_erasures_and_epochs_follow(case: LogBuilder, keys: SystemKeys) -> None:
    case.add("closing", {"reason": "over"}, by=OFFICE)
    case.add("acknowledgement", SEEN, by=key("person"))
    case.member("guest", "person")
    case.add("from_later", {}, by=key("person"))
    assert case.verdicts(keys)[-3:] == [SetAside("closed")] * 3
    case.add("erasure", {"seq": 1, "leaf": "00" * 32, "ground": "AVG 17"}, by=OFFICE)
    assert isinstance(case.last(keys), Counts)


def epoch_body(log: LogBuilder, **changes: Any) -> dict[str, Any]:
    """After a restore: history goes on from here."""
    after = {"afterSeq": log.seq, "afterHash": log.hashes[-1].hex()}
    return {"epoch": log.epoch + 1, **after, "reason": "restored", **changes}


def test_after_a_restore_the_root_opens_a_new_epoch_and_heads_name_it(
    case: LogBuilder, keys: SystemKeys
) -> None:
    case.add("epoch", epoch_body(case), by=ROOT)
    case.epoch = 2
    case.add("acknowledgement", SEEN, by=key("person"))
    page = case.verify(keys)
    assert page.state.epoch == 2
    assert page.entries[-1].verdict == Counts("person", Role.PERSON)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"epoch": 1}, "unknown-epoch"),
        ({"epoch": 0}, "unknown-epoch"),
        ({"epoch": 3}, "unknown-epoch"),
        ({"afterSeq": 3}, "other-history"),
        ({"afterHash": "00" * 32}, "other-history"),
    ],
)
def test_an_epoch_stands_only_where_the_root_put_it(
    changes: dict[str, Any], code: str, case: LogBuilder, keys: SystemKeys
) -> None:
    case.add("epoch", epoch_body(case, **changes), by=ROOT)
    assert case.last(keys) == SetAside(code)


def test_an_office_opens_no_epoch(case: LogBuilder, keys: SystemKeys) -> None:
    case.add("epoch", epoch_body(case), by=OFFICE)
    assert case.last(keys) == SetAside("may-not-write")


@pytest.mark.parametrize(("scope_type", "counts"), [("employer", False), ("family", True)])
def test_among_employers_and_peers_a_record_tells_the_hour_and_no_minute(
    scope_type: str, counts: bool, keys: SystemKeys
) -> None:
    log = LogBuilder(CASE)
    log.found(scope_type)
    log.member("person", "person")
    log.device("person", key("person"))
    log.add("receipt", {}, by=key("person"), writtenAt="2026-01-01T10:07:00Z")
    expected = Unknown("person", Role.PERSON) if counts else SetAside("not-a-whole-hour")
    assert log.last(keys) == expected
