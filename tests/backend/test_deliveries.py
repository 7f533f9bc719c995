# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What was sent to whose device: noted of every page, kept in batches, shown to whom it is about."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from sqlalchemy import Connection, select

from tbp_backend.errors import DatabaseAway
from tbp_backend.store import deliveries
from tbp_backend.store.deliveries import Noting
from tbp_backend.store.engine import Database, open_database, sqlite_url
from tbp_backend.store.schema import bring_up_to_date
from tbp_backend.store.tables import DELIVERIES, LOGS
from tbp_casefile.tables import READERS, Role, ScopeType
from tbp_casefile.wire.api import Deliveries
from tests.backend.device import TestDevice
from tests.backend.test_matrix import CAST, ROLES, House, house, seen_by_anybody

__all__ = ["house"]

T = TypeVar("T")
DAY = 24 * 60 * 60 * 1000
CASE, PEER, SYSTEM = (f"{n:08d}-0000-4000-8000-000000000000" for n in range(3))
PROTECTED = {Role.PERSON, Role.RELATIVE, Role.EXPERT}


def told(device: TestDevice, scope: str, skip: int = 0) -> Deliveries:
    """What this device is told of a log."""
    answer = device.call("GET", f"/v1/logs/{scope}/deliveries?skip={skip}")
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=Deliveries)


@pytest.mark.parametrize("scope_type", CAST)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_its_own_and_who_is_protected_also_those_who_work_for_them(
    house: House, role: Role, scope_type: ScopeType
) -> None:
    device, scope = house.devices[role], house.scopes[scope_type]
    readers = CAST[scope_type] & READERS[scope_type]
    for reader in readers:
        assert house.devices[reader].pull(scope).status_code == 200
    if role not in readers or scope_type is ScopeType.PEER:
        unknown = "00000000-0000-4000-8000-000000000000"
        answers = [device.call("GET", f"/v1/logs/{one}/deliveries") for one in (scope, unknown)]
        assert seen_by_anybody(answers[0], scope) == seen_by_anybody(answers[1], unknown)
        assert answers[0].status_code == 404
        return
    lines = told(device, scope).deliveries
    expected = {role} | (readers - PROTECTED if role in {Role.PERSON, Role.RELATIVE} else set())
    assert {line.role for line in lines} == {one.value for one in expected}
    assert {line.event for line in lines} == {"sent"}
    own = {line.device for line in lines if line.role == role.value}
    assert own == {device.id}


def test_system_which_everybody_gets_tells_of_nobody(person: TestDevice) -> None:
    assert person.welcome
    system = person.welcome.system
    assert person.pull(system).status_code == 200
    assert person.call("GET", f"/v1/logs/{system}/deliveries").status_code == 404


def test_pages_that_follow_each_other_are_one_delivery_and_an_empty_one_is_none(person: TestDevice) -> None:
    scope = person.case
    before = told(person, scope).deliveries
    for after in range(3):
        answer = person.call("GET", f"/v1/logs/{scope}/entries?after={after}&epoch=1&limit=1")
        assert answer.status_code == 200
    empty = person.call("GET", f"/v1/logs/{scope}/entries?after=100000&epoch=1")
    assert empty.json()["entries"] == []
    new = [line for line in told(person, scope).deliveries if line not in before]
    assert [(line.first, line.last, line.device, line.role) for line in new] == [(1, 3, person.id, "person")]


@pytest.mark.parametrize("skip", ["-1", "x", "1.5", "%00"])
def test_a_place_in_the_list_is_a_number(person: TestDevice, skip: str) -> None:
    answer = person.call("GET", f"/v1/logs/{person.case}/deliveries?skip={skip}")
    assert answer.status_code == 400


