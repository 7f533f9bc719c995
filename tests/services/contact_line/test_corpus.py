# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The lines of the corpus: nearly all are read right, and none is silently wrong.

`held.jsonl` was not read by whoever wrote the parser; a checkout without it is no normal one, so that fails.
"""

import json
from pathlib import Path

import pytest

from tests.vectors.contact_lines.score import score

LINES = Path(__file__).parents[2] / "vectors" / "contact_lines"


@pytest.mark.parametrize("name", ["work", "held"])
def test_nearly_all_lines_are_read_right_and_none_is_silently_wrong(name: str) -> None:
    found = score(LINES / f"{name}.jsonl")
    assert found.silently_wrong == ()
    assert found.right >= 0.95 * found.total, found.wrong


def test_the_score_tells_a_wrong_line_from_a_silently_wrong_one(tmp_path: Path) -> None:
    lines = (LINES / "work.jsonl").read_text("utf-8").splitlines()[:2]
    silent, asked = (json.loads(line) for line in lines)
    silent["reading"]["minutes"] = 21
    asked["line"] = "bezoek 20-30 min"
    asked["reading"] |= {"text": "", "minutes": 30, "ask": ["minutes"]}
    changed = tmp_path / "changed.jsonl"
    changed.write_text("\n".join(map(json.dumps, (silent, asked))), "utf-8")
    found = score(changed)
    assert (found.right, found.total) == (0, 2)
    assert found.wrong == (silent["id"], asked["id"])
    assert found.silently_wrong == (silent["id"],)
