# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Every role asks every log for everything and writes every kind: what is not theirs looks as if it were not.

SECURITY T12. Two members of each role that a log can have, a log of every type, and for each device the same
calls: which logs, a page, a push of one record of each kind. What may be is told from the table of the design
(`tests/casefile/test_rights.py` holds that table against its page).
"""

import asyncio
import json
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import msgspec
import pytest
from sqlalchemy import Engine, event

from tbp_backend.errors import NotAMember
from tbp_backend.keys import anchor_of
from tbp_backend.office.authority import Authority
from tbp_backend.office.pen import Pen, publish, seen_at
from tbp_backend.store.reading import Asked
from tbp_backend.store.store import Store
from tbp_casefile import model
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.signatures import SigningKey
from tbp_casefile.model import control
from tbp_casefile.tables import KINDS, LOCAL_KINDS, READERS, SEALED, WHOLE_HOURS, Role, ScopeType, may_write
from tbp_casefile.times import format_moment
from tests.backend.conftest import Office
from tests.backend.device import TestDevice, connect, moment
from tests.casefile.bodies import CONTENT

P, R, C, S = Role.PERSON, Role.RELATIVE, Role.CONTACT_PERSON, Role.SUPPORTER
K, X, E, A = Role.COORDINATOR, Role.EXPERT, Role.EMPLOYER, Role.AUTHORITY
CAST = {
    ScopeType.CASE: {P, C, A},
    ScopeType.FAMILY: {P, R, C, S, A},
    ScopeType.SUPPORT: {P, S},
    ScopeType.MATCHING: {P, K},
    ScopeType.EMPLOYER: {P, C, E},
    ScopeType.DESK: {C},
    ScopeType.CARE: {S},
    ScopeType.EXPERT: {X, K},
    ScopeType.PEER: {P, X},
}
"""Who is in the log of each type; one person and one conversation each, as the design has it."""

ROLES = (P, R, C, S, K, X, E, A)
BY_COORDINATOR = {ScopeType.MATCHING, ScopeType.EXPERT, ScopeType.PEER}
BODIES = CONTENT | {
    "authority_change": {
        "to": f"the-{A}",
        "name": "Office",
        "since": "2026-01-05",
        "reason": {"nl": "Een begin.", "en": "A beginning."},
    }
}
WRITTEN = sorted(KINDS - LOCAL_KINDS)
VARY = {"date", "dpop-nonce"}


@dataclass
class House:
    """A log of every type, and one device of each role."""

    office: Office
    scopes: dict[ScopeType, str]
    devices: dict[Role, TestDevice]


async def found(office: Office, devices: dict[Role, TestDevice]) -> dict[ScopeType, str]:
    """Open a log of every type, with its members and their devices."""
    async with office.store() as store:
        authority = Authority(office.home)
        office_key = await authority.office(store, "authority-national")
        system = store.states.system
        coordinator = SigningKey.from_seed(secrets.token_bytes(32))
        pen = Pen(authority.root(), system, store.clock(), seen_at(await store.standing(system)))
        rights = tuple(f"found:{scope_type}" for scope_type in sorted(BY_COORDINATOR))
        granted = control.Key(
            coordinator.device_id,
            rights,
            from_=format_moment(store.clock()),
            sign=base64url.encode(coordinator.public),
        )
        await publish(store, system, [pen.write("key", granted)])
        scopes = {}
        for scope_type, roles in CAST.items():
            scope = scopes[scope_type] = str(uuid.uuid4())
            founder = coordinator if scope_type in BY_COORDINATOR else office_key
            pen = Pen(founder, scope, store.clock(), whole_hours=scope_type in WHOLE_HOURS)
            records = [pen.write("scope", control.Scope(scope_type))]
            for role in sorted(roles):
                device = devices[role]
                records.append(pen.write("member", control.Member(f"the-{role}", role)))
                records.append(
                    pen.write("device", control.Device(f"the-{role}", device.id, device.keys.public))
                )
            await publish(store, scope, records)
        return scopes


@pytest.fixture(scope="module")
def house(office: Office) -> Iterator[House]:
    """All logs and devices; every device is signed in."""
    ticket = office.ticket()
    first = TestDevice(ticket, connect(ticket.base_url, anchor_of(office.home.tls)))
    welcome = first.read_welcome()
    devices = {}
    for role in ROLES:
        device = TestDevice(ticket, first.http)
        device.welcome = msgspec.structs.replace(welcome, member=f"the-{role}", scopes=())
        devices[role] = device
    scopes = asyncio.run(found(office, devices))
    for device in devices.values():
        device.sign_in()
    yield House(office, scopes, devices)
    first.http.close()


def seen_by_anybody(answer: httpx2.Response, scope: str) -> tuple[int, dict[str, str], bytes]:
    """An answer without what differs each time, and without the name that was asked for."""
    headers = {name.lower(): value for name, value in answer.headers.items() if name.lower() not in VARY}
    return answer.status_code, headers, answer.content.replace(scope.encode(), b"SCOPE")


def record_of(device: TestDevice, scope_type: ScopeType, scope: str, kind: str) -> Any:
    """A record of a kind, as right as can be; of a kind that is still to come with a body of its own."""
    written = moment(device.now(), whole_hours=scope_type in WHOLE_HOURS)
    body = msgspec.Raw(json.dumps(BODIES.get(kind, {"text": "x"})).encode())
    return device.record(scope, kind, body, at=written, written_at=written)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ROLES)
def test_a_device_is_told_of_the_logs_that_it_reads_and_of_no_other(house: House, role: Role) -> None:
    device = house.devices[role]
    answer = device.call("GET", "/v1/logs")
    told = {log["scope"]: log["type"] for log in answer.json()["logs"]}
    mine = {house.scopes[t]: t.value for t, cast in CAST.items() if role in cast and role in READERS[t]}
    assert device.welcome
    assert told == mine | {device.welcome.system: "system"}
    for scope_type, scope in house.scopes.items():
        assert scope in told or scope.encode() not in answer.content, scope_type


@pytest.mark.parametrize("scope_type", CAST)
@pytest.mark.parametrize("role", ROLES)
def test_a_page_is_for_readers_and_looks_unknown_to_everybody_else(
    house: House, role: Role, scope_type: ScopeType
) -> None:
    device, scope, unknown = house.devices[role], house.scopes[scope_type], str(uuid.uuid4())
    for after, epoch in ((0, 1), (1, 1), (10_000, 1), (0, 2)):
        answer = device.pull(scope, after, epoch)
        if role in CAST[scope_type] and role in READERS[scope_type]:
            assert answer.status_code in {200, 400, 409}
            continue
        nothing = device.pull(unknown, after, epoch)
        assert answer.status_code == 404
        assert seen_by_anybody(answer, scope) == seen_by_anybody(nothing, unknown)


@pytest.mark.parametrize("scope_type", CAST)
@pytest.mark.parametrize("role", ROLES)
def test_each_kind_is_taken_from_who_may_write_it_and_from_nobody_else(
    house: House, role: Role, scope_type: ScopeType
) -> None:
    device, scope, unknown = house.devices[role], house.scopes[scope_type], str(uuid.uuid4())
    offered = [record_of(device, scope_type, scope, kind) for kind in WRITTEN]
    path = f"/v1/logs/{scope}/entries"
    answer = device.call("POST", path, json={"records": [one.jws for one in offered]})
    if role not in CAST[scope_type]:
        elsewhere = [record_of(device, scope_type, unknown, kind).jws for kind in WRITTEN]
        nothing = device.call("POST", path.replace(scope, unknown), json={"records": elsewhere})
        assert answer.status_code == 404
        assert seen_by_anybody(answer, scope) == seen_by_anybody(nothing, unknown)
        return
    assert answer.status_code == 200, answer.text
    for kind, result in zip(WRITTEN, answer.json()["results"], strict=True):
        assert (kind, result.get("code", "")) == (kind, expected(scope_type, kind, role))


def expected(scope_type: ScopeType, kind: str, role: Role) -> str:
    """What becomes of a record: nothing said where it is stored."""
    if not may_write(scope_type, kind, role):
        return "may-not-write"
    if scope_type in SEALED:
        return "not-sealed"
    return "" if model.is_known(kind, 1) else "unknown-kind"


@contextmanager
def questions() -> Iterator[list[str]]:
    """What is asked of the database meanwhile, in order; never with which values."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("role", ROLES)
