# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of the API, as `tbp_backend/openapi.yaml` describes them; used by both sides."""

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """One entry of a log: `received` in Unix milliseconds."""

    seq: int
    received: int
    jws: str


class Page(msgspec.Struct, frozen=True):
    """Entries from one snapshot, and a head (JWS) signed for exactly the last of them."""

    entries: tuple[Entry, ...]
    head: str
    more: bool = False


class MovedLog(msgspec.Struct, frozen=True):
    """A log of mine whose head moved."""

    scope: str
    type: str
    head: str


class Logs(msgspec.Struct, frozen=True):
    """The logs that moved since the cursor, and the cursor for the next question."""

    logs: tuple[MovedLog, ...]
    cursor: str


class PushRequest(msgspec.Struct, frozen=True):
    """Up to 100 signed records of the token's own device."""

    records: tuple[str, ...]


class PushedRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one record: `stored` with its seq, or `refused` with a code."""

    id: str
    status: str
    seq: int = 0
    received: int = 0
    code: str = ""


class PushAnswer(msgspec.Struct, frozen=True):
    """One result for each record of the request, in its order."""

    results: tuple[PushedRecord, ...]


class Delivery(msgspec.Struct, frozen=True, rename="camel"):
    """Entries `first` to `last` of a log went to a device; `event` is `sent`: never that they were read."""

    event: str
    sent_at: str
    member: str
    role: str
    device: str
    first: int
    last: int


class Deliveries(msgspec.Struct, frozen=True):
    """What was sent of one log, newest first; `more` there is after these."""

    deliveries: tuple[Delivery, ...]
    more: bool = False


class WelcomeScope(msgspec.Struct, frozen=True):
    """A scope that a new device comes into."""

    scope: str
    type: str


class Welcome(msgspec.Struct, frozen=True, rename="camel"):
    """What waits, sealed, under a ticket's id (DESIGN section 6). `root` is base64url, `anchor` PEM."""

    issuer: str
    anchor: str
    root: str
    system: str
    member: str
    ticket: str
    scopes: tuple[WelcomeScope, ...]


class EnrolRequest(msgspec.Struct, frozen=True):
    """One `device` record (JWS) for each scope of the welcome."""

    devices: dict[str, str]


class EnrolAnswer(msgspec.Struct, frozen=True):
    """What became of each `device` record, by scope."""

    devices: dict[str, PushedRecord]


class TokenAnswer(msgspec.Struct, frozen=True):
    """RFC 6749 section 5.1, with `token_type` DPoP."""

    access_token: str
    token_type: str
    expires_in: int


class InvalidParam(msgspec.Struct, frozen=True):
    """One thing that is wrong with a request."""

    name: str
    reason: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel"):
    """RFC 9457; `type` is one of the closed list of DESIGN section 5, or about:blank."""

    type: str
    title: str
    status: int
    detail: str
    invalid_params: tuple[InvalidParam, ...] = ()
    error: str = ""
