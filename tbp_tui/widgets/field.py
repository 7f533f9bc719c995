# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A field of one line, between two strokes: `┃text        ┃`. It never copies out what is dotted."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tbp_tui.widgets.wrapping import printable


class Field(Input):
    """An input in the form of our screens. Up and down leave it, like Tab."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    Field {
        height: 1;
        padding: 0;
        border: none;
        border-left: heavy $quiet;
        border-right: heavy $quiet;
        background: $background;
        &:focus {
            border: none;
            border-left: heavy $mark;
            border-right: heavy $mark;
            background-tint: $background 0%;
        }
    }
    """

    def on_mount(self) -> None:
        """Nothing blinks (UX R14)."""
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """Runs before Textual's own: only what a terminal can draw goes in."""
        event.text = printable(event.text)
