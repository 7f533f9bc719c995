# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Who opens and ends memberships, devices and tickets, in logs with real signatures (DESIGN section 4)."""

from collections.abc import Iterator

import pytest

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.keys import SystemKeys
from tbp_casefile.logstate import Counts, SetAside
from tbp_casefile.members import judge
from tests.casefile.places import COORDINATION, FOUNDERS
from tests.logs import CASE, OFFICE, ROOT, Body, LogBuilder, case_log, key, key_body, keys_body, system_log
from tests.second import table

GRANTED_BY = {
    "contact_person": {"person", "relative", "supporter", "employer"},
    "coordinator": {"expert"},
}


def places(scope_type: str) -> list[str]:
    """The roles that can be members of this type of log."""
    return [role for role in table.ROLES if table.has_a_place(scope_type, role)]


def pairs() -> Iterator[tuple[str, str, str]]:
    """Every type of log with two roles in it; one person or expert in a conversation, one authority."""
    alone = {"support": {"person", "relative"}, "matching": {"person", "relative"}, "expert": {"expert"}}
    for scope_type in table.READERS:
        for writer in places(scope_type):
            for other in places(scope_type):
                both = {writer, other}
                crowded = both <= {"authority"} or both <= alone.get(scope_type, set())
                if not crowded and scope_type != "peer":
                    yield scope_type, writer, other


def matters(member: str, role: str, device: SigningKey) -> dict[str, tuple[str, Body]]:
    """Everything that can be done about a member who is in with one device."""
    new = key("new device")
    ticket = {"ticket": "0" * 32, "key": base64url.encode(new.public), "until": "2026-01-02T00:00:00Z"}
    return {
        "end the member": ("member", {"member": member, "role": role, "ends": True}),
        "end the device": ("device", {"member": member, "device": device.device_id, "ends": True}),
        "add a device": ("device", {"member": member, "device": new.device_id, "keys": keys_body(new)}),
        "issue a ticket": ("ticket", {**ticket, "member": member}),
    }


def test_only_those_whom_the_design_names_manage_members_devices_and_tickets(keys: SystemKeys) -> None:
    differing = []
    for scope_type, writer, role in pairs():
        log = LogBuilder(CASE)
        log.found(scope_type, by=FOUNDERS.get(scope_type, OFFICE))
        for member, its_role in (("writer", writer), ("other", role)):
            log.member(member, its_role, by=FOUNDERS.get(scope_type, OFFICE))
            log.device(member, key(member), by=FOUNDERS.get(scope_type, OFFICE))
        page = log.verify(keys)
        assert all(isinstance(entry.verdict, Counts) for entry in page.entries), (scope_type, writer, role)
        for what, (kind, body) in matters("other", role, key("other")).items():
            signed = log.sign(kind, body, by=key("writer"))
            found = isinstance(judge(page.state, page.keys, signed, log.now_ms), Counts)
            if found != (role in GRANTED_BY.get(writer, set())):
                differing.append((scope_type, writer, what, role, found))
    assert differing == []


def test_only_those_whom_the_design_names_open_a_membership_of_a_role_that_has_a_place(
    keys: SystemKeys,
) -> None:
    differing = []
    for scope_type in set(table.READERS) - {"peer"}:
        founder = FOUNDERS.get(scope_type, OFFICE)
        for writer in (*places(scope_type), "founder"):
            log = LogBuilder(CASE)
            log.found(scope_type, by=founder)
            if writer != "founder":
                log.member("writer", writer, by=founder)
                log.device("writer", key("writer"), by=founder)
            page = log.verify(keys)
            for role in (*table.ROLES, "office"):
                by = founder if writer == "founder" else key("writer")
                signed = log.sign("member", {"member": "new", "role": role}, by=by)
                granted = writer == "founder" or role in GRANTED_BY.get(writer, set())
                found = isinstance(judge(page.state, page.keys, signed, log.now_ms), Counts)
                if found != (granted and table.has_a_place(scope_type, role)):
                    differing.append((scope_type, writer, role, found))
    assert differing == []


