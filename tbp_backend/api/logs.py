# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`/v1/logs`: which of my logs moved, pages of one, and records into one."""

from starlette.requests import Request
from starlette.responses import Response

from tbp_backend.api.backend import Backend, signed_in
from tbp_backend.api.bodies import answer, numbers_in, read_json, scope_in
from tbp_backend.api.cursor import etag, read_cursor, write_cursor
from tbp_backend.errors import BadInput
from tbp_backend.heads import hour_of
from tbp_backend.store.reading import Asked
from tbp_casefile.wire.api import Logs, MovedLog, Page, PushAnswer, PushRequest

MAX_RECORDS = 100


async def list_logs(backend: Backend, request: Request) -> Response:
    """My logs whose head moved since the cursor, and once an hour all of them, newly signed."""
    caller = signed_in(backend, request)
    cursor = read_cursor(request.query_params.get("since"))
    now = backend.now()
    hour = hour_of(now)
    mine = await backend.store.logs(caller.device)
    tag = {"ETag": etag(mine, hour)}
    if tag["ETag"] in _tags(request):
        return Response(status_code=304, headers=tag)
    moved = tuple(
        MovedLog(log.place.scope, log.type, backend.heads.of(log.place, now))
        for log in mine
        if not cursor.has(log.place, hour)
    )
    return answer(Logs(moved, write_cursor([log.place for log in mine], hour)), headers=tag)


def _tags(request: Request) -> set[str]:
    return {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}


async def read_entries(backend: Backend, request: Request) -> Response:
    """A page of a log, with a head for its last entry."""
    caller = signed_in(backend, request)
    scope = scope_in(request)
    asked = numbers_in(request, {"after": 0, "epoch": 1, "limit": 0})
    page = await backend.store.page(Asked(scope, caller.device, **asked))
    if page.entries:
        first, last = page.entries[0].seq, page.entries[-1].seq
        backend.sent.note(scope, caller.device, first, last, backend.store.now_ms())
    return answer(Page(page.entries, backend.heads.of(page.place, backend.now()), page.more))


async def list_deliveries(backend: Backend, request: Request) -> Response:
    """What was sent of a log to whose device; what this process sent just now is written down first."""
    caller = signed_in(backend, request)
    scope = scope_in(request)
    skip = numbers_in(request, {"skip": 0})["skip"]
    await backend.sent.write(backend.store.now_ms())
    return answer(await backend.store.deliveries(scope, caller.device, skip))


async def push_entries(backend: Backend, request: Request) -> Response:
    """Records of the caller's own device into a log; each is stored or refused."""
    caller = signed_in(backend, request)
    scope = scope_in(request)
    pushed = await read_json(request, PushRequest)
    if not 1 <= len(pushed.records) <= MAX_RECORDS:
        raise BadInput({"records": f"not 1 to {MAX_RECORDS} records"})
    results = await backend.store.push(scope, caller.device, pushed.records)
    backend.metrics.offered(results)
    return answer(PushAnswer(tuple(results)))
