# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Textual's app, with everything off that it would write, copy, open or print by itself (UX section 3).

It ends calmly: signals leave a clean terminal, and an error leaves a code, never a traceback with values.
"""

import asyncio
import os
import select
import signal
import sys
import threading
from typing import ClassVar

from textual.app import App
from textual.driver import Driver

from tbp_tui.widgets.terminal import TITLE
from tbp_tui.widgets.themes import TERMINAL, THEMES
from tbp_tui.words import crash

_STUCK_SECONDS = 3.0
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


class QuietApp(App[None]):
    """Nothing leaves the screen unless a person asks for it."""

    TITLE = TITLE
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    COMMANDS: ClassVar = set()

    def __init__(self, theme: str) -> None:
        # As Textual reads it: without colour there is only the terminal's own ground, not shades of grey.
        no_colour = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if no_colour else None)
        self._last_words = ""
        self.animation_level = "none"
        for known in THEMES.values():
            self.register_theme(known)
        self._begin_in(TERMINAL if no_colour else theme if theme in THEMES else "dark")

    def _begin_in(self, theme: str) -> None:
        """The first theme, before anything is styled: changing to it would style all of it again (UX 4)."""
        if theme == TERMINAL:
            self.theme = theme  # this one changes how colours are sent as well
            return
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, also before one of our themes is chosen."""
        return dict(THEMES["dark"].variables)

    def get_driver_class(self) -> type[Driver]:
        """The one with a neutral title and a quick way out."""
        from tbp_tui.widgets.terminal import QuietDriver

        return QuietDriver

    # --- signals -------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Signals end us cleanly: Textual would leave the page on the terminal."""
        if not self.is_headless:
            for number in _SIGNALS:
                asyncio.get_running_loop().add_signal_handler(number, self._told_to_end)
            self.set_interval(1, self._end_without_terminal)

    def _told_to_end(self) -> None:
        """A terminal that is gone may not keep us: whatever hangs, the process ends."""
        guard = threading.Timer(_STUCK_SECONDS, os._exit, (1,))
        guard.daemon = True
        guard.start()
        self.blank()
        self.exit()

    def _end_without_terminal(self) -> None:
        """A terminal can go without a signal; Textual would read its end for ever."""
        terminal = select.poll()
        terminal.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, select.POLLIN)
        if any(seen & _GONE for _, seen in terminal.poll(0)):
            self._told_to_end()

    async def action_quit(self) -> None:
        """At once and without a question."""
        self.blank()
        self.exit()

    def blank(self) -> None:
        """Empty the terminal now; nothing is painted any more."""
        self._begin_batch()
        blank = getattr(self._driver, "blank", None)
        if blank is not None:
            blank()

    def leave_at_once(self) -> None:
        """Empty the terminal and give it back, waiting for no thread. Only for an exec that follows."""
        self._begin_batch()
        leave = getattr(self._driver, "leave_at_once", None)
        if leave is not None:
            leave()

    # --- what is switched off ------------------------------------------------------------------------------

    def bell(self) -> None:
        """Silent."""

    def copy_to_clipboard(self, text: str) -> None:
        """Nothing leaves by the clipboard unless it is asked for, and nothing asks yet (UX R11)."""

    def notify(self, *_args: object, **_options: object) -> None:
        """No toasts: what matters stands on the first page (UX R10)."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """No browser."""

    def action_help_quit(self) -> None:
        """Ctrl+C does nothing; the footer says how to close."""

    def action_suspend_process(self) -> None:
        """No way to the shell with the page below it."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """No pictures of a page."""

    # --- the end that nobody wants -------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        """A code instead of a traceback: Textual's would print the values of local variables."""
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._end_with(error)

    def panic(self, *renderables: object) -> None:
        """Textual's other way to end with a traceback, from the thread that reads keys."""
        self._end_with(RuntimeError())

    def _end_with(self, error: Exception) -> None:
        self._return_code = 1
        self._last_words = self._last_words or crash.words(crash.code_of(error))
        self.blank()
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """The last thing on the terminal, on its normal screen."""
        self._exit_renderables.clear()
        if self._last_words and not self.is_headless:
            print(self._last_words, file=sys.__stderr__)
            self._last_words = ""


def be_quiet_outside() -> None:
    """For what goes wrong outside the app's own loop: the same words on the terminal, no traceback."""
    sys.excepthook = _say_code
    threading.excepthook = _say_nothing


def _say_code(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
    print(crash.words(crash.code_of(error)), file=sys.__stderr__)


def _say_nothing(_thrown: threading.ExceptHookArgs) -> None:
    """A thread that failed has nothing to say on a terminal."""
