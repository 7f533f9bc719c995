# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the pages in tests/vectors/cases, written by hand: what each view says, row by row."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tbp_casefile.times import AMSTERDAM

PAGES = Path(__file__).parents[1] / "vectors" / "cases"
COLUMNS = ("code", "state", "from", "until", "layer")
_HEAD = re.compile(r"case: (\S+), member: (\S+), moment: (\d{4}-\d\d-\d\d \d\d:\d\d)")


@dataclass(frozen=True)
class Row:
    """One row: cells to hold, and pairs of words (Dutch, English) that stand there, or do not."""

    cells: dict[str, str | None]
    says: tuple[tuple[str, str], ...]
    forbidden: bool = False


@dataclass(frozen=True)
class View:
    """All rows of one view; `complete`: they are all its items."""

    name: str
    rows: tuple[Row, ...]
    complete: bool


@dataclass(frozen=True)
class Page:
    """What one reader sees at one moment."""

    name: str
    case: str
    member: str
    moment: datetime
    views: tuple[View, ...]


def read(path: Path) -> Page:
    """One page."""
    text = path.read_text(encoding="utf-8")
    head = _HEAD.search(text)
    assert head, f"{path.name} does not say whose page it is"
    moment = datetime.strptime(head[3], "%Y-%m-%d %H:%M").replace(tzinfo=AMSTERDAM)
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return Page(path.stem, head[1], head[2], moment, tuple(map(_view, sections)))


def _view(section: str) -> View:
    title, _, rest = section.partition("\n")
    name = title.split()[0]
    lines = [line for line in rest.splitlines() if line.startswith("|")]
    rows = tuple(_row(line) for line in lines if not re.fullmatch(r"[|\s:-]+", line))
    return View(name, rows[1:], "among others" not in title)


def _row(line: str) -> Row:
    *cells, says = [cell.strip() for cell in line.strip().strip("|").split("|")]
    held = {name: cell or None for name, cell in zip(COLUMNS, cells, strict=True) if cell != "-"}
    pairs = tuple(_pair(pair) for pair in says.split(" // ") if pair)
    return Row(held, pairs, forbidden=cells[0] == "not")


def _pair(text: str) -> tuple[str, str]:
    dutch, _, english = text.partition(";")
    return dutch.strip(), english.strip()


def pages() -> list[Page]:
    """Every page there is."""
    return [read(path) for path in sorted(PAGES.glob("h*.md"))]
