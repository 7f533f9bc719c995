# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The rights matrix: every role, every type of log, every kind, every way of being in or out (T49).

Held against the table of DESIGN section 4 as `tests/second/table.py` has it, typed by hand.
"""

from functools import lru_cache
from itertools import product

import pytest

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import genesis
from tbp_casefile.logstate import Counts, KnownDevice, Late, LogState, Membership, SetAside, Unknown
from tbp_casefile.members import judge, replaces_it
from tbp_casefile.model.control import PublicKeys
from tbp_casefile.sealing import KnownScopeKey, Sealing
from tbp_casefile.tables import READERS, WRITERS, Role, ScopeType
from tbp_casefile.wire.envelope import SignedRecord
from tests.casefile.bodies import body_of
from tests.logs import CASE, OFFICE, ROOT, START_MS, LogBuilder, key
from tests.sealed import draw, shaped
from tests.second import table

MEMBER_ROLES = tuple(role for role in table.ROLES if role != "root")
KINDS = (*sorted(table.ALL_KINDS), "from_later")
TYPES = tuple(table.READERS)

STANDINGS = {
    "active": (Membership, {}, {}),
    "membership ended": (Membership, {"ended": True}, {}),
    "device ended": (Membership, {}, {"ended": True}),
    "dismissed": (Membership, {"ended": True, "late": False}, {}),
    "stolen": (Membership, {}, {"ended": True, "late": False}),
}
# Who may not write a kind, may not before or after an end: one of each is enough of the 23,000 cases.
SCOPE_KEY = draw(LogBuilder(CASE))
OTHER_ENDS = {"membership ended", "dismissed", "stolen"}


def standing_log(scope_type: str, role: str, standing: str) -> LogState:
    """A log of this type in which one member has this role, whether that role has a place there or not."""
    _, of_member, of_device = STANDINGS[standing]
    device = key(role)
    keys = PublicKeys(base64url.encode(device.public))
    return LogState(
        CASE,
        genesis(CASE),
        seq=9,
        type=ScopeType(scope_type),
        members={role: Membership(Role(role), **of_member)},
        devices={device.device_id: KnownDevice(role, keys, **of_device)},
        sealing=Sealing({1: KnownScopeKey(SCOPE_KEY.id, frozenset(), frozenset())}),
    )


@lru_cache(maxsize=4096)
def record(kind: str, writer: str, device: SigningKey, *, sealed: bool = False) -> SignedRecord:
    """One record of this kind by this device; the same bytes are judged in every log."""
    body = shaped(SCOPE_KEY) if sealed else body_of(kind, writer)
    return LogBuilder(CASE).sign(kind, body, by=device)


def outcome(state: LogState, keys: SystemKeys, signed: SignedRecord) -> str:
    """The verdict in one word."""
    match judge(state, keys, signed, START_MS):
        case Counts():
            return "counts"
        case Late():
            return "late"
        case Unknown():
            return "kept for later"
        case SetAside():
            return "set aside"


def expected(scope_type: str, kind: str, role: str, standing: str) -> str:
    """What DESIGN section 4 says."""
    allowed = table.may_stand(scope_type, kind, role)
    if allowed is False or standing in {"dismissed", "stolen"}:
        return "set aside"
    if kind not in table.READ_NOW:
        return "kept for later"
    return "counts" if standing == "active" else "late"


@pytest.mark.parametrize("scope_type", TYPES)
def test_every_role_writes_exactly_what_the_table_allows_it(scope_type: str, keys: SystemKeys) -> None:
    differing = []
    for role, standing in product(MEMBER_ROLES, STANDINGS):
        state = standing_log(scope_type, role, standing)
        for kind in KINDS:
            if table.may_stand(scope_type, kind, role) is False and standing in OTHER_ENDS:
                continue
            written = record(kind, role, key(role), sealed=scope_type in table.SEALED)
            found = outcome(state, keys, written)
            if found != expected(scope_type, kind, role, standing):
                differing.append((role, standing, kind, found))
    assert differing == []


@pytest.mark.parametrize("scope_type", sorted(table.SEALED))
def test_what_is_not_sealed_is_set_aside_in(scope_type: str, keys: SystemKeys) -> None:
    for role in MEMBER_ROLES:
        state = standing_log(scope_type, role, "active")
        for kind in KINDS:
            assert outcome(state, keys, record(kind, role, key(role))) == "set aside", (role, kind)


@pytest.mark.parametrize("scope_type", TYPES)
def test_the_root_writes_keys_in_system_and_nothing_else(scope_type: str, keys: SystemKeys) -> None:
    state = standing_log(scope_type, "person", "active")
    written = {kind for kind in KINDS if outcome(state, keys, record(kind, "root", ROOT)) == "counts"}
    assert written == ({"key"} if scope_type == "system" else set())


@pytest.mark.parametrize("scope_type", TYPES)
def test_an_office_that_decides_writes_as_authority_in_system_alone(
    scope_type: str, keys: SystemKeys
) -> None:
    state = standing_log(scope_type, "person", "active")
    written = {kind for kind in KINDS if outcome(state, keys, record(kind, "office", OFFICE)) == "counts"}
    assert written == ({"policy_text", "help_contact", "news"} if scope_type == "system" else set())


def test_the_tables_are_the_page_of_the_design() -> None:
    as_words = {
        t.value: {kind: set(map(str, roles)) for kind, roles in WRITERS[t].items()} for t in ScopeType
    }
    assert as_words == table.WRITERS
    assert {t.value: set(map(str, READERS[t])) for t in ScopeType} == table.READERS


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_taking_over_an_entity_hides_nothing_unless_the_role_keeps_the_kind(role: str) -> None:
    for kind in KINDS:
        takes_over = replaces_it(kind, writer="other", role=Role(role), earlier_writer="first")
        assert takes_over == (role in table.KEEPERS.get(kind, frozenset())), kind
        assert replaces_it(kind, writer="first", role=Role(role), earlier_writer="first")
