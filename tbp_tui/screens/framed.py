# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The frame that all screens share: one header line, one rule, the body, one rule, one footer line (UX 7).

A screen says its name, its blocks, its hints and what a chosen row does. The frame shows them, keeps them
current in place, and offers the keys that are the same everywhere.
"""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from tbp_tui.i18n import _
from tbp_tui.screens.door import Shell
from tbp_tui.widgets.bars import FooterLine, HeaderLine, Hint, RuleLine
from tbp_tui.widgets.blocks import Block
from tbp_tui.widgets.curtain import Curtain
from tbp_tui.widgets.page import Page
from tbp_tui.widgets.terminal import TITLE


class Framed(Screen[None]):
    """A screen in the common form. Subclasses fill in `title_words`, `blocks` and `chosen`.

    The app loads `framed.tcss`: Textual does not load the style sheet of a first screen.
    """

    AUTO_FOCUS = "#page"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # Textual declares it on the instance
        (0, "-narrow"),
        (60, "-small"),
        (80, "-usual"),
        (120, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("f1,question_mark", "explain", show=False),
        Binding("f6", "other_pane", show=False),
    ]

    # --- what a screen fills in ----------------------------------------------------------------------------

    def title_words(self) -> str:
        """What stands after the neutral name in the header."""
        raise NotImplementedError

    def blocks(self) -> Sequence[Block]:
        """The body, in the language of now."""
        return ()

    def detail(self, key: str) -> Sequence[Block]:
        """What the second pane of a wide screen shows of a row; nothing means no second pane."""
        return ()

    def explanation(self) -> Sequence[str]:
        """What this screen is for, in sentences, for F1."""
        return ()

    def chosen(self, key: str) -> None:
        """A row was chosen."""

    def keep_typed(self) -> None:
        """Keep what is being typed here: the app is about to end or to hide."""

    def states(self) -> Sequence[str]:
        """The right of the header, the same thing shorter and shorter."""
        return ()

    def hints(self) -> Sequence[Hint]:
        """The footer; the last one stands on the right. Enter is offered where it does something."""
        choose = [Hint("Enter", _("Open"), "", 5)] if self.page.key else []
        return (
            Hint("F1", _("Help"), "explain", 1),
            Hint("Esc", _("Back"), "back", 2),
            *choose,
            Hint("F8", _("Help now"), "app.help_now", 3),
            Hint("F9", _("Hide"), "app.hide", 0),
        )

    # --- the frame -----------------------------------------------------------------------------------------

    @property
    def shell(self) -> Shell:
        """The app, as screens may use it."""
        return cast(Shell, self.app)

    @property
    def page(self) -> Page:
        """The body."""
        return self.query_one("#page", Page)

    def compose(self) -> ComposeResult:
        """Header, rule, body, rule, footer."""
        yield HeaderLine()
        yield RuleLine(id="above")
        yield from self.compose_body()
        yield RuleLine(id="below")
        yield FooterLine()
        yield Curtain()

    def compose_body(self) -> ComposeResult:
        """One page, and beside it a second one on a wide screen."""
        with Horizontal(id="body"):
            yield Page(id="page")
            yield Page(id="detail")

    def on_mount(self) -> None:
        """First contents."""
        self.redraw()

    def on_screen_resume(self) -> None:
        """What changed while another screen lay over this one."""
        self.redraw()

    def redraw(self) -> None:
        """Show what holds now, in place: nothing moves that did not change.

        A screen that is still being made is drawn when it is there: news may come in at any moment.
        """
        header = self.query(HeaderLine)
        if not header:
            return
        words = self.title_words()
        header.first().show((f"{TITLE} · {words}", words), self.states())
        self.redraw_body()
        self.query_one(FooterLine).show(self.hints())

    def redraw_body(self) -> None:
        """The part between the rules."""
        self.page.show(self.blocks())
        self._redraw_detail()

    def _redraw_detail(self) -> None:
        for detail in self.query("#detail").results(Page):
            blocks = self.detail(self.page.key or "")
            detail.set_class(bool(blocks), "-used")
            detail.show(blocks)

    # --- handlers ------------------------------------------------------------------------------------------

    def on_page_moved(self, event: Page.Moved) -> None:
        """Say in the rules whether there is more, and show what belongs to the row."""
        if event.page.id != "page":
            return
        self.query_one("#above", RuleLine).show(_("more above") if event.page.more_above else "")
        self.query_one("#below", RuleLine).show(_("more below") if event.page.more_below else "")
        self._redraw_detail()
        self.query_one(FooterLine).show(self.hints())

    def on_page_chosen(self, event: Page.Chosen) -> None:
        """Hand the row to the screen."""
        if event.page.id != "detail":
            self.chosen(event.key)

    async def on_footer_line_pressed(self, event: FooterLine.Pressed) -> None:
        """A hint was clicked."""
        await self.run_action(event.action)

    # --- actions -------------------------------------------------------------------------------------------

    def action_back(self) -> None:
        """One step back; never out of the app."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_explain(self) -> None:
        """Help for this screen."""
        from tbp_tui.screens.explain import ExplainScreen

        if not isinstance(self, ExplainScreen):
            self.app.push_screen(ExplainScreen(self.explanation))

    def action_other_pane(self) -> None:
        """To the other pane, where there are two."""
        self.focus_next(Page)
