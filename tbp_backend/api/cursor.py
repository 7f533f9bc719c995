# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The cursor of `GET /v1/logs`: what a device has been told, in its own hands, so nothing is skipped.

Eight bytes for each log, two from its id and six from where its head stood, behind the hour of the answer.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from tbp_backend.errors import BadInput
from tbp_backend.store.reading import Log, Place
from tbp_casefile.crypto import base64url
from tbp_casefile.errors import Malformed

_HOUR = 4
_MARK = 8


def _mark(place: Place) -> bytes:
    head = f"{place.epoch} {place.seq} ".encode() + place.hash
    scope = hashlib.sha256(place.scope.encode()).digest()[:2]
    return scope + hashlib.sha256(head).digest()[:6]


@dataclass(frozen=True)
class Cursor:
    """Which heads were told, and in which hour they were signed."""

    hour: int
    marks: frozenset[bytes]

    def has(self, place: Place, hour: int) -> bool:
        """Whether this head was told already, and is not due to be signed anew."""
        return self.hour == hour and _mark(place) in self.marks


def read_cursor(text: str | None) -> Cursor:
    """Read a cursor back; raises BadInput."""
    if text is None:
        return Cursor(0, frozenset())
    try:
        raw = base64url.decode(text)
    except Malformed:
        raise BadInput({"since": "not a cursor"}) from None
    if len(raw) < _HOUR or (len(raw) - _HOUR) % _MARK:
        raise BadInput({"since": "not a cursor"})
    marks = frozenset(raw[start : start + _MARK] for start in range(_HOUR, len(raw), _MARK))
    return Cursor(int.from_bytes(raw[:_HOUR], "big"), marks)


def write_cursor(places: Sequence[Place], hour: int) -> str:
    """The cursor for the next question."""
    return base64url.encode(hour.to_bytes(_HOUR, "big") + b"".join(map(_mark, places)))


def etag(logs: Sequence[Log], hour: int) -> str:
    """Covers heads, membership and the hour, so 304 never hides a change of any of them."""
    lines = [f"{log.place.scope} {log.type}".encode() + _mark(log.place) for log in logs]
    digest = hashlib.sha256(hour.to_bytes(_HOUR, "big") + b"\n".join(lines)).digest()
    return f'W/"{base64url.encode(digest[:16])}"'