# --- noting -------------------------------------------------------------------------------------------------


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A database with three logs."""
    database = open_database(sqlite_url(tmp_path / "backend.db"))
    await bring_up_to_date(database)

    def fill(connection: Connection) -> None:
        for scope, log in ((CASE, "case"), (PEER, "peer"), (SYSTEM, "system")):
            row = {
                "scope": scope,
                "type": log,
                "epoch": 1,
                "seq": 9,
                "hash": b"",
                "received": 0,
                "decided": 1,
            }
            connection.execute(LOGS.insert().values(row))

    await database.write(fill)
    yield database
    await database.close()


async def kept(database: Database) -> list[tuple[str, str, int, int, int]]:
    order = (DELIVERIES.c.sent, DELIVERIES.c.first)
    rows = await database.read(lambda c: c.execute(select(DELIVERIES).order_by(*order)).all())
    return [(row.scope, row.device, row.first, row.last, row.sent) for row in rows]


async def test_nothing_is_written_while_a_page_is_read(database: Database) -> None:
    noting = Noting(database)
    noting.note(CASE, "d", 1, 5, 1000)
    assert await kept(database) == []
    await noting.write(1000)
    assert await kept(database) == [(CASE, "d", 1, 5, 1000)]


async def test_peer_and_system_leave_no_trace(database: Database) -> None:
    noting = Noting(database)
    for scope in (PEER, SYSTEM, "of nobody"):
        noting.note(scope, "d", 1, 5, 1000)
    await noting.write(1000)
    assert await kept(database) == []


async def test_another_device_a_gap_and_a_later_minute_are_another_delivery(
    database: Database,
) -> None:
    noting = Noting(database)
    noting.note(CASE, "d", 1, 5, 0)
    noting.note(CASE, "e", 6, 7, 1)
    noting.note(CASE, "d", 6, 7, 59_999)
    noting.note(CASE, "d", 9, 9, 60_000)
    noting.note(CASE, "d", 10, 11, 120_000)
    await noting.write(120_000)
    assert await kept(database) == [
        (CASE, "d", 1, 7, 0),
        (CASE, "e", 6, 7, 1),
        (CASE, "d", 9, 9, 60_000),
        (CASE, "d", 10, 11, 120_000),
    ]


class Away(Database):
    """A database that cannot be reached now."""

    def __init__(self, real: Database) -> None:
        self.real = real

    async def write(self, work: Callable[[Connection], T]) -> T:
        raise DatabaseAway

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self.real.read(work)

    fetch = close = None  # type: ignore[assignment]  # nobody asks


async def test_what_cannot_be_written_now_is_written_later_and_memory_has_an_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "_ROOM", 3)
    noting = Noting(Away(database))
    for number in range(5):
        noting.note(CASE, "d", number * 10 + 1, number * 10 + 2, number)
        with pytest.raises(DatabaseAway):
            await noting.write(number)
    noting.database = database
    await noting.write(5)
    assert [row[2] for row in await kept(database)] == [21, 31, 41]


async def test_what_is_older_than_it_is_kept_goes_and_nothing_is_noted_where_nothing_is_kept(
    database: Database,
) -> None:
    noting = Noting(database, days=30)
    noting.note(CASE, "d", 1, 1, DAY)
    noting.note(CASE, "d", 3, 3, 2 * DAY)
    await noting.write(2 * DAY)
    await noting.write(31 * DAY + 1)
    assert [row[2] for row in await kept(database)] == [3]
    none = Noting(database, days=0)
    none.note(CASE, "d", 5, 5, 40 * DAY)
    await none.write(40 * DAY)
    assert await kept(database) == []


def test_a_list_is_read_on_from_a_place_newest_first(house: House) -> None:
    device, scope = house.devices[Role.PERSON], house.scopes[ScopeType.CASE]
    for _ in range(3):
        device.pull(scope)
        device.call("GET", f"/v1/logs/{scope}/entries?after=2&epoch=1&limit=1")
    whole = told(device, scope)
    assert not whole.more
    assert told(device, scope, skip=2).deliveries == whole.deliveries[2:]
    moments = [line.sent_at for line in whole.deliveries]
    assert moments == sorted(moments, reverse=True)
