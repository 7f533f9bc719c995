# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""No colour carries a meaning: without colour, and in every theme, the same words are there (UX R22)."""

import pytest

from tbp_tui.widgets.themes import TERMINAL, THEMES
from tests.screens.desk import Desk, press, screen_text, unlocked


async def test_with_no_color_only_the_colours_of_the_terminal_are_used(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        styles = [
            segment.style for strip in app.screen._compositor.render_strips(app.size) for segment in strip
        ]
        colours = {part.name for style in styles if style for part in (style.color, style.bgcolor) if part}
        assert app.theme == TERMINAL
    assert colours == {"default"}


async def test_every_theme_shows_the_same_words(desk: Desk) -> None:
    app = desk.app()
    seen = set()
    async with app.run_test(size=(80, 24)) as pilot:
        await unlocked(pilot)
        for theme in THEMES:
            app.theme = theme
            await press(pilot, "1")
            seen.add("\n".join(screen_text(app)))
    assert len(seen) == 1
