# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`--plain` of every view, for everybody, in both languages: numbered lines, and nothing but text."""

import re
import unicodedata
from collections.abc import Iterator

import pytest

from tbp_tui import i18n
from tbp_tui.commands import lines
from tbp_tui.plain import numbered
from tests.cases.devices import DEMO_DAY, MINIMAL_DAY, Devices

READERS = [
    ("h1-journalist/person", DEMO_DAY),
    ("h1-journalist/relative-1", DEMO_DAY),
    ("h1-journalist/contact-2", DEMO_DAY),
    ("h2-mayor/person", DEMO_DAY),
    ("h3-lawyer/person", DEMO_DAY),
    ("h3-lawyer/person", MINIMAL_DAY),
]
ALLOWED = set("“”…•")
"""Beyond letters, numbers and what stands on a keyboard: quotes, dots and the dots over a phone number."""


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    i18n.set_language("en")


def is_text(letter: str) -> bool:
    """No box, no arrow, no picture: what a screen reader says, or a mark of a sentence."""
    return letter.isascii() or unicodedata.category(letter)[0] in "LN" or letter in ALLOWED


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(("reader", "moment"), READERS, ids=[f"{r}-{m:%m-%d}" for r, m in READERS])
def test_every_view_is_numbered_lines_of_text(
    devices: Devices, reader: str, moment: object, language: str
) -> None:
    i18n.set_language(language)
    with devices.opened(reader, moment) as case:  # type: ignore[arg-type]
        said = {view: list(numbered(lines.view(case, view, moment))) for view in lines.LINES}  # type: ignore[arg-type]
    for view, page in said.items():
        for number, line in enumerate(page, start=1):
            assert re.match(rf"{number} \S", line), (view, line)
            assert [letter for letter in line if not is_text(letter)] == [], (view, line)
            assert line.isprintable()
