# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a check found: a code and values, said by `words/doctor.py`. Never a name, a path, a text or a key."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from tbp_casefile.errors import TbpError

State = Literal["ok", "take-note", "not-good"]
Value = str | int

# Of the values of an error those that are one of a few known words; others may come from elsewhere.
_KNOWN_WORDS = ("reason", "where", "part", "field", "needed", "backend")


@dataclass(frozen=True)
class Finding:
    """What one check found. Checks, codes and names of values are stable: a machine may read them."""

    check: str
    state: State
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


Look = Callable[[], Iterator[Finding]]


def each(looks: Mapping[str, Look]) -> Iterator[Finding]:
    """One check after another; one that is refused, or breaks, never keeps the others from being made."""
    for check, look in looks.items():
        try:
            yield from look()
        except TbpError as refusal:
            yield refused(check, refusal)
        except Exception as defect:  # noqa: BLE001  # whatever is broken here, the other checks still help
            yield Finding(check, "not-good", "unexpected", {"kind": type(defect).__name__})


def not_good_if(wrong: bool, check: str, code: str, fine: str, **values: Value) -> Finding:
    """Not good under this code, or else fine."""
    return Finding(check, "not-good", code, values) if wrong else Finding(check, "ok", fine, values)


def note_if(worth_a_note: bool, check: str, code: str, fine: str, **values: Value) -> Finding:
    """Worth a note under this code, or else fine."""
    return Finding(check, "take-note", code, values) if worth_a_note else Finding(check, "ok", fine, values)


def refused(check: str, refusal: TbpError, state: State = "not-good") -> Finding:
    """What an error of ours says, without what it may hold from elsewhere."""
    values = {
        name: value
        for name, value in refusal.values.items()
        if isinstance(value, int) or (isinstance(value, str) and name in _KNOWN_WORDS)
    }
    return Finding(check, state, refusal.code, values)


def written(moment: datetime) -> str:
    """RFC 3339, as `tbp_casefile.times` writes it, which cannot be imported without time zones."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
