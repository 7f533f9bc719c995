# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Planted words, and a search for them in every form in which a careless program leaves words behind."""

import base64
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.e2e.programs import CASE_FILE


def draw(count: int, seed: int = 20260420) -> tuple[str, ...]:
    """Words that stand nowhere else: twelve letters, drawn."""
    chance = random.Random(seed)
    return tuple("".join(chance.choices("bcdfghjklmnpqrstvwxz", k=12)) for _ in range(count))


def forms(word: str) -> Iterator[bytes]:
    """UTF-8, UTF-16, hexadecimal, and base64 in both alphabets at all three offsets."""
    plain = word.encode()
    for data in (plain, word.encode("utf-16-le")):
        yield data
        yield data.hex().encode()
        yield data.hex().upper().encode()
        for offset in range(3):
            yield from _base64(data, offset)


def _base64(data: bytes, offset: int) -> Iterator[bytes]:
    """The part of the encoding that holds whatever stands around the word."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        encoded = encode(bytes(offset) + data).rstrip(b"=")
        inner = encoded[(offset * 8 + 5) // 6 :]
        whole = len(offset * b"." + data) * 8 // 6 - (offset * 8 + 5) // 6
        yield inner[:whole]


def found(words: Iterable[str], folders: Iterable[Path]) -> set[tuple[str, str]]:
    """Which words stand readable in which files."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    contents = {path.name: path.read_bytes() for path in files}
    return {
        (word, name)
        for word in words
        for form in forms(word)
        for name, content in contents.items()
        if form in content
    }


def plant(words: tuple[str, ...], target: Path) -> None:
    """Write case H1 with a planted word in each of as many of its texts as there are words."""
    case = yaml.safe_load(CASE_FILE.read_text("utf-8"))
    versions = [{**version, "measures": []} for version in case["versions"]]  # those must stay as they are
    texts = [*_texts(versions), *_texts(case["reviews"]), *_texts(case["measures"])]
    assert len(texts) >= len(words)
    for word, text in zip(words, texts, strict=False):
        for language in ("nl", "en"):
            text[language] = f"{text[language]} Let op {word}."
    target.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), "utf-8")


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
