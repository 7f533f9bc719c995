# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on a page, as data: the blocks that a screen makes, and the lines into which they fall.

`layout.py` makes lines of them and `page.py` paints those, so what a person reads needs no terminal to test.
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal["plain", "head", "quiet", "tag", "strong", "marker"]


@dataclass(frozen=True)
class Head:
    """A heading of one line or more; an empty line stands before it where there is room."""

    text: str


@dataclass(frozen=True)
class Say:
    """Running text; a line break in it is a new paragraph line."""

    text: str
    role: Role = "plain"
    indent: int = 0


@dataclass(frozen=True)
class Gap:
    """An empty line, where there is room for it."""


@dataclass(frozen=True)
class Pair:
    """A label and what belongs to it, in two columns; on a narrow screen below each other."""

    label: str
    value: str
    indent: int = 0


@dataclass(frozen=True)
class Row:
    """Something that can be chosen. `tag` stands before the text, `side` after it, `under` below it."""

    key: str
    text: str
    tag: str = ""
    side: str = ""
    under: tuple[Say | Pair, ...] = ()


Block = Head | Say | Gap | Pair | Row


@dataclass(frozen=True)
class Span:
    """A piece of a line with one role."""

    text: str
    role: Role = "plain"


@dataclass(frozen=True)
class Line:
    """One line of the page; `row` is the number of the row it belongs to, `first` its first line."""

    spans: tuple[Span, ...] = ()
    row: int | None = None
    first: bool = False

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Laid:
    """A page that has fallen into lines; `keys` are the rows in order."""

    lines: tuple[Line, ...] = ()
    keys: tuple[str, ...] = ()

    def extent(self, row: int) -> tuple[int, int]:
        """First and last line of a row."""
        numbers = [number for number, line in enumerate(self.lines) if line.row == row]
        return numbers[0], numbers[-1]
