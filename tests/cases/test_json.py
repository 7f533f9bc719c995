# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What `show --json` prints, one file for each view beside this test; the manuals list every key.

After a change that is meant, add `--snapshot-update` to the tests of this file. Taking a key away or changing
its meaning breaks scripts of others: it needs a new `version`.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tbp_tui.services import show
from tests.cases.devices import DEMO_DAY, Devices

H1, H2, H3, BAS = "h1-journalist/person", "h2-mayor/person", "h3-lawyer/person", "h1-journalist/contact-2"
READERS = dict.fromkeys(show.ITEMS, H1) | {"cases": BAS, "requests": H3, "package": H2}
MANUALS = Path(__file__).parents[2] / "docs"


class AsJson(SingleFileSnapshotExtension):
    """One file for each view."""

    _write_mode = WriteMode.TEXT
    file_extension = "json"


def document(devices: Devices, view: str) -> dict[str, Any]:
    """What this view says of a case, ids and moments of this run left out."""
    with devices.opened(READERS[view], DEMO_DAY) as case:
        made = json.loads(show.as_json(case, view, DEMO_DAY, "en"))
    settled: dict[str, Any] = _settled(made)
    return settled


def _settled(value: Any) -> Any:
    match value:
        case dict():
            return {name: _settled(inner) for name, inner in value.items()}
        case list():
            return [_settled(inner) for inner in value]
        case str() if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
            return "an id"
        case _:
            return value


def keys(view: str, made: dict[str, Any]) -> set[str]:
    """Every key below an item, with the names of the lists that it stands in."""
    found: set[str] = set()
    todo = [("", item) for item in made["items"]]
    while todo:
        place, item = todo.pop()
        for name, value in item.items():
            found.add(f"{place}{name}")
            if isinstance(value, list) and value and isinstance(value[0], dict):
                todo += [(f"{place}{name}.", inner) for inner in value]
    return found


@pytest.mark.parametrize("view", show.ITEMS)
def test_a_view_prints_what_was_agreed(devices: Devices, view: str, snapshot: SnapshotAssertion) -> None:
    made = document(devices, view)
    assert made["items"]
    assert json.dumps(made, indent=2, ensure_ascii=False) + "\n" == snapshot(extension_class=AsJson)
