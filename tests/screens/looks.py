# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""How a screen is written down for a test: as text, in four sizes, one file for each screen and language."""

from rich.cells import cell_len
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from tbp_tui.app import NotesApp
from tests.screens.desk import screen_text

SIZES = ((40, 12), (60, 20), (80, 24), (120, 40))


class AsText(SingleFileSnapshotExtension):
    """One text file for each screen and language."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


async def in_all_sizes(app: NotesApp, pilot: Pilot[None]) -> str:
    """The screen of now in each size; a line that is too long or a way to hide that is missing fails here."""
    pictures = []
    for width, height in SIZES:
        await pilot.resize_terminal(width, height)
        await pilot.pause()
        lines = screen_text(app)
        assert max(map(cell_len, lines)) <= width
        assert len(lines) == height
        assert "F9" in lines[-1] or "Ctrl+Q" in lines[-1]
        pictures.append("\n".join([f"{width}x{height}", *lines]))
    return "\n\n".join(pictures)
