# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""No question crosses scopes but the listed ones: so a database can be spread by scope (DESIGN 5, Engine).

A device comes in, reads, writes, lets another in and is shut out, and every statement that this takes is
looked at as SQLAlchemy has it. Each place in `tbp_backend/store/` that asks the database must have been seen.
"""

import ast
import secrets
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

import httpx2
import msgspec
import pytest
from sqlalchemy import Connection, Engine, Executable, event
from sqlalchemy.sql import operators
from sqlalchemy.sql.dml import Delete, Update
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ColumnClause
from sqlalchemy.sql.schema import Column
from sqlalchemy.sql.selectable import Join, Select
from sqlalchemy.sql.visitors import iterate

import tbp_backend.store
from tbp_backend.office.founding import open_home
from tbp_backend.office.tickets import Request, issue
from tbp_backend.store import enrolments, meta, reading
from tbp_backend.store.deliveries import Noting
from tbp_backend.store.engine import open_database
from tbp_backend.store.postgres import PostgresDatabase
from tbp_backend.store.reading import Asked
from tbp_backend.store.rings import may_hear, moved_lately
from tbp_backend.store.sqlite import SqliteDatabase
from tbp_backend.store.store import Store
from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.tickets import Ticket, TicketCode
from tbp_casefile.model.case import Acknowledgement
from tbp_casefile.model.control import Device
from tbp_casefile.model.control import Ticket as TicketBody
from tbp_casefile.wire.api import Welcome
from tests.backend.desk import NOW, Desk
from tests.backend.device import TestDevice

STORE = Path(tbp_backend.store.__file__).parent
WAYS_IN = {"engine.py", "sqlite.py", "postgres.py", "schema.py", "notify.py"}
CROSSING = {
    ("reading.py", "logs"): "which logs a device has, and where each stands",
    ("states.py", "standing"): "a log, and the keys that `system` grants",
    ("rings.py", "moved_lately"): "which logs moved, for one look on behalf of everybody who listens",
    ("rings.py", "may_hear"): "who of those who listen reads them",
    ("meta.py", "is_founded"): "whether there is any log at all, once, before a new home is made",
    ("deliveries.py", "_forget"): "which logs there are, to sweep them one by one, once a day",
}


# --- which scopes a statement is about ----------------------------------------------------------------------


def parts(statement: Executable) -> Iterator[Any]:
    """Every SELECT, UPDATE and DELETE in a statement."""
    for element in iterate(cast(Any, statement)):
        if isinstance(element, Select | Update | Delete):
            yield element


def tables(part: Any) -> set[str]:
    """The tables of a log that it asks, by the name that they have in it."""
    sources = [part.table] if isinstance(part, Update | Delete) else part.get_final_froms()
    return {str(one.name) for source in sources for one in joined(source) if "scope" in one.c}


def joined(source: Any) -> Iterator[Any]:
    """What a FROM joins, one by one."""
    if isinstance(source, Join):
        yield from joined(source.left)
        yield from joined(source.right)
    else:
        yield source


def scope_of(side: object) -> str | None:
    """The table whose scope this column is."""
    is_scope = isinstance(side, Column | ColumnClause) and side.name == "scope" and side.table is not None
    return str(cast(Any, side).table.name) if is_scope else None


def held(part: Any) -> set[str]:
    """The tables of which it says the scope, itself or by saying that it is that of another."""
    said: set[str] = set()
    equal: list[set[str]] = []
    for element in iterate(part):
        if not isinstance(element, BinaryExpression) or element.operator is not operators.eq:
            continue
        sides = (element.left, element.right)
        names = {name for side in sides if (name := scope_of(side))}
        if names and any(isinstance(side, BindParameter) for side in sides):
            said |= names
        elif len(names) == 2:
            equal.append(names)
    for _ in equal:
        said |= set().union(*(pair for pair in equal if pair & said))
    return said


def crosses(statement: Executable) -> bool:
    """Whether it looks into a table of logs without saying which log."""
    return any(tables(part) - held(part) for part in parts(statement))


# --- who asks -----------------------------------------------------------------------------------------------


@dataclass
class Seen:
    """The places that asked, as file, function and line; and which of them crossed scopes."""

    places: set[tuple[str, int]] = field(default_factory=set)
    crossed: set[tuple[str, str]] = field(default_factory=set)

    def look(self, statement: Executable) -> None:
        frame = sys._getframe()
        while frame.f_back is not None:
            frame = frame.f_back
            file = Path(frame.f_code.co_filename)
            if file.parent == STORE and file.name not in WAYS_IN:
                self.places.add((file.name, frame.f_lineno))
                if crosses(statement):
                    self.crossed.add((file.name, frame.f_code.co_name))
                return


Fetch = Callable[[Any, Executable, dict[str, object]], Awaitable[Sequence[Any]]]


def looked_at(fetch: Fetch, seen: Seen) -> Fetch:
    """The same way in; no event of SQLAlchemy tells who used it."""

    async def fetched(database: Any, statement: Executable, values: dict[str, object]) -> Sequence[Any]:
        seen.look(statement)
        return await fetch(database, statement, values)

    return fetched


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    """Everything that is asked during a test, by either way in."""
    seen = Seen()

    def executed(_connection: Connection, statement: Executable, *_more: object) -> None:
        seen.look(statement)

    for engine in (SqliteDatabase, PostgresDatabase):
        monkeypatch.setattr(engine, "fetch", looked_at(engine.fetch, seen))
    event.listen(Engine, "before_execute", executed)
    yield seen
    event.remove(Engine, "before_execute", executed)


def asking() -> Iterator[tuple[str, range]]:
    """Every place in the store that asks the database: its file and its lines."""
    for path in sorted(STORE.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())) if path.name not in WAYS_IN else ():
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "attr", None) or getattr(call.func, "id", None)
            if name in {"execute", "fetch", "insert_new"}:
                yield path.name, range(call.lineno, (call.end_lineno or call.lineno) + 1)


# --- everything that can be asked ---------------------------------------------------------------------------


async def come_in(store: Store, ticket: Ticket) -> TestDevice:
    """Spend a ticket, without HTTP in between."""
    device = TestDevice(ticket, cast(httpx2.Client, None), skew=NOW - datetime.now(UTC))
    sealed = await store.welcome(ticket.code.id)
    device.welcome = msgspec.json.decode(ticket.code.open_welcome(sealed), type=Welcome)
    await store.enrol(ticket.code.id, device.device_records())
    assert await store.device(device.id)
    assert await store.use_once((device.id,), store.now_ms())
    return device


async def read(store: Store, device: TestDevice) -> None:
    """Everything that it may, and what comes after the last entry."""
    for log in await store.logs(device.id):
        for after in (0, log.place.seq):
            asked = Asked(log.place.scope, device.id, after, 1)
            await store.page(asked)
            await store.database.read(partial(reading._snapshot, asked=asked, system=store.system))
        await store.whole(log.place.scope)


async def let_another_in(store: Store, device: TestDevice) -> TestDevice:
    """A ticket of its own member, as an app issues it."""
    assert device.welcome
    code = TicketCode.draw(secrets.token_bytes)
    body = TicketBody(
        code.id, base64url.encode(code.signing_key.public), device.welcome.member, "2099-01-01T00:00:00Z"
    )
    scopes = [one.scope for one in device.welcome.scopes]
    for scope in scopes:
        await push(store, device, device.record(scope, "ticket", body).jws, scope)
    welcome = msgspec.json.encode(msgspec.structs.replace(device.welcome, ticket=code.id))
    ends = await store.ticket_ends(code.id, scopes, device.id)
    sealed = code.seal_welcome(welcome, secrets.token_bytes)
    for _ in range(2):
        await store.leave_welcome(code.id, sealed, ends)
    return await come_in(store, Ticket(device.address, code))


async def push(store: Store, device: TestDevice, jws: str, scope: str) -> None:
    (result,) = await store.push(scope, device.id, [jws])
    assert result.status == "stored", result.code


async def test_no_question_crosses_scopes_but_the_listed_ones(tmp_path: Path, url: str, seen: Seen) -> None:
    desk = Desk(tmp_path / "home")
    await (await open_home(desk.home, open_database(url), lambda: NOW, url=url)).close()
    desk.home.keep(msgspec.structs.replace(desk.home.settings(), port=1))
    assert await desk.bring()
    async with desk.store() as store:
        line = await issue(desk.home, store, Request(("D-24-0117",), "person"))
        first = await come_in(store, Ticket.parse(line))
        await read(store, first)
        other = await let_another_in(store, first)
        for device in (first, other):
            seen_it = device.record(device.case, "acknowledgement", Acknowledgement("seen"))
            await push(store, device, seen_it.jws, device.case)
        assert first.welcome
        out = Device(first.welcome.member, first.id, ends=True)
        for scope in [one.scope for one in first.welcome.scopes]:
            await push(store, other, other.record(scope, "device", out).jws, scope)
        moved = await store.database.read(lambda connection: moved_lately(connection, store.now_ms()))
        assert other.case in moved
        assert await store.database.read(lambda connection: may_hear(connection, [other.id], list(moved)))
        sent = Noting(store.database)
        sent.note(other.case, other.id, 1, 2, store.now_ms())
        await sent.write(store.now_ms())
        assert (await store.deliveries(other.case, other.id, 0)).deliveries
        await store.database.write(enrolments.close_open)  # what a restore does
        await store.database.write(meta.forget)
        await store.database.write(lambda connection: meta.renew_secrets(connection, bytes(32), bytes(32)))
    assert seen.crossed == set(CROSSING)
    unseen = [
        (file, lines.start)
        for file, lines in asking()
        if not any(name == file and line in lines for name, line in seen.places)
    ]
    not_here = {"states.py"} if url.startswith("sqlite") else set()
    assert [place for place in unseen if place[0] not in not_here] == []
