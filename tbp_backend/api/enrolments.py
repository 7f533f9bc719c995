# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`/v1/enrolments/{id}`: leave a sealed welcome, read it, spend the ticket (DESIGN section 6)."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from tbp_backend.api.backend import Backend, signed_in
from tbp_backend.api.bodies import answer, is_scope_id, read_json, ticket_in
from tbp_backend.errors import BadInput, SignInAgain
from tbp_casefile.crypto import base64url
from tbp_casefile.errors import Malformed
from tbp_casefile.wire.api import EnrolRequest

MAX_SEALED = 256 * 1024
MAX_SCOPES = 1000


class Sealed(msgspec.Struct, frozen=True):
    """A welcome that only the holder of the code can open, base64url."""

    sealed: str


class LeftWelcome(msgspec.Struct, frozen=True):
    """A sealed welcome and the logs whose `ticket` record it belongs to."""

    sealed: str
    scopes: tuple[str, ...]


async def read_welcome(backend: Backend, request: Request) -> Response:
    """The sealed welcome; 404 alike for unknown, expired and spent."""
    return answer(Sealed(base64url.encode(await backend.store.welcome(ticket_in(request)))))


async def leave_welcome(backend: Backend, request: Request) -> Response:
    """An app that issues a ticket leaves the welcome, once its `ticket` records stand in the logs."""
    caller = signed_in(backend, request)
    ticket = ticket_in(request)
    left = await read_json(request, LeftWelcome)
    sealed = _check_left(left)
    await _only_once(backend, caller.proof.jti)
    ends = await backend.store.ticket_ends(ticket, left.scopes, caller.device)
    await backend.store.leave_welcome(ticket, sealed, ends)
    return Response(status_code=204)


def _check_left(left: LeftWelcome) -> bytes:
    wrong = {}
    if not 1 <= len(left.scopes) <= MAX_SCOPES or not all(map(is_scope_id, left.scopes)):
        wrong["scopes"] = "not a list of logs"
    try:
        sealed = base64url.decode(left.sealed)
        if not 28 <= len(sealed) <= MAX_SEALED:
            wrong["sealed"] = "not a sealed welcome"
    except Malformed:
        sealed = b""
        wrong["sealed"] = "not base64url"
    if wrong:
        raise BadInput(wrong)
    return sealed


async def _only_once(backend: Backend, jti: str) -> None:
    if not await backend.store.use_once((f"enrolment {jti}",), backend.store.now_ms() + 600_000):
        raise SignInAgain("invalid_dpop_proof")


async def enrol(backend: Backend, request: Request) -> Response:
    """Spend a ticket: what the ticket key signed is the sign-in."""
    ticket = ticket_in(request)
    asked = await read_json(request, EnrolRequest)
    return answer(await backend.store.enrol(ticket, asked.devices))
