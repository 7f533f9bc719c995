# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Devices and tickets: how a new key comes into a log, and how none does that should not (T48)."""

from typing import Any

import pytest

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.tickets import TicketCode
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, Late, SetAside
from tbp_casefile.tables import Role
from tests.logs import CASE, OFFICE, LogBuilder, case_log, chance, key, keys_body, proof, system_keys, uuid4

CODE, OTHER_CODE = TicketCode.draw(chance("code")), TicketCode.draw(chance("other code"))
NEW, STRANGER = key("new device"), key("stranger")


@pytest.fixture
def ticketed(case: LogBuilder) -> LogBuilder:
    """The case, with an unspent ticket for the person."""
    case.ticket(CODE, "person")
    return case


def enrol(log: LogBuilder, *, member: str = "person", by: Any = NEW, **changes: Any) -> None:
    """The new device comes in with the ticket, with something about it changed."""
    keys = {**keys_body(NEW), **changes.pop("keys", {})}
    shown = changes.pop("proof", proof(CODE, log.scope, keys_body(NEW), NEW.device_id))
    body = {"member": member, "device": NEW.device_id, "keys": keys, "proof": shown, **changes}
    log.add("device", body, by=by)


def test_a_new_device_comes_in_with_a_ticket_and_writes_as_its_member(
    ticketed: LogBuilder, keys: SystemKeys
) -> None:
    ticketed.enrol(CODE, "person", NEW)
    assert ticketed.last(keys) == Counts("person", Role.PERSON)
    ticketed.add("acknowledgement", {"what": "seen"}, by=NEW)
    assert ticketed.last(keys) == Counts("person", Role.PERSON)


def test_a_ticket_is_spent_by_the_first_device(ticketed: LogBuilder, keys: SystemKeys) -> None:
    ticketed.enrol(CODE, "person", NEW)
    ticketed.enrol(CODE, "person", STRANGER)
    assert ticketed.last(keys) == SetAside("ticket-unusable")


def test_a_ticket_names_one_member_and_opens_for_no_other(ticketed: LogBuilder, keys: SystemKeys) -> None:
    enrol(ticketed, member="authority")
    assert ticketed.last(keys) == SetAside("ticket-unusable")


def test_a_ticket_of_an_ended_member_opens_nothing(ticketed: LogBuilder, keys: SystemKeys) -> None:
    ticketed.member("person", "person", ends=True)
    enrol(ticketed)
    assert ticketed.last(keys) == SetAside("not-a-member")


PUBLIC = keys_body(STRANGER)["sign"]
CHANGES: dict[str, dict[str, Any]] = {
    "a key for asking slipped in": {"keys": {"dpop": base64url.encode(bytes(64))}},
    "a key for seals slipped in": {"keys": {"seal": base64url.encode(bytes(1216))}},
    "a proof by another ticket": {"proof": proof(OTHER_CODE, CASE, keys_body(NEW), NEW.device_id)},
    "a proof for another log": {"proof": proof(CODE, uuid4("elsewhere"), keys_body(NEW), NEW.device_id)},
    "a proof for another device": {"proof": proof(CODE, CASE, keys_body(STRANGER), STRANGER.device_id)},
    "a proof that is cut short": {"proof": {"ticket": CODE.id, "signature": "AAAA"}},
    "a ticket that nobody issued": {"proof": {"ticket": OTHER_CODE.id, "signature": "AAAA"}},
}


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_between_can_enrol_a_device_with(change: str, ticketed: LogBuilder, keys: SystemKeys) -> None:
    enrol(ticketed, **CHANGES[change])
    assert ticketed.last(keys) == SetAside("ticket-unusable")


FORMS: dict[str, dict[str, Any]] = {
    "another signing key than its own": {"keys": {"sign": PUBLIC}},
    "another id than its own": {"device": STRANGER.device_id},
    "no keys": {"keys": None},
    "no proof": {"proof": None},
}


@pytest.mark.parametrize("form", FORMS)
def test_a_device_that_nobody_knows_does_not_come_in_with(
    form: str, ticketed: LogBuilder, keys: SystemKeys
) -> None:
    body = {"member": "person", "device": NEW.device_id, "keys": keys_body(NEW)}
    shown = proof(CODE, CASE, keys_body(NEW), NEW.device_id)
    ticketed.add("device", {**body, "proof": shown, **FORMS[form]}, by=NEW)
    assert ticketed.last(keys) == SetAside("unknown-device")


def test_somebody_else_may_not_bring_a_device_in_with_its_proof(
    ticketed: LogBuilder, keys: SystemKeys
) -> None:
    enrol(ticketed, by=key("contact_person"))
    assert ticketed.last(keys) == SetAside("may-not-write")


def test_a_device_added_beside_an_unchecked_proof_burns_nobodys_ticket(
    ticketed: LogBuilder, keys: SystemKeys
) -> None:
    burning = {"ticket": CODE.id, "signature": "AAAA"}
    ticketed.device("contact_person", STRANGER, by=key("contact_person"), proof=burning)
    assert ticketed.last(keys) == SetAside("may-not-write")
    ticketed.enrol(CODE, "person", NEW)
    assert isinstance(ticketed.last(keys), Counts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"dpop": base64url.encode(bytes(63))},
        {"seal": base64url.encode(bytes(1215))},
        {"dpop": "sleutel\u00e9"},
        {"seal": "a\nb"},
        {"sign": base64url.encode(key("person").public[:31])},
    ],
)
def test_keys_of_another_length_or_spelling_are_no_keys(
    wrong: dict[str, str], case: LogBuilder, keys: SystemKeys
) -> None:
    case.device("person", NEW, by=key("person"), keys={**keys_body(NEW), **wrong})
    assert case.last(keys) == SetAside("bad-body")


