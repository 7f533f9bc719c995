# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who makes a key of a sealed log, for whom, and under which key is sealed (S6, T13, T15, T21).

Every rule with what it lets through beside what it sets aside; both readers are asked.
"""

from typing import Any

import msgspec
import pytest

from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, Late, SetAside, Unknown, Verdict
from tests.casefile.bodies import CONTENT
from tests.casefile.both import granted, in_short
from tests.logs import CASE, OFFICE, ROOT, LogBuilder, key, uuid4
from tests.sealed import (
    COORDINATION,
    draw,
    hand,
    let_in,
    say,
    sealed_body,
    sealed_log,
    shaped,
)
from tests.second.judging import Keys, SecondLog

PERSON, SUPPORTER, TABLET, STRANGER = key("person"), key("supporter"), key("tablet"), key("stranger")
BOTH = (PERSON, SUPPORTER)


@pytest.fixture
def log() -> LogBuilder:
    """A support log in which nothing was said."""
    return sealed_log()


def last(log: LogBuilder, keys: SystemKeys) -> Verdict:
    """What the newest entry is worth, to both readers."""
    verdict = log.last(keys)
    second = SecondLog(log.scope, Keys(ROOT.public, dict(granted())))
    assert second.read(msgspec.json.encode(log.page()))[-1] == in_short(verdict)
    return verdict


def code(log: LogBuilder, keys: SystemKeys) -> str:
    """Why the newest entry is set aside; nothing when it counts."""
    verdict = last(log, keys)
    assert isinstance(verdict, Counts | SetAside)
    return verdict.code if isinstance(verdict, SetAside) else ""


def write(log: LogBuilder, scope_key: Any, by: Any = SUPPORTER, **fields: Any) -> None:
    """Something said by the supporter, or what a person writes."""
    kind = "contact_moment" if by is SUPPORTER else "evaluation"
    say(log, scope_key, kind, CONTENT[kind], by=by, **fields)


# --- bodies -------------------------------------------------------------------------------------------------


def test_a_sealed_record_under_the_newest_key_counts(log: LogBuilder, keys: SystemKeys) -> None:
    write(log, hand(log, draw(log), *BOTH, by=SUPPORTER))
    assert code(log, keys) == ""


@pytest.mark.parametrize(
    ("scope_type", "role", "kind"),
    [
        ("support", "supporter", "contact_moment"),
        ("care", "supporter", "contact_moment"),
        ("matching", "person", "peer_request"),
        ("matching", "coordinator", "peer_proposal"),
        ("expert", "expert", "concern"),
        ("peer", "expert", "message"),
    ],
)
def test_what_is_readable_is_refused_in(scope_type: str, role: str, kind: str, keys: SystemKeys) -> None:
    log = sealed_log(scope_type, role)
    scope_key = hand(log, draw(log), key(role), by=key(role))
    assert code(log, keys) == ""
    log.add(kind, CONTENT[kind], by=key(role))
    assert code(log, keys) == "not-sealed"
    say(log, scope_key, kind, CONTENT[kind], by=key(role))
    assert code(log, keys) == ""


def test_a_kind_that_this_version_does_not_know_is_kept_when_sealed_and_refused_when_not(
    log: LogBuilder, keys: SystemKeys
) -> None:
    scope_key = hand(log, draw(log), *BOTH, by=SUPPORTER)
    say(log, scope_key, "receipt", {"text": "x"}, by=SUPPORTER)
    assert isinstance(last(log, keys), Unknown)
    log.add("receipt", {"text": "x"}, by=SUPPORTER)
    assert code(log, keys) == "not-sealed"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ""),
        ({"suite": 0}, "other-suite"),
        ({"suite": 2}, "other-suite"),
        ({"number": 2}, "unknown-scope-key"),
        ({"key": "A" * 43}, "unknown-scope-key"),
        ({"nonce": "AAAA"}, "bad-body"),
        ({"text": "A" * 362}, "bad-body"),
        ({"text": "A" * 363 + "="}, "bad-body"),
        ({"hint": "beside it"}, "not-sealed"),
        ({"number": 1.5}, "not-sealed"),
    ],
)
def test_a_seal_is_taken_or_not_by_its_parts(
    changes: dict[str, Any], expected: str, log: LogBuilder, keys: SystemKeys
) -> None:
    scope_key = hand(log, draw(log), *BOTH, by=SUPPORTER)
    log.add("contact_moment", shaped(scope_key, **changes), by=SUPPORTER)
    assert code(log, keys) == expected


def test_nothing_readable_may_stand_beside_a_seal(log: LogBuilder, keys: SystemKeys) -> None:
    scope_key = hand(log, draw(log), *BOTH, by=SUPPORTER)
    body = sealed_body(log, scope_key, "contact_moment", CONTENT["contact_moment"], SUPPORTER)
    log.add("contact_moment", {**body, "text": "beside it"}, by=SUPPORTER)
    assert code(log, keys) == "not-sealed"


def test_before_there_is_a_key_nothing_can_be_sealed(log: LogBuilder, keys: SystemKeys) -> None:
    write(log, draw(log))
    assert code(log, keys) == "unknown-scope-key"


# --- who makes a key ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("writer", "expected"),
    [(SUPPORTER, ""), (PERSON, ""), (OFFICE, "may-not-write"), (STRANGER, "unknown-device")],
)
def test_a_key_is_made_by_a_device_of_a_reader(
    writer: Any, expected: str, log: LogBuilder, keys: SystemKeys
) -> None:
    hand(log, draw(log), *BOTH, by=writer)
    assert code(log, keys) == expected


def test_a_member_who_does_not_read_and_one_who_ended_make_none(keys: SystemKeys) -> None:
    log = sealed_log()
    log.member("person", "person", by=PERSON, ends=True)
    hand(log, draw(log), SUPPORTER, by=PERSON)
    assert code(log, keys) == "ended"


def test_a_log_that_is_not_sealed_has_no_keys(keys: SystemKeys) -> None:
    log = LogBuilder(CASE)
    log.found("case")
    log.member("person", "person")
    let_in(log, "person", PERSON)
    hand(log, draw(log), PERSON, by=PERSON)
    assert code(log, keys) == "not-here"


def test_of_two_keys_made_at_once_the_first_entry_wins(log: LogBuilder, keys: SystemKeys) -> None:
    first = hand(log, draw(log), *BOTH, by=SUPPORTER)
    at_once = hand(log, draw(log, name="other"), *BOTH, by=PERSON)
    assert code(log, keys) == "scope-key-taken"
    write(log, at_once, PERSON)
    assert code(log, keys) == "unknown-scope-key"
    write(log, first, PERSON)
    assert code(log, keys) == ""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ""),
        ({"suite": 2}, "other-suite"),
        ({"number": 2}, "unknown-scope-key"),
        ({"number": 0}, "unknown-scope-key"),
        ({"key": "AAAA"}, "bad-body"),
        ({"wrapped": {}}, "bad-body"),
        ({"wrapped": {PERSON.device_id: "AAAA"}}, "bad-body"),
        ({"wrapped": {STRANGER.device_id: "AAAA"}}, "not-a-recipient"),
    ],
)
def test_a_key_is_taken_or_not_by_its_parts(
    changes: dict[str, Any], expected: str, log: LogBuilder, keys: SystemKeys
) -> None:
    hand(log, draw(log), *BOTH, by=SUPPORTER, **changes)
    assert code(log, keys) == expected


def test_a_key_for_more_devices_than_fit_is_handed_on_by_more_records(keys: SystemKeys) -> None:
    log = sealed_log("care", "supporter")
    others = [key(f"colleague {n}") for n in range(14)]
    for device in others:
        log.member(device.device_id, "supporter")
        let_in(log, device.device_id, device)
    scope_key = hand(log, draw(log), *others[:12], by=SUPPORTER)
    assert code(log, keys) == ""
    hand(log, scope_key, *others[12:], by=SUPPORTER)
    assert code(log, keys) == ""
    state = log.verify(keys).state
    assert state.sealing.keys[1].holders == {device.device_id for device in others}


# --- after a removal ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["device", "member"])
def test_after_a_removal_only_a_new_key_counts(what: str, log: LogBuilder, keys: SystemKeys) -> None:
    first = hand(log, draw(log), *BOTH, by=SUPPORTER)
    write(log, first)
    assert code(log, keys) == ""
    if what == "device":
        log.device("person", PERSON, ends=True)
    else:
        log.member("person", "person", ends=True)
    write(log, first)
    assert code(log, keys) == "old-scope-key"
    write(log, hand(log, draw(log, 2), SUPPORTER, by=SUPPORTER))
    assert code(log, keys) == ""


def test_a_new_key_that_was_wrapped_for_who_was_just_removed_is_refused(
    log: LogBuilder, keys: SystemKeys
) -> None:
    """Its maker had not heard: nothing is sealed under a key that the removed device holds."""
    hand(log, draw(log), *BOTH, by=SUPPORTER)
    log.device("person", PERSON, ends=True)
    hand(log, draw(log, 2), *BOTH, by=SUPPORTER)
    assert code(log, keys) == "not-a-recipient"


def test_what_was_sealed_before_its_writer_ended_comes_late_under_the_old_key(
    log: LogBuilder, keys: SystemKeys
) -> None:
    first = hand(log, draw(log), *BOTH, by=SUPPORTER)
    log.device("person", PERSON, ends=True)
    write(log, first, PERSON)
    assert isinstance(last(log, keys), Late)
    log.add("evaluation", CONTENT["evaluation"], by=PERSON)
    assert code(log, keys) == "not-sealed"


# --- second devices: nobody who can add one can read along with it ------------------------------------------


def test_a_second_device_has_a_key_when_its_own_member_handed_it_one(
    log: LogBuilder, keys: SystemKeys
) -> None:
    scope_key = hand(log, draw(log), *BOTH, by=SUPPORTER)
    let_in(log, "person", TABLET)
    hand(log, scope_key, TABLET, by=SUPPORTER)
    assert code(log, keys) == "not-vouched"
    hand(log, scope_key, TABLET, by=PERSON)
    assert code(log, keys) == ""
    write(log, scope_key, TABLET)
    assert code(log, keys) == ""


def test_a_device_that_nobody_vouched_for_makes_no_key(log: LogBuilder, keys: SystemKeys) -> None:
    """Else whoever adds a device would let everybody seal for it from then on."""
    hand(log, draw(log), *BOTH, by=SUPPORTER)
    let_in(log, "person", TABLET)
    hand(log, draw(log, 2), *BOTH, TABLET, by=TABLET)
    assert code(log, keys) == "not-vouched"
    hand(log, draw(log, 2), *BOTH, TABLET, by=SUPPORTER)
    assert code(log, keys) == "not-vouched"
    hand(log, draw(log, 2), *BOTH, by=SUPPORTER)
    assert code(log, keys) == ""


def test_after_its_member_vouched_anybody_seals_for_a_device(log: LogBuilder, keys: SystemKeys) -> None:
    scope_key = hand(log, draw(log), *BOTH, by=SUPPORTER)
    let_in(log, "person", TABLET)
    hand(log, scope_key, TABLET, by=PERSON)
    hand(log, draw(log, 2), *BOTH, TABLET, by=SUPPORTER)
    assert code(log, keys) == ""
    hand(log, draw(log, 3), *BOTH, TABLET, by=TABLET)
    assert code(log, keys) == ""


def test_who_lost_their_only_device_is_handed_the_key_by_the_other_one(
    log: LogBuilder, keys: SystemKeys
) -> None:
    scope_key = hand(log, draw(log), *BOTH, by=SUPPORTER)
    let_in(log, "person", TABLET)
    log.device("person", PERSON, ends=True)
    hand(log, draw(log, 2), SUPPORTER, TABLET, by=TABLET)
    assert code(log, keys) == "not-vouched"
    hand(log, scope_key, TABLET, by=SUPPORTER)
    assert code(log, keys) == ""
    hand(log, draw(log, 2), SUPPORTER, TABLET, by=TABLET)
    assert code(log, keys) == ""


def test_where_nobody_is_left_the_next_device_begins_anew(keys: SystemKeys) -> None:
    log = sealed_log("care", "supporter")
    hand(log, draw(log), SUPPORTER, by=SUPPORTER)
    let_in(log, "supporter", TABLET)
    log.device("supporter", SUPPORTER, ends=True)
    hand(log, draw(log, 2), TABLET, by=TABLET)
    assert code(log, keys) == ""


def test_a_device_without_an_x_wing_key_is_handed_nothing(keys: SystemKeys) -> None:
    log = sealed_log("support", "supporter")
    log.member("person", "person")
    log.device("person", PERSON)
    hand(log, draw(log), *BOTH, by=SUPPORTER)
    assert code(log, keys) == "not-a-recipient"
    hand(log, draw(log), SUPPORTER, by=PERSON)
    assert code(log, keys) == "may-not-write"


def test_in_peer_each_of_the_two_makes_keys_and_the_coordinator_none(keys: SystemKeys) -> None:
    log = sealed_log("peer", "person", "expert")
    hand(log, draw(log), PERSON, key("expert"), by=COORDINATION)
    assert code(log, keys) == "may-not-write"
    scope_key = hand(log, draw(log), PERSON, key("expert"), by=key("expert"))
    assert code(log, keys) == ""
    say(log, scope_key, "message", {"text": "x"}, by=PERSON)
    assert isinstance(last(log, keys), Counts)


def test_a_sealed_record_served_in_another_log_is_set_aside(log: LogBuilder, keys: SystemKeys) -> None:
    scope_key = hand(log, draw(log), *BOTH, by=SUPPORTER)
    write(log, scope_key)
    other = sealed_log(scope=uuid4("other support"))
    hand(other, draw(other), *BOTH, by=SUPPORTER)
    other.append(log.entries[-1].jws)
    assert code(other, keys) == "other-scope"
