# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Where a person is on a page: which row is current, and which lines are in sight. No widget here.

Down goes to the next row when it is in sight and scrolls when it is not, so no text is jumped over.
"""

from dataclasses import dataclass, field

from tbp_tui.widgets.blocks import Laid

STEP = 3
_LOW = 12


@dataclass
class Place:
    """A row and a top line on laid lines, seen through a window of `height` lines."""

    laid: Laid = field(default_factory=Laid)
    height: int = 0
    row: int = 0
    top: int = 0

    @property
    def key(self) -> str | None:
        """The key of the current row."""
        return self.laid.keys[self.row] if self.laid.keys else None

    @property
    def lowest(self) -> int:
        """The top line when the last line is in sight."""
        return max(0, len(self.laid.lines) - self.height)

    def lay(self, laid: Laid, height: int) -> None:
        """Other lines or another window; the same row stays current when it is still there."""
        key = self.key
        self.laid, self.height = laid, height
        if key in laid.keys:
            self.row = laid.keys.index(key)
        else:
            self.row = min(self.row, max(len(laid.keys) - 1, 0))
        self.scroll_to(self.top)

    # --- going ---------------------------------------------------------------------------------------------

    def move(self, step: int) -> None:
        """To the next row when it is in reach, else some lines further."""
        goal = self.row + step if self.in_sight(self.row) else self._nearest(step)
        if 0 <= goal < len(self.laid.keys) and self._in_reach(goal):
            self.select(goal)
        else:
            self.scroll(step * (1 if self.height < _LOW else STEP))

    def leaf(self, step: int) -> None:
        """A page further; the current row goes along when there is one there."""
        self.scroll(step * max(self.height - 1, 1))
        found = self._nearest(step)
        if found >= 0 and not self.in_sight(self.row):
            self.row = found

    def to_edge(self, step: int) -> None:
        """To the first or the last line, and row."""
        self.row = 0 if step < 0 else max(len(self.laid.keys) - 1, 0)
        self.scroll_to(0 if step < 0 else self.lowest)

    def select(self, row: int) -> None:
        """Make this row current and bring it into sight."""
        self.row = row
        self.reveal()

    def reveal(self) -> None:
        """Bring the current row into sight; with the first row comes what stands above it."""
        if not self.laid.keys:
            return
        start, end = self.laid.extent(self.row)
        if self.row == 0 and end < self.height:
            start = 0
        if end >= self.top + self.height:
            self.scroll_to(end - self.height + 1)
        if start < self.top:
            self.scroll_to(start)

    def scroll(self, lines: int) -> None:
        """So many lines further."""
        self.scroll_to(self.top + lines)

    def scroll_to(self, top: int) -> None:
        """This line on top, within the page."""
        self.top = max(0, min(top, self.lowest))

    # --- looking -------------------------------------------------------------------------------------------

    def in_sight(self, row: int) -> bool:
        """Whether the first line of a row is in sight."""
        if not self.laid.keys:
            return False
        start, _end = self.laid.extent(row)
        return self.top <= start < self.top + self.height

    def _in_reach(self, row: int) -> bool:
        """In sight, or so near that no text is jumped over by going there."""
        start, end = self.laid.extent(row)
        return self.top - STEP <= end and start < self.top + self.height + STEP

    def _nearest(self, step: int) -> int:
        """The first row in sight, seen from the side we come from; -1 when there is none."""
        inside = [row for row in range(len(self.laid.keys)) if self.in_sight(row)]
        return (inside[0] if step > 0 else inside[-1]) if inside else -1