@pytest.mark.parametrize("role", ["authority", "contact_person", "coordinator"])
def test_a_contact_person_never_grants_a_role_of_the_office(
    role: str, case: LogBuilder, keys: SystemKeys
) -> None:
    case.member("mine", role, by=key("contact_person"))
    assert case.last(keys) == SetAside("may-not-write")


def test_anybody_may_leave_and_nobody_may_send_another_away(case: LogBuilder, keys: SystemKeys) -> None:
    case.member("contact_person", "contact_person", by=key("person"), ends=True)
    assert case.last(keys) == SetAside("may-not-write")
    case.member("person", "person", by=key("person"), ends=True)
    assert isinstance(case.last(keys), Counts)


def test_a_member_named_office_gives_an_office_no_right_over_it(keys: SystemKeys) -> None:
    log = case_log()
    log.member("office", "person")
    log.member("office", "person", by=COORDINATION, ends=True)
    assert log.last(keys) == SetAside("may-not-write")


def test_there_is_one_authority_at_a_time(case: LogBuilder, keys: SystemKeys) -> None:
    case.member("second authority", "authority")
    assert case.last(keys) == SetAside("full")
    case.member("authority", "authority", ends=True)
    case.member("second authority", "authority")
    assert isinstance(case.last(keys), Counts)


@pytest.mark.parametrize(
    ("scope_type", "first", "second"),
    [("support", "person", "relative"), ("matching", "relative", "person"), ("expert", "expert", "expert")],
)
def test_a_conversation_with_one_never_lets_a_second_one_read_it(
    scope_type: str, first: str, second: str, keys: SystemKeys
) -> None:
    founder = FOUNDERS.get(scope_type, OFFICE)
    log = LogBuilder(CASE)
    log.found(scope_type, by=founder)
    log.member("first", first, by=founder)
    log.member("first", first, by=founder, ends=True)
    log.member("second", second, by=founder)
    assert log.last(keys) == SetAside("full")


def test_the_same_opening_record_served_again_lets_nobody_back_in(keys: SystemKeys) -> None:
    log = case_log()
    opening = log.member("supporter", "person")
    log.member("supporter", "person", ends=True)
    log.append(opening.jws)
    assert log.last(keys) == SetAside("known-id")
    assert log.verify(keys).state.members["supporter"].ended


def test_judging_alone_refuses_a_repeated_opening_as_the_backend_does(keys: SystemKeys) -> None:
    log = case_log()
    opening = log.member("guest", "person")
    log.member("guest", "person", ends=True)
    page = log.verify(keys)
    assert judge(page.state, page.keys, opening, log.now_ms) == SetAside("known-id")


# --- founding ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scope_type", table.READERS)
def test_a_log_is_opened_only_by_who_may_open_its_type(scope_type: str, keys: SystemKeys) -> None:
    opened = set()
    for name, founder in (("root", ROOT), ("office", OFFICE), ("coordination", COORDINATION)):
        log = LogBuilder(CASE)
        log.found(scope_type, by=founder)
        opened |= {name} if isinstance(log.last(keys), Counts) else set()
    by_coordination = scope_type in {"matching", "expert", "peer"}
    assert opened == {"root" if scope_type == "system" else "coordination" if by_coordination else "office"}


def test_a_log_whose_first_entry_founds_nothing_stays_without_members(keys: SystemKeys) -> None:
    log = LogBuilder(CASE)
    log.append("no record")
    log.found("case")
    log.add("key", key_body(key("another office"), ["decide"]), by=ROOT)
    log.member("person", "person")
    assert log.verdicts(keys) == [SetAside("malformed"), *[SetAside("no-founding")] * 3]


def test_no_other_kind_founds_a_log(keys: SystemKeys) -> None:
    log = LogBuilder(CASE)
    log.member("person", "person")
    assert log.last(keys) == SetAside("no-founding")


def test_a_log_is_founded_once(case: LogBuilder, keys: SystemKeys) -> None:
    case.found("desk")
    assert case.last(keys) == SetAside("second-founding")


