# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Every colour of every theme can be read: text 7:1, rules and marks 3:1 on their ground (UX R23)."""

import pytest
from textual.theme import Theme

from tbp_tui.widgets.themes import LINE_COLOURS, TEXT_COLOURS, THEMES, contrast, following

OURS = [theme for theme in THEMES.values() if not theme.ansi]


def colour(theme: Theme, name: str) -> str:
    """A colour of a theme by its name."""
    found = theme.variables.get(name) or getattr(theme, name)
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_text_has_seven_to_one(theme: Theme) -> None:
    ground = colour(theme, "background")
    assert {n: c for n in TEXT_COLOURS if (c := contrast(colour(theme, n), ground)) < 7} == {}


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_lines_have_three_to_one(theme: Theme) -> None:
    ground = colour(theme, "background")
    assert {n: c for n in LINE_COLOURS if (c := contrast(colour(theme, n), ground)) < 3} == {}


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_the_cursor_in_a_field_can_be_read(theme: Theme) -> None:
    assert contrast(colour(theme, "input-cursor-foreground"), colour(theme, "input-cursor-background")) >= 7
    assert contrast(colour(theme, "background"), colour(theme, "input-selection-background")) >= 3


def test_there_are_four_and_the_terminal_itself() -> None:
    assert list(THEMES) == ["dark", "light", "contrast-dark", "contrast-light", "terminal"]
    assert len(OURS) == 4


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_they_follow_one_another() -> None:
    names = list(THEMES)
    assert [following(name) for name in names] == [*names[1:], names[0]]
    assert following("unknown") == names[0]
