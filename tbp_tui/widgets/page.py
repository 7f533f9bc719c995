# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The body of a screen: blocks in lines, one row of them chosen, scrolled by the same keys.

One widget paints the whole page, so new contents replace the old in place: the chosen row and the place on
the page stay as they were.
"""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tbp_tui.widgets.blocks import Block, Line
from tbp_tui.widgets.layout import MARKER, lay_out
from tbp_tui.widgets.place import STEP, Place

_AIRY_FROM = 80


class Page(Widget, can_focus=True):
    """Blocks, one of whose rows is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("tab", "jump(1)", show=False),
        Binding("shift+tab", "jump(-1)", show=False),
        Binding("pagedown,space", "leaf(1)", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--plain",
        "page--head",
        "page--quiet",
        "page--tag",
        "page--strong",
        "page--marker",
    }
    DEFAULT_CSS = """
    Page {
        height: 1fr;
        width: 1fr;
        & > .page--head { text-style: bold; color: $head; }
        & > .page--quiet { color: $quiet; }
        & > .page--tag { text-style: bold; }
        & > .page--marker { text-style: bold; color: $mark; }
    }
    """

    class Chosen(Message):
        """Posted when the person chooses a row with Enter or the mouse."""

        def __init__(self, page: "Page", key: str) -> None:
            super().__init__()
            self.page = page
            self.key = key

    class Moved(Message):
        """Posted when another row became the current one, or other lines came into sight."""

        def __init__(self, page: "Page") -> None:
            super().__init__()
            self.page = page

    def __init__(
        self,
        blocks: Sequence[Block] = (),
        *,
        id: str | None = None,  # noqa: A002
        can_focus: bool = True,
    ) -> None:
        """`blocks` for a page whose height is that of its contents: known at once, it is painted at once."""
        super().__init__(id=id)
        self.can_focus = can_focus
        self.blocks = tuple(blocks)
        self.place = Place()

    # --- what others may ask and say -----------------------------------------------------------------------

    @property
    def key(self) -> str | None:
        """The key of the current row."""
        return self.place.key

    @property
    def more_above(self) -> bool:
        """Whether lines lie above what is in sight."""
        return self.place.top > 0

    @property
    def more_below(self) -> bool:
        """Whether lines lie below what is in sight."""
        return self.place.top < self.place.lowest

    def show(self, blocks: Sequence[Block]) -> None:
        """Replace the contents in place."""
        if tuple(blocks) != self.blocks:
            self.blocks = tuple(blocks)
            self._fall(follow=False)
            if self.styles.auto_dimensions:
                self.refresh(layout=True)

    def go_to(self, key: str) -> None:
        """Make this row current and bring it into sight."""
        if key in self.place.laid.keys:
            self.place.select(self.place.laid.keys.index(key))
            self._went()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Where the page is as high as its contents (`height: auto`)."""
        return len(lay_out(self.blocks, width, airy=self._airy).lines)

    # --- painting ------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the page, by its roles."""
        if self.blocks and not self.place.laid.lines:
            self._lay()  # the first painting comes before the event that tells our size
        number, base = self.place.top + y, self.rich_style
        if number >= len(self.place.laid.lines):
            return Strip.blank(self.size.width, base)
        pieces = self._pieces(self.place.laid.lines[number])
        strip = Strip([Segment(text, base + style) for text, style in pieces])
        return strip.adjust_cell_length(self.size.width, base)

    def _pieces(self, line: Line) -> list[tuple[str, Style]]:
        marked = self.has_focus and line.first and line.row == self.place.row
        pieces = []
        for span in line.spans:
            text = MARKER if marked and span.role == "marker" else span.text
            pieces.append((text, self.get_component_rich_style(f"page--{span.role}", partial=True)))
        return pieces

    @property
    def _airy(self) -> bool:
        return self.app.size.width >= _AIRY_FROM

    def _fall(self, *, follow: bool) -> None:
        """Let the blocks fall into lines anew; `follow` keeps the current row in sight."""
        if self.size.width == 0:
            return
        self._lay()
        if follow and self.place.top:
            self.place.reveal()
        self._went()

    def _lay(self) -> None:
        self.place.lay(lay_out(self.blocks, self.size.width, airy=self._airy), self.size.height)

    def _went(self) -> None:
        self.refresh()
        self.post_message(self.Moved(self))

    # --- handlers ------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Another width or height."""
        self._fall(follow=True)

    def on_focus(self) -> None:
        """The marker appears."""
        self.refresh()

    def on_blur(self) -> None:
        """The marker goes."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        number = self.place.top + event.y
        lines = self.place.laid.lines
        row = lines[number].row if number < len(lines) else None
        if row is not None:
            self.place.select(row)
            self._went()
            self.action_choose()

    def on_mouse_scroll_down(self) -> None:
        """Some lines further."""
        self.place.scroll(STEP)
        self._went()

    def on_mouse_scroll_up(self) -> None:
        """Some lines back."""
        self.place.scroll(-STEP)
        self._went()

    # --- actions -------------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """To the next row, or some lines further; out of a page without more, to what lies beside it."""
        before = (self.place.row, self.place.top)
        self.place.move(step)
        if before == (self.place.row, self.place.top) and self._part_of_more:
            self.action_jump(step)
        self._went()

    def action_jump(self, step: int) -> None:
        """Straight to the next row; past the last one to the next part of the screen."""
        goal, count = self.place.row + step, len(self.place.laid.keys)
        if 0 <= goal < count:
            self.place.select(goal)
        elif len(self.screen.focus_chain) > 1:
            (self.screen.focus_next if step > 0 else self.screen.focus_previous)()
        elif count:
            self.place.select(goal % count)
        self._went()

    @property
    def _part_of_more(self) -> bool:
        """Whether fields stand above or below this page, as on the lock."""
        return self.styles.auto_dimensions

    def action_leaf(self, step: int) -> None:
        """A page further."""
        self.place.leaf(step)
        self._went()

    def action_edge(self, step: int) -> None:
        """To the first or the last line."""
        self.place.to_edge(step)
        self._went()

    def action_choose(self) -> None:
        """Choose the current row, once it is in sight."""
        key = self.place.key
        if key is None:
            return
        if self.place.in_sight(self.place.row):
            self.post_message(self.Chosen(self, key))
        else:
            self.place.reveal()
            self._went()
