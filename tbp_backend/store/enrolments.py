# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed welcomes under ticket ids, and the one spending of each ticket (DESIGN section 6).

The backend never learns a code: it keeps what it cannot open, and judges what the ticket key signed.
"""

import hashlib
from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, delete, select, update
from sqlalchemy.engine import Row

from tbp_backend.errors import BadInput, RecordRefused, TicketUnusable
from tbp_backend.store.append import append
from tbp_backend.store.engine import insert_new
from tbp_backend.store.states import States
from tbp_backend.store.tables import ENROLMENTS
from tbp_casefile import model
from tbp_casefile.errors import Malformed
from tbp_casefile.model import control
from tbp_casefile.wire.api import EnrolAnswer
from tbp_casefile.wire.envelope import SignedRecord, read_record


def leave(connection: Connection, ticket: str, sealed: bytes, scopes: tuple[str, ...], until_ms: int) -> None:
    """Leave a sealed welcome under a ticket's id, until it ends; raises TicketUnusable when one is there."""
    row = {"id": ticket, "sealed": sealed, "scopes": msgspec.json.encode(scopes).decode(), "until": until_ms}
    if insert_new(connection, ENROLMENTS, row):
        return
    before = _find(connection, ticket)
    if before is None or before.sealed != sealed:
        raise TicketUnusable()


def welcome(connection: Connection, ticket: str, now_ms: int) -> bytes:
    """The sealed welcome; raises TicketUnusable alike for unknown, expired and spent."""
    row = _find(connection, ticket)
    if row is None or row.sealed is None or now_ms >= row.until:
        raise TicketUnusable()
    sealed: bytes = row.sealed
    return sealed


def _find(connection: Connection, ticket: str, *, locked: bool = False) -> "Row[tuple[object, ...]] | None":
    query = select(ENROLMENTS).where(ENROLMENTS.c.id == ticket)
    return connection.execute(query.with_for_update() if locked else query).one_or_none()


def close_open(connection: Connection) -> int:
    """Close the tickets that nobody spent; how many. After a restore nobody knows which ones were spent."""
    return connection.execute(delete(ENROLMENTS).where(ENROLMENTS.c.request.is_(None))).rowcount


def check_known(connection: Connection, ticket: str) -> None:
    """Raise TicketUnusable unless there is or was such a ticket."""
    if _find(connection, ticket) is None:
        raise TicketUnusable()


def spend(
    connection: Connection, states: States, ticket: str, devices: Mapping[str, str], now_ms: int
) -> EnrolAnswer:
    """Let one new device in, in all scopes of the ticket or in none; the caller's transaction is the lock.

    (1) the ticket is there  (2) the same request again gets the same answer  (3) the records say one thing
    (4) each log takes its record  (5) the ticket is spent: the welcome goes, the answer stays
    """
    row = _find(connection, ticket, locked=True)  # (1)
    if row is None:
        raise TicketUnusable()
    digest = _digest(devices)
    if row.request is not None:  # (2)
        if row.request != digest:
            raise TicketUnusable()
        return msgspec.json.decode(row.answer, type=EnrolAnswer)
    if now_ms >= row.until:
        raise TicketUnusable()
    _check_request(msgspec.json.decode(row.scopes, type=tuple[str, ...]), ticket, devices)  # (3)
    answer = _append_all(connection, states, devices, now_ms)  # (4)
    spent = {"sealed": None, "request": digest, "answer": msgspec.json.encode(answer)}
    connection.execute(update(ENROLMENTS).where(ENROLMENTS.c.id == ticket).values(spent))  # (5)
    return answer


def _digest(devices: Mapping[str, str]) -> bytes:
    return hashlib.sha256(msgspec.json.encode(sorted(devices.items()))).digest()


def _check_request(scopes: tuple[str, ...], ticket: str, devices: Mapping[str, str]) -> None:
    """Exactly the scopes of the ticket, each with a `device` record of the same new device under it."""
    wrong = {f"devices.{scope}": "missing" for scope in scopes if scope not in devices}
    if not devices.keys() <= set(scopes):
        wrong["devices"] = "not a scope of this ticket"
    bodies = {scope: _device_body(jws, scope, ticket) for scope, jws in devices.items()}
    wrong |= {f"devices.{scope}": "not a device record" for scope, body in bodies.items() if body is None}
    if wrong:
        raise BadInput(wrong)
    if len({(body.member, body.device, body.keys) for body in bodies.values() if body}) != 1:
        raise BadInput({"devices": "not one device"})


def _device_body(jws: str, scope: str, ticket: str) -> control.Device | None:
    try:
        signed: SignedRecord = read_record(jws)
        if signed.record.kind != "device" or signed.record.scope != scope:
            return None
        body = model.read_body("device", signed.record.schema, signed.record.body)
    except (Malformed, KeyError):
        return None
    assert isinstance(body, control.Device)
    comes_in = body.proof is not None and body.proof.ticket == ticket and not body.ends
    return body if comes_in and body.keys and len(body.keys.dpop) == 86 else None


def _append_all(
    connection: Connection, states: States, devices: Mapping[str, str], now_ms: int
) -> EnrolAnswer:
    results = {}
    for scope, jws in sorted(devices.items()):
        (results[scope],) = append(connection, states, scope, [jws], now_ms=now_ms, device=None)
    refused = {scope: one.code for scope, one in results.items() if one.status != "stored"}
    if refused:
        raise RecordRefused(refused)
    return EnrolAnswer(results)
