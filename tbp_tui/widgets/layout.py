# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How blocks fall into lines of a given width: the same few rules from 40 columns up. No widget here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from tbp_tui.widgets.blocks import Block, Gap, Head, Laid, Line, Pair, Row, Say, Span
from tbp_tui.widgets.wrapping import one_line, pad, wrap

TEXT_WIDTH = 76
"""No line of running text is longer than this, also on a wide screen."""

MARKER = "> "
_NARROW = 50


# --- columns ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Columns:
    """How wide everything is: the page, its margin, and the labels, tags and texts of one group of blocks."""

    width: int
    margin: int
    narrow: bool
    label: int
    under: int
    tag: int
    text: int

    @property
    def measure(self) -> int:
        """How wide running text may be."""
        return min(self.width - self.margin - 1, TEXT_WIDTH)


def _columns(group: Sequence[Block], width: int, label: int, tag: int) -> _Columns:
    narrow = width < _NARROW
    rows = [block for block in group if isinstance(block, Row)]
    under = _widest(
        (part.label for row in rows for part in row.under if isinstance(part, Pair)), most=24, beyond=2
    )
    text = _widest((row.text for row in rows if row.side), most=width * 2 // 3, beyond=3)
    return _Columns(width, 1 if narrow else 2, narrow, label, under, tag, text)


def _widest(texts: Iterable[str], *, most: int, beyond: int) -> int:
    """The widest text that is not wider than `most`, and some room beyond it; 0 without texts."""
    widths = [width for text in texts if 0 < (width := cell_len(text)) <= most]
    return max(widths) + beyond if widths else 0


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Rows that stand together share their columns; a heading begins a new group."""
    group: list[Block] = []
    for block in blocks:
        if isinstance(block, Head) and group:
            yield group
            group = []
        group.append(block)
    yield group


# --- laying out -------------------------------------------------------------------------------------------


def lay_out(blocks: Sequence[Block], width: int, *, airy: bool = True) -> Laid:
    """Lay blocks out in lines of at most `width` cells; without air on a small screen."""
    blocks = [_in_columns(block) for block in blocks]
    label = _widest((block.label for block in blocks if isinstance(block, Pair)), most=24, beyond=2)
    tag = _widest((block.tag for block in blocks if isinstance(block, Row)), most=16, beyond=2)
    lines: list[Line] = []
    keys: list[str] = []
    for group in _groups(blocks):
        columns = _columns(group, width, label, tag)
        for block in group:
            if isinstance(block, Head | Gap):
                lines += _air(lines, airy)
            lines += _lines(block, columns, len(keys))
            if isinstance(block, Row):
                keys.append(block.key)
    return Laid(tuple(lines), tuple(keys))


def _in_columns(block: Block) -> Block:
    """What stands in a column is one line, whoever wrote it; running text is cleaned where it is wrapped."""
    match block:
        case Pair():
            return replace(block, label=one_line(block.label))
        case Row():
            under = tuple(
                part if isinstance(part, Say) else replace(part, label=one_line(part.label))
                for part in block.under
            )
            texts = (one_line(block.text), one_line(block.tag), one_line(block.side))
            return replace(block, text=texts[0], tag=texts[1], side=texts[2], under=under)
        case _:
            return block


def _lines(block: Block, columns: _Columns, number: int) -> list[Line]:
    match block:
        case Gap():
            return []
        case Head(text):
            return _say(Say(text, "head"), columns)
        case Say():
            return _say(block, columns)
        case Pair():
            return _pair(block, columns, columns.label)
        case Row():
            return _row(block, columns, number)


def _air(lines: Sequence[Line], airy: bool) -> list[Line]:
    return [Line()] if airy and lines and lines[-1].spans else []


def _say(block: Say, columns: _Columns) -> list[Line]:
    margin = " " * (columns.margin + block.indent)
    found = wrap(block.text, columns.measure - block.indent)
    return [Line((Span(margin), Span(text, block.role))) for text in found]


def _pair(block: Pair, columns: _Columns, width: int) -> list[Line]:
    margin = " " * (columns.margin + block.indent)
    if columns.narrow or cell_len(block.label) + 2 > width:
        return [
            *_say(Say(block.label, "quiet", block.indent), columns),
            *_say(Say(block.value, "plain", block.indent + 2), columns),
        ]
    label = pad(block.label, width)
    first, *rest = wrap(block.value, columns.measure - block.indent - width)
    hanging = margin + " " * width
    return [
        Line((Span(margin), Span(label, "quiet"), Span(first))),
        *(Line((Span(hanging), Span(text))) for text in rest),
    ]


def _row(block: Row, columns: _Columns, number: int) -> list[Line]:
    indent = len(MARKER) + (0 if columns.narrow or not block.tag else columns.tag)
    lines = _row_head(block, columns, indent)
    deeper = indent if block.tag else indent + 2
    for part in block.under:
        moved = replace(part, indent=part.indent + deeper)
        lines += _pair(moved, columns, columns.under) if isinstance(moved, Pair) else _say(moved, columns)
    return [replace(line, row=number, first=place == 0) for place, line in enumerate(lines)]


def _row_head(block: Row, columns: _Columns, indent: int) -> list[Line]:
    margin = " " * columns.margin
    start: tuple[Span, ...] = (Span(margin), Span(" " * len(MARKER), "marker"))
    lines: list[Line] = []
    if columns.narrow and block.tag:
        lines.append(Line((*start, Span(block.tag, "tag"))))
        start = (Span(margin + "  "),)
    elif block.tag:
        start = (*start, Span(pad(block.tag, columns.tag), "tag"))
    room = columns.measure - indent
    side_fits = block.side and _fits(block, columns, room)
    first, *rest = wrap(block.text, room)
    spans = (*start, Span(first, "strong"))
    if side_fits:
        spans = (*spans, Span(" " * (columns.text - cell_len(first))), Span(block.side, "quiet"))
    lines.append(Line(spans))
    hanging = Span(margin + " " * indent)
    lines += [Line((hanging, Span(text, "strong"))) for text in rest]
    if block.side and not side_fits:
        lines += [Line((hanging, Span(text, "quiet"))) for text in wrap(block.side, room)]
    return lines


def _fits(block: Row, columns: _Columns, room: int) -> bool:
    return (
        not columns.narrow
        and cell_len(block.text) < columns.text
        and columns.text + cell_len(block.side) <= room
    )
