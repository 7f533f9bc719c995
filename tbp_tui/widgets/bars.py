# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The lines around the body: header, two rules, footer. Nothing in them is cut; what does not fit goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget


@dataclass(frozen=True)
class Hint:
    """A key and what it does. The lower its `rank`, the longer it stays on a narrowing screen."""

    key: str
    words: str
    action: str
    rank: int = 5

    @property
    def text(self) -> str:
        """As it stands in the footer."""
        return f"{self.key} {self.words}"


MOST_HINTS = 6


class HeaderLine(Widget):
    """` Notities · start                     bijgewerkt 14.02 uur`"""

    DEFAULT_CSS = "HeaderLine { height: 1; color: $quiet; }"

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self.states: tuple[str, ...] = ()

    def show(self, names: Sequence[str], states: Sequence[str]) -> None:
        """Both lists say the same thing shorter and shorter; a state is worth more than a long name."""
        if (tuple(names), tuple(states)) != (self.names, self.states):
            self.names, self.states = tuple(names), tuple(states)
            self.refresh()

    @property
    def line(self) -> str:
        """The whole line as text."""
        width = self.size.width
        for name in self.names:
            for state in filter(None, self.states):
                room = width - cell_len(name) - cell_len(state) - 2
                if room >= 2:
                    return f" {name}{' ' * room}{state} "
        return f" {self.names[0]}" if self.names else ""

    def render_line(self, y: int) -> Strip:
        """The one line."""
        return Strip([Segment(self.line, self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )


class RuleLine(Widget):
    """A rule, with a word in it when there is more beyond it."""

    DEFAULT_CSS = "RuleLine { height: 1; color: $rule; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.words = ""

    def show(self, words: str) -> None:
        """What stands in the rule; usually nothing."""
        if words != self.words:
            self.words = words
            self.refresh()

    @property
    def line(self) -> str:
        """The whole line as text."""
        said = f"── {self.words} " if self.words else ""
        return said + "─" * (self.size.width - cell_len(said))

    def render_line(self, y: int) -> Strip:
        """The one line."""
        return Strip([Segment(self.line, self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )


class FooterLine(Widget):
    """At most six hints; the last of them always stands on the right."""

    DEFAULT_CSS = "FooterLine { height: 1; color: $quiet; }"

    class Pressed(Message):
        """Posted when a hint is clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, hints: Sequence[Hint] = ()) -> None:
        super().__init__()
        self.hints = tuple(hints)

    def show(self, hints: Sequence[Hint]) -> None:
        """Other hints; the last one is the one on the right."""
        if tuple(hints) != self.hints:
            self.hints = tuple(hints)
            self.refresh()

    @property
    def line(self) -> str:
        """The whole line as text."""
        *left, last = self._shown()
        words = " " + "  ".join(hint.text for hint in left)
        return words + " " * (self.size.width - cell_len(words) - cell_len(last.text) - 1) + last.text

    def _shown(self) -> list[Hint]:
        """Leave out hints from the least important one on, until the line fits."""
        if not self.hints:
            return [Hint("", "", "")]
        shown = list(self.hints)
        while len(shown) > 1 and (len(shown) > MOST_HINTS or not self._fits(shown)):
            shown.remove(max(shown[:-1], key=lambda hint: hint.rank))
        return shown

    def _fits(self, shown: Sequence[Hint]) -> bool:
        return sum(cell_len(hint.text) + 2 for hint in shown) <= self.size.width

    def render_line(self, y: int) -> Strip:
        """The one line."""
        return Strip([Segment(self.line, self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )

    def on_click(self, event: events.Click) -> None:
        """Do what the hint under the mouse says."""
        for hint in self._shown():
            start = self.line.find(hint.text)
            if hint.action and start <= event.x < start + len(hint.text):
                self.post_message(self.Pressed(hint.action))
                return
