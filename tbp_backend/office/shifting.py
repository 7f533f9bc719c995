# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Moving a case in time by whole days, wall clock kept, so that a demo day can be today (DOMAIN H-sets).

Dates inside texts are `{date:2026-05-12}`; a `{fixeddate:...}` of a law or letter stays where it is.
"""

import re
from datetime import date, datetime, timedelta

import msgspec

from tbp_casefile.times import AMSTERDAM

_IN_TEXT = re.compile(r"\{(date|fixeddate):(\d{4}-\d\d-\d\d)\}")


def shifted_body(body: msgspec.Struct, days: int) -> msgspec.Raw:
    """The body as JSON with every date moved."""
    plain = msgspec.to_builtins(body, builtin_types=(date, datetime), str_keys=True)
    return msgspec.Raw(msgspec.json.encode(_shifted(plain, timedelta(days=days))))


def shifted_moment(moment: datetime, days: int) -> datetime:
    """The same clock time in Amsterdam, days later."""
    local = moment.astimezone(AMSTERDAM).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=AMSTERDAM)


def _shifted(value: object, by: timedelta) -> object:
    match value:
        case dict():
            return {name: _shifted(inner, by) for name, inner in value.items()}
        case list() | tuple():
            return [_shifted(inner, by) for inner in value]
        case datetime():
            return shifted_moment(value, by.days)
        case date():
            return value + by
        case str():
            return _IN_TEXT.sub(lambda found: _shifted_text(found, by), value)
        case _:
            return value


def _shifted_text(found: "re.Match[str]", by: timedelta) -> str:
    day = date.fromisoformat(found[2])
    moved = day if found[1] == "fixeddate" else day + by
    return f"{{date:{moved.isoformat()}}}"
