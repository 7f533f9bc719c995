# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Text into lines of a given number of cells. Whatever is in it, only what a terminal draws comes out."""

from rich.cells import cell_len, chop_cells

_MAX_CHARACTERS = 20_000


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most this many cells; a word that is longer is cut."""
    text = printable(text[:_MAX_CHARACTERS])
    return [line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, max(width, 1))]


def _wrap_paragraph(text: str, width: int) -> list[str]:
    lines: list[str] = []
    current, used = "", 0
    for word in text.split():
        size = cell_len(word)
        if current and used + 1 + size <= width:
            current, used = f"{current} {word}", used + 1 + size
            continue
        if current:
            lines.append(current)
        *whole, current = chop_cells(word, width) if size > width else [word]
        lines.extend(whole)
        used = cell_len(current)
    return [*lines, current]


def printable(text: str) -> str:
    """No control, direction or private-use characters, whoever wrote them (T11); line breaks stay."""
    if text.isprintable():
        return text
    kept = (c if c.isprintable() or c == "\n" else " " if c.isspace() else "" for c in text)
    return "".join(kept)


def one_line(text: str) -> str:
    """The same for what stands in a column: no line breaks and no runs of spaces either."""
    return " ".join(printable(text[:_MAX_CHARACTERS]).split())


def pad(text: str, width: int) -> str:
    """Fill up with spaces to this many cells."""
    return text + " " * (width - cell_len(text))