def test_a_proof_over_letters_that_no_key_has_is_set_aside_like_any_other(
    ticketed: LogBuilder, keys: SystemKeys
) -> None:
    enrol(ticketed, keys={"dpop": "\u00e9"})
    assert ticketed.last(keys) == SetAside("bad-body")


@pytest.mark.parametrize(
    "wrong", [{"ticket": "\u00e9" * 32}, {"ticket": "0" * 31}, {"key": "AAAA"}, {"until": "tomorrow"}]
)
def test_a_ticket_of_another_form_is_no_ticket(
    wrong: dict[str, str], case: LogBuilder, keys: SystemKeys
) -> None:
    public = base64url.encode(CODE.signing_key.public)
    ticket = {"ticket": CODE.id, "key": public, "member": "person", "until": "2026-01-02T00:00:00Z"}
    case.add("ticket", {**ticket, **wrong}, by=key("person"))
    assert case.last(keys) == SetAside("bad-body")


def test_a_ticket_is_issued_once(ticketed: LogBuilder, keys: SystemKeys) -> None:
    ticketed.ticket(CODE, "authority")
    assert ticketed.last(keys) == SetAside("known-ticket")


def test_an_active_device_adds_a_second_one_and_ends_the_first(case: LogBuilder, keys: SystemKeys) -> None:
    case.device("person", NEW, by=key("person"))
    case.device("person", key("person"), by=NEW, ends=True)
    assert all(isinstance(verdict, Counts) for verdict in case.verdicts(keys))


def test_a_device_never_adds_one_to_another_member(case: LogBuilder, keys: SystemKeys) -> None:
    case.device("authority", NEW, by=key("person"))
    assert case.last(keys) == SetAside("may-not-write")


def test_a_known_key_is_never_added_again_not_even_to_its_own_member(
    case: LogBuilder, keys: SystemKeys
) -> None:
    case.device("person", key("authority"), by=key("person"))
    assert case.last(keys) == SetAside("known-device")
    case.device("person", key("person"), ends=True)
    case.device("person", key("person"))
    assert case.last(keys) == SetAside("known-device")


def test_a_device_is_ended_once_and_only_as_the_member_whose_it_is(
    case: LogBuilder, keys: SystemKeys
) -> None:
    case.device("contact_person", key("person"), by=key("contact_person"), ends=True)
    assert case.last(keys) == SetAside("unknown-device")
    case.device("person", key("person"), ends=True)
    case.device("person", key("person"), ends=True)
    assert case.last(keys) == SetAside("unknown-device")


@pytest.mark.parametrize("what", ["member", "device"])
def test_what_was_written_before_an_end_still_arrives_late_and_decides_nothing(
    what: str, case: LogBuilder, keys: SystemKeys
) -> None:
    if what == "member":
        case.member("person", "person", ends=True)
    else:
        case.device("person", key("person"), ends=True)
    case.add("acknowledgement", {"what": "seen"}, by=key("person"))
    assert case.last(keys) == Late("person", Role.PERSON)
    case.device("person", NEW, by=key("person"))
    assert isinstance(case.last(keys), SetAside)


@pytest.mark.parametrize("kind", ["acknowledgement", "request", "from_later"])
def test_after_a_theft_nothing_is_taken_in_any_more_not_even_what_this_version_cannot_read(
    kind: str, case: LogBuilder, keys: SystemKeys
) -> None:
    case.device("person", key("person"), ends=True, late=False)
    case.add(kind, {"what": "seen"}, by=key("person"))
    assert case.last(keys) == SetAside("ended")


def test_a_stolen_device_stays_out_when_its_member_comes_back(case: LogBuilder, keys: SystemKeys) -> None:
    case.device("person", key("person"), ends=True, late=False)
    case.member("person", "person", ends=True)
    case.member("person", "person")
    case.add("acknowledgement", {"what": "seen"}, by=key("person"))
    assert case.last(keys) == SetAside("ended")


def test_an_office_writes_with_its_own_key_as_the_device_of_an_authority(keys: SystemKeys) -> None:
    log = LogBuilder(CASE)
    log.found("case")
    log.member("authority", "authority")
    log.device("authority", OFFICE)
    log.add("review", {"version": "1", "date": "2026-04-01", "state": "planned"}, by=OFFICE)
    assert log.last(keys) == Counts("authority", Role.AUTHORITY)


def test_roles_of_devices_are_told_for_active_ones_only() -> None:
    log = case_log()
    log.device("person", NEW, by=key("person"))
    log.device("person", NEW, by=key("person"), ends=True)
    state = log.verify(system_keys()).state
    assert state.role_of(key("person").device_id) is Role.PERSON
    assert state.role_of(NEW.device_id) is None
    assert state.role_of(STRANGER.device_id) is None
