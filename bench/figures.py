# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What a benchmark says, how it is held against its bound, and the table in which all of it is printed.

A ratio or a count that misses its bound falls short. A time depends on the machine: it is shown beside its
bound, and falls short only beyond twice that (DESIGN section 11).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil

GRACE = 2


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


class Unit(Enum):
    """What is counted, and how it is written."""

    SECONDS = (_seconds,)
    PER_SECOND = ("{:,.0f} /s".format,)
    BYTES = ("{:,.0f} bytes".format,)
    COUNT = ("{:.0f}".format,)

    def write(self, value: float) -> str:
        """A value with its unit."""
        form: Callable[[float], str] = self.value[0]
        return form(value)


class Verdict(Enum):
    """How a figure stands to its bound; the words stand in the last column."""

    REFERENCE = "reference"
    OK = "ok"
    OVER = "over, within twice"
    FALLS_SHORT = "FALLS SHORT"


@dataclass(frozen=True)
class Figure:
    """One line of the table. With a `floor` the bound holds the ratio to it, else the value itself."""

    what: str
    measured: float
    bound: float | None = None
    floor: float | None = None
    unit: Unit = Unit.SECONDS
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """Measured against the floor of the same run."""
        return None if self.floor is None else self.measured / self.floor

    @property
    def verdict(self) -> Verdict:
        """Whether the bound holds."""
        if self.bound is None:
            return Verdict.REFERENCE
        held = self.measured if self.ratio is None else self.ratio
        if held >= self.bound if self.at_least else held <= self.bound:
            return Verdict.OK
        plain_time = self.ratio is None and self.unit is Unit.SECONDS
        return Verdict.OVER if plain_time and held <= GRACE * self.bound else Verdict.FALLS_SHORT

    @property
    def cells(self) -> tuple[str, ...]:
        """The line, column by column."""
        return (
            self.what,
            self.unit.write(self.measured),
            "" if self.floor is None else self.unit.write(self.floor),
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self._bound_in_words(),
            self.verdict.value,
        )

    def _bound_in_words(self) -> str:
        if self.bound is None:
            return ""
        value = self.unit.write(self.bound) if self.ratio is None else f"{self.bound:.2f}"
        return f"{'>=' if self.at_least else '<='} {value}"


HEADINGS = ("what", "measured", "floor", "ratio", "bound", "verdict")


def table(figures: Iterable[Figure]) -> str:
    """All figures, aligned: words to the left, numbers to the right."""
    rows = [HEADINGS, *(figure.cells for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *numbers, last = (
        cell.ljust(width) if place in {0, len(row) - 1} else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join((first, *numbers, last)).rstrip()


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which this share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[ceil(share * len(ordered)) - 1]


def middle_pair(pairs: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Of rounds in which a thing and its floor were measured side by side, the one with the median ratio.

    A busy moment touches both sides of its own round and no other, so it drops out.
    """
    ordered = sorted(pairs, key=lambda pair: pair[0] / pair[1])
    return ordered[len(ordered) // 2]
