# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Every error as `application/problem+json` (RFC 9457), from the closed list of DESIGN section 5.

Titles and details are for developers; an app decides by `type` and `error` and has its own words.
"""

from dataclasses import dataclass
from http import HTTPStatus

import msgspec
from starlette.responses import Response

from tbp_backend import errors
from tbp_casefile.wire.api import InvalidParam, Problem

MEDIA_TYPE = "application/problem+json"
PREFIX = "urn:tbp:problem:"


@dataclass(frozen=True)
class Kind:
    """One line of the closed list."""

    status: int
    title: str
    detail: str


CLOSED_LIST: dict[str, Kind] = {
    "sign-in-again": Kind(401, "Sign in again", "The token, the assertion or the proof does not hold."),
    "clock": Kind(401, "Clock differs", "The assertion is not of this time; see the Date of this answer."),
    "device-revoked": Kind(403, "Device revoked", "This device was ended by a record in a log."),
    "not-a-member": Kind(404, "Not a member", "There is no such log for this device."),
    "ticket-unusable": Kind(404, "Ticket unusable", "The ticket is unknown, expired or spent."),
    "record-refused": Kind(400, "Record refused", "A log did not take its record; nothing was stored."),
    "other-history": Kind(409, "Other history", "The log does not have this history."),
    "unknown-epoch": Kind(409, "Unknown epoch", "The log lives in another epoch."),
    "bad-input": Kind(400, "Bad input", "The request does not fit the contract; see invalidParams."),
    "too-large": Kind(413, "Too large", "The body is larger than this call takes."),
    "slow-down": Kind(429, "Slow down", "Too many requests; see Retry-After."),
    "update-needed": Kind(400, "Update needed", "This version is no longer served."),
    "unavailable": Kind(503, "Unavailable", "The service cannot answer now; see Retry-After."),
}

_RETRY_SECONDS = "5"


def problem_answer(
    problem: Problem, *, headers: dict[str, str] | None = None, status: int | None = None
) -> Response:
    """A problem as an HTTP answer."""
    body = msgspec.json.encode(problem)
    return Response(body, status or problem.status, headers=headers, media_type=MEDIA_TYPE)


def refused(call: errors.CallRefused) -> Response:
    """The answer to a call that was refused on purpose."""
    kind = CLOSED_LIST[call.code]
    error = getattr(call, "error", "") if kind.status in {401, 403} else ""
    if call.code == "device-revoked":
        error = "invalid_client"
    problem = Problem(
        PREFIX + call.code, kind.title, kind.status, kind.detail, invalid_params(call), error=error
    )
    return problem_answer(problem, headers=_headers(kind.status, error))


def invalid_params(call: errors.CallRefused) -> tuple[InvalidParam, ...]:
    """All that is wrong at once, by name."""
    named: dict[str, str] = {}
    if isinstance(call, errors.BadInput):
        named = call.wrong
    elif isinstance(call, errors.RecordRefused):
        named = call.reasons
    return tuple(InvalidParam(name, reason) for name, reason in sorted(named.items()))


def _headers(status: int, error: str) -> dict[str, str]:
    if status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": f'DPoP algs="ES256", error="{error}"'}
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return {"Retry-After": _RETRY_SECONDS}
    return {}


def plain(status: int, headers: dict[str, str] | None = None) -> Response:
    """Any other HTTP error: `about:blank`, named by its status."""
    phrase = HTTPStatus(status).phrase
    return problem_answer(Problem("about:blank", phrase, status, phrase), headers=headers)