def test_the_same_is_done_for_a_log_of_others_as_for_one_that_is_not(house: House, role: Role) -> None:
    """So that how long it takes tells nothing either: no question more, and no signature."""
    device = house.devices[role].id

    async def refused(store: Store, scope: str) -> list[str]:
        with questions() as asked, pytest.raises(NotAMember):
            await store.page(Asked(scope, device, after=0, epoch=1))
        return asked

    async def compare() -> None:
        async with house.office.store() as store:
            nothing = await refused(store, str(uuid.uuid4()))
            assert nothing
            for scope_type, scope in house.scopes.items():
                if role not in CAST[scope_type]:
                    assert await refused(store, scope) == nothing, scope_type

    asyncio.run(compare())


@pytest.mark.parametrize("role", ROLES)
def test_what_happens_elsewhere_does_not_show_in_the_list(house: House, role: Role) -> None:
    """Neither in its tag nor in its size: a log that moves is not heard by who does not read it."""
    device = house.devices[role]
    before = device.call("GET", "/v1/logs")
    house.office.foreign_scope()
    cursor = before.json()["cursor"]
    after = device.call("GET", f"/v1/logs?since={cursor}", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.content) == (304, b"")
    assert after.headers["ETag"] == before.headers["ETag"]


@pytest.mark.parametrize("role", ROLES)
def test_a_welcome_cannot_be_left_for_a_log_of_others(house: House, role: Role) -> None:
    device = house.devices[role]
    for scope_type, scope in house.scopes.items():
        if role in CAST[scope_type]:
            continue
        unknown = str(uuid.uuid4())
        ticket = secrets.token_hex(16)
        answers = [
            device.call("PUT", f"/v1/enrolments/{ticket}", json={"sealed": "A" * 40, "scopes": [one]})
            for one in (scope, unknown)
        ]
        assert answers[0].status_code == 404
        assert seen_by_anybody(answers[0], scope) == seen_by_anybody(answers[1], unknown)


def test_every_type_of_log_and_every_role_is_asked() -> None:
    assert set(CAST) == set(ScopeType) - {ScopeType.SYSTEM}
    assert set(ROLES) == set(Role) - {Role.ROOT, Role.OFFICE}
