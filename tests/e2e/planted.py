# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Case H1 with planted words in its texts, for the search in `tests/markers.py`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.e2e.programs import CASE_FILE


def plant(words: tuple[str, ...], target: Path) -> None:
    """Write case H1 with a planted word in each of as many of its texts as there are words."""
    case = _named_on(yaml.safe_load(CASE_FILE.read_text("utf-8")))
    versions = [{**version, "measures": []} for version in case["versions"]]  # those must stay as they are
    texts = [*_texts(versions), *_texts(case["reviews"]), *_texts(case["measures"])]
    assert len(texts) >= len(words)
    for word, text in zip(words, texts, strict=False):
        for language in ("nl", "en"):
            text[language] = f"{text[language]} Let op {word}."
    target.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), "utf-8")


def _named_on(part: Any) -> Any:
    """The same with its fields called `on`, which this reader of YAML takes for true."""
    if isinstance(part, dict):
        return {"on" if name is True else name: _named_on(inner) for name, inner in part.items()}
    return [_named_on(inner) for inner in part] if isinstance(part, list) else part


def _texts(part: Any) -> Iterator[dict[str, str]]:
    """Every text in two languages, in a part of a case file as YAML gives it."""
    if isinstance(part, dict) and set(part) == {"nl", "en"}:
        yield part
    elif isinstance(part, dict):
        for inner in part.values():
            yield from _texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _texts(inner)
