# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The routes, and what happens around every call: accepted media types, errors, one line in the log.

A log line has action, object, result, origin, device and time; never content.
"""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from tbp_backend.api import documents, doorbell, enrolments, logs, problems, sign_in
from tbp_backend.api.backend import Backend
from tbp_backend.api.bodies import JSON, check_accept, is_id
from tbp_backend.api.headers import EveryAnswer
from tbp_backend.errors import CallRefused, DatabaseAway, DatabaseUnusable

Call = Callable[[Backend, Request], Awaitable[Response]]

CALLS: tuple[tuple[str, str, Call], ...] = (
    ("GET", "/v1/openapi.json", documents.openapi),
    ("GET", "/v1/health", documents.health),
    ("GET", "/v1/enrolments/{id}", enrolments.read_welcome),
    ("PUT", "/v1/enrolments/{id}", enrolments.leave_welcome),
    ("POST", "/v1/enrolments/{id}", enrolments.enrol),
    ("POST", "/v1/tokens", sign_in.token),
    ("GET", "/v1/logs", logs.list_logs),
    ("GET", "/v1/logs/{scope}/entries", logs.read_entries),
    ("POST", "/v1/logs/{scope}/entries", logs.push_entries),
    ("GET", "/v1/logs/{scope}/deliveries", logs.list_deliveries),
    ("GET", "/v1/doorbell", doorbell.listen),
)
"""All there is: method, path, call. `openapi.yaml` has the same list, and a test holds them together."""

log = structlog.get_logger("tbp_backend")


def make_app(backend: Backend) -> ASGIApp:
    """The application for one backend: a bare router, and the headers around it."""
    by_path: dict[str, dict[str, Call]] = {}
    for method, path, call in CALLS:
        by_path.setdefault(path, {})[method] = call
    routes = [Route(path, _endpoint(backend, calls)) for path, calls in by_path.items()]
    for route in routes:
        route.methods = None  # every method comes to the endpoint, which knows what it has
    return EveryAnswer(Router(routes, redirect_slashes=False, default=_nothing_here), backend.fresh_nonce)


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    await problems.plain(404)(scope, receive, send)


def _endpoint(backend: Backend, calls: dict[str, Call]) -> Callable[[Request], Awaitable[Response]]:
    allowed = {"Allow": ", ".join(sorted({*calls, *(["HEAD"] if "GET" in calls else [])}))}

    async def endpoint(request: Request) -> Response:
        call = calls.get("GET" if request.method == "HEAD" else request.method)
        if call is None:
            return problems.plain(405, allowed)
        clock = asyncio.get_running_loop().time
        began = clock()
        response, result = await _answer(backend, call, request)
        backend.metrics.answered(call.__name__, response.status_code, result, clock() - began)
        _log(call.__name__, request, response.status_code, result)
        return response

    return endpoint


async def _answer(backend: Backend, call: Call, request: Request) -> tuple[Response, str]:
    """The answer, whatever goes wrong, and one word for the log."""
    try:
        check_accept(request, doorbell.MEDIA_TYPE if call is doorbell.listen else JSON)
        return await call(backend, request), "done"
    except CallRefused as refused:
        return problems.refused(refused), getattr(refused, "error", refused.code)
    except HTTPException as error:
        return problems.plain(error.status_code), "refused"
    except (DatabaseAway, DatabaseUnusable):
        return problems.refused(CallRefused()), CallRefused.code
    except Exception as error:  # noqa: BLE001  # the last line: a bug answers 500 and says nothing more
        return problems.plain(500), _place(error)


def _place(error: Exception) -> str:
    """What went wrong where, without the message: that may hold what somebody wrote."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"


def _log(action: str, request: Request, status: int, result: str) -> None:
    write = log.error if status >= 500 else log.info
    named = request.path_params.get("scope") or request.path_params.get("id") or ""
    write(
        action,
        object=named if is_id(named) else "",
        status=status,
        result=result,
        origin=request.client.host if request.client else "",
        device=getattr(request.state, "device", ""),
    )
