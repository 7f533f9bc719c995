# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Four quiet themes and the colours of the terminal itself, which NO_COLOR asks for.

In the four, text has at least 7:1 on its ground, rules and marks 3:1 (UX R23); a test computes it. No colour
means anything by itself: every meaning is a word first (UX R22).
"""

from textual.theme import Theme

TERMINAL = "terminal"
TEXT_COLOURS = ("foreground", "head", "quiet", "mark")
LINE_COLOURS = ("rule",)


def _theme(
    name: str, *, dark: bool, ground: str, text: str, head: str, quiet: str, mark: str, rule: str
) -> Theme:
    own = ground.startswith("#")
    return Theme(
        name=name,
        dark=dark,
        ansi=not own,
        primary=mark,
        secondary=mark,
        accent=mark,
        warning=mark,
        error=mark,
        success=mark,
        foreground=text,
        background=ground,
        surface=ground,
        panel=ground,
        boost=ground,
        variables={
            "ansi-background": "ansi_black",  # named in Textual's own style sheets
            "ansi-foreground": "ansi_white",
            "head": head,
            "quiet": quiet,
            "mark": mark,
            "rule": rule,
            "input-cursor-background": text,
            "input-cursor-foreground": ground,
            "input-cursor-text-style": "none" if own else "reverse",
            "input-selection-background": rule,
            "input-selection-foreground": ground,
        },
    )


THEMES = {
    theme.name: theme
    for theme in (
        _theme(
            "dark",
            dark=True,
            ground="#1b1d21",
            text="#e4e2dd",
            head="#f3f1ec",
            quiet="#b4b5b6",
            mark="#a9c7e8",
            rule="#7a7f87",
        ),
        _theme(
            "light",
            dark=False,
            ground="#faf8f3",
            text="#26282c",
            head="#101114",
            quiet="#4b4f55",
            mark="#1d4a78",
            rule="#84878c",
        ),
        _theme(
            "contrast-dark",
            dark=True,
            ground="#000000",
            text="#ffffff",
            head="#ffffff",
            quiet="#dcdcdc",
            mark="#ffe27a",
            rule="#bdbdbd",
        ),
        _theme(
            "contrast-light",
            dark=False,
            ground="#ffffff",
            text="#000000",
            head="#000000",
            quiet="#2b2b2b",
            mark="#00297a",
            rule="#4a4a4a",
        ),
        _theme(
            TERMINAL,
            dark=True,
            ground="ansi_default",
            text="ansi_default",
            head="ansi_default",
            quiet="ansi_default",
            mark="ansi_default",
            rule="ansi_default",
        ),
    )
}


def following(name: str) -> str:
    """The theme after this one, in their order."""
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)] if name in THEMES else names[0]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as #rrggbb (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