def test_a_key_counts_from_its_first_moment_to_just_before_its_last() -> None:
    office, system = key("short office"), system_log()
    period = {"from": "2026-01-01T10:01:00Z", "until": "2026-01-01T10:03:00Z"}
    system.add("key", {**key_body(office, ["found:case"]), **period}, by=ROOT)
    keys = system.verify(SystemKeys(ROOT.public)).keys
    found = []
    for minute in range(5):
        log = LogBuilder(CASE)
        signed = log.sign("scope", {"type": "case"}, by=office)
        log.append(signed.jws, received=log.now_ms + minute * 60_000)
        found.append(isinstance(log.last(keys), Counts))
    assert found == [False, True, True, False, False]


def test_a_founder_whose_time_is_over_lets_nobody_in_and_does_not_come_in_itself() -> None:
    office, system = key("short office"), system_log()
    system.add("key", key_body(office, ["found:case", "grant"], until="2026-01-01T10:02:00Z"), by=ROOT)
    keys = system.verify(SystemKeys(ROOT.public)).keys
    log = LogBuilder(CASE)
    log.found("case", by=office)
    log.member("person", "person", by=office)
    log.member("relative", "person", by=office)
    unchecked = {"ticket": "0" * 32, "signature": "AAAA"}
    log.device("person", office, by=office, proof=unchecked)
    verdicts = log.verdicts(keys)
    assert [isinstance(verdict, Counts) for verdict in verdicts] == [True, True, False, False]


def test_a_founder_whose_time_is_over_keeps_its_device_but_grants_no_more() -> None:
    office, system = key("short office"), system_log()
    system.add("key", key_body(office, ["found:case", "grant"], until="2026-01-01T10:03:00Z"), by=ROOT)
    keys = system.verify(SystemKeys(ROOT.public)).keys
    log = LogBuilder(CASE)
    log.found("case", by=office)
    log.member("authority", "authority", by=office)
    log.device("authority", office, by=office)
    log.member("person", "person", by=office)
    assert log.last(keys) == SetAside("may-not-write")
    log.add("closing", {}, by=office)
    assert log.last(keys) == SetAside("may-not-write")
    log.add("review", {"version": "1", "date": "2026-04-01", "state": "planned"}, by=office)
    assert isinstance(log.last(keys), Counts)


# --- peer -------------------------------------------------------------------------------------------------


@pytest.fixture
def peer() -> LogBuilder:
    """A conversation of two, each with the one device that the founder let in."""
    log = LogBuilder(CASE)
    log.found("peer", by=COORDINATION)
    for role in ("person", "expert"):
        log.member(role, role, by=COORDINATION)
        log.device(role, key(role), by=COORDINATION)
    return log


def test_the_founder_lets_two_peers_in_with_a_device_each(peer: LogBuilder, keys: SystemKeys) -> None:
    assert all(isinstance(verdict, Counts) for verdict in peer.verdicts(keys))


def test_a_third_peer_never_comes_in_even_when_one_has_left(peer: LogBuilder, keys: SystemKeys) -> None:
    peer.member("third", "expert", by=COORDINATION)
    assert peer.last(keys) == SetAside("full")
    peer.member("expert", "expert", by=key("expert"), ends=True)
    peer.member("third", "expert", by=COORDINATION)
    assert peer.last(keys) == SetAside("full")


def test_the_founder_of_a_conversation_cannot_listen_in_through_a_second_device(
    peer: LogBuilder, keys: SystemKeys
) -> None:
    for kind, body in matters("person", "person", key("person")).values():
        peer.add(kind, body, by=COORDINATION)
        assert peer.last(keys) == SetAside("may-not-write"), kind


def test_an_office_that_grants_everywhere_else_grants_nothing_among_peers(keys: SystemKeys) -> None:
    log = LogBuilder(CASE)
    log.found("peer", by=COORDINATION)
    log.member("person", "person", by=OFFICE)
    assert log.last(keys) == SetAside("may-not-write")


def test_a_peer_adds_and_ends_devices_of_its_own(peer: LogBuilder, keys: SystemKeys) -> None:
    peer.device("person", key("second"), by=key("person"))
    peer.device("person", key("person"), by=key("second"), ends=True)
    assert all(isinstance(verdict, Counts) for verdict in peer.verdicts(keys))
