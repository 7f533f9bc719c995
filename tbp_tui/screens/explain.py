# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""F1: what the screen before this one is for, and the keys. Says nothing of the case."""

from collections.abc import Callable, Sequence

from tbp_tui.i18n import _
from tbp_tui.screens.framed import Framed
from tbp_tui.widgets.bars import Hint
from tbp_tui.widgets.blocks import Block, Head, Pair, Row, Say
from tbp_tui.widgets.themes import THEMES


def theme_words(name: str) -> str:
    """The name of a theme in the language of now."""
    words = {
        "dark": _("dark"),
        "light": _("light"),
        "contrast-dark": _("high contrast, dark"),
        "contrast-light": _("high contrast, light"),
        "terminal": _("those of the terminal"),
    }
    return words[name] if name in THEMES else name


class ExplainScreen(Framed):
    """The sentences of the screen that asked, and the keys that are the same everywhere."""

    def __init__(self, sentences: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._sentences = sentences

    def title_words(self) -> str:
        """In the header."""
        return _("explanation")

    def blocks(self) -> Sequence[Block]:
        """Sentences, keys, colours."""
        return (
            *(Say(sentence) for sentence in self._sentences()),
            Head(_("Keys")),
            *(Pair(key, words) for key, words in self._keys()),
            Head(_("Colours")),
            Row("theme", theme_words(self.app.theme), side=_("Enter: choose other colours")),
        )

    def _keys(self) -> list[tuple[str, str]]:
        return [
            (_("Arrows, Tab"), _("to another line")),
            ("Enter", _("choose")),
            ("Esc", _("one step back")),
            ("F1", _("this help")),
            ("F2", _("Nederlands or English")),
            ("F4", _("show or hide what is dotted")),
            ("F8", _("immediate help: 112 and your own people")),
            (_("F9 or Ctrl+L"), _("hide this screen and lock it, from everywhere")),
            ("Ctrl+Q", _("close, from everywhere; what you sent is kept")),
            ("F5", _("look for something new now")),
        ]

    def chosen(self, key: str) -> None:
        """The next set of colours."""
        self.shell.other_theme()
        self.redraw()

    def hints(self) -> Sequence[Hint]:
        """Only back, language and hide."""
        return (
            Hint("Esc", _("Back"), "back", 1),
            Hint("F2", _("Language"), "app.language", 3),
            Hint("F9", _("Hide"), "app.hide", 0),
        )
