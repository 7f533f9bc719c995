# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""An opaque layer over the whole screen while the terminal does not have the focus (UX R2)."""

from textual.widget import Widget


class Curtain(Widget):
    """Nothing to see; `framed.tcss` alone draws it, so it comes within one frame."""

    DEFAULT_CSS = """
    Curtain {
        layer: curtain;
        dock: top;
        width: 100%;
        height: 100%;
        background: $background;
        display: none;
    }
    """

    def render(self) -> str:
        """Empty."""
        return ""
