# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A field of several lines, for a person's own words. Apart: Textual's text area is dear to import."""

from textual import events
from textual.widgets import TextArea

from tbp_tui.widgets.wrapping import printable


class Writing(TextArea):
    """Nothing blinks, Tab leaves it, and only what a terminal can draw goes in."""

    def __init__(self, words: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(printable(words), id=id, show_line_numbers=False, highlight_cursor_line=False)

    def on_mount(self) -> None:
        """The cursor stands behind what is there already."""
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    async def _on_paste(self, event: events.Paste) -> None:
        """Runs before Textual's own."""
        event.text = printable(event.text)
