# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How many lines of a file are read right, and which are silently wrong: `python score.py work.jsonl`."""

import json
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tbp_tui.services.contact_line import Reading, read_line

# Where a field stands in `ask`; a wrong `visible` or `text` is always a silent one.
FIELDS = ("kind", "outcome", "minutes", "at", "party", "visible", "text")


@dataclass(frozen=True)
class Score:
    """Right lines of all lines, and the ids of those that are wrong and of those that do not say so."""

    right: int
    total: int
    wrong: tuple[str, ...]
    silently_wrong: tuple[str, ...]


def as_expected(reading: Reading) -> dict[str, Any]:
    """A reading in the form of the files."""
    follow_up = reading.follow_up
    return {
        **{field: _written(getattr(reading, field)) for field in FIELDS},
        "follow_up": None if follow_up is None else {"text": follow_up.text, "due": _written(follow_up.due)},
        "ask": list(reading.ask),
    }


def differing(got: dict[str, Any], expected: dict[str, Any]) -> set[str]:
    """The names of the fields with another value, `due` and `follow_up` told apart."""
    fields = {field for field in FIELDS if got[field] != expected[field]}
    one, other = got["follow_up"], expected["follow_up"]
    if (one is None) != (other is None) or (one and one["text"] != other["text"]):
        fields.add("follow_up")
    if (one or {}).get("due") != (other or {}).get("due"):
        fields.add("due")
    return fields


def score(path: Path) -> Score:
    """Read every line of a file and hold it against its expected reading."""
    wrong, silently = [], []
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for entry in lines:
        got = as_expected(read_line(entry["line"], moment(entry["now"]), entry["lang"]))
        if got != entry["reading"]:
            wrong.append(entry["id"])
        if differing(got, entry["reading"]) - set(got["ask"]):
            silently.append(entry["id"])
    return Score(len(lines) - len(wrong), len(lines), tuple(wrong), tuple(silently))


def moment(text: str) -> datetime:
    """A moment of the files."""
    return datetime.fromisoformat(text)


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


if __name__ == "__main__":
    print(score(Path(sys.argv[1])))
