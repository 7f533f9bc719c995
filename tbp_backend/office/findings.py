# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a case file: where, why, and which page of the letter says so."""

from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""A place inside a document: names and numbers from the top."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong. `code` has its sentence in `words.py`; `page` is of the letter, 0 for none."""

    line: int
    code: str
    page: int = 0
    values: tuple[tuple[str, str], ...] = ()


@dataclass
class Findings:
    """Collects findings; `lines` tells where each place of the document stands."""

    lines: dict[Path, int]
    found: list[Finding] = field(default_factory=list)

    def add(self, path: Path, code: str, *, page: int = 0, **values: object) -> None:
        """Note one, at the nearest place that has a line."""
        texts = tuple(sorted((name, str(value)) for name, value in values.items()))
        self.found.append(Finding(self.line_of(path), code, page, texts))

    def line_of(self, path: Path) -> int:
        """The line of a place, or of what it stands in."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)
