# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The terminal: a neutral title while we run, and two ways to leave it with nothing of the case on it.

The only file that touches the inside of Textual's driver; checked against 8.2.8.
"""

import contextlib
import queue
import termios

from textual.drivers.linux_driver import LinuxDriver

TITLE = "Notities"

_BLANK = "\x1b[?2026l\x1b[0m\x1b[2J\x1b[H"
_PUSH_TITLE = f"\x1b[22;0t\x1b]0;{TITLE}\x07"
_POP_TITLE = "\x1b[23;0t"
_LEAVE = (
    "\x1b[?2004l"  # bracketed paste
    "\x1b[?7h"  # line wrap
    "\x1b[?2048l"  # size in band
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"  # mouse
    "\x1b[<u"  # Kitty keyboard, before the alternate screen is left
    "\x1b[?1004l"  # focus
    f"{_POP_TITLE}\x1b[?1049l\x1b[?25h"
)
_PATIENCE = 0.05


class QuietDriver(LinuxDriver):
    """Textual's driver with a neutral title, and a way out that waits for no thread."""

    def start_application_mode(self) -> None:
        """Keep the title of the shell aside and set a neutral one."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # untyped in Textual
        self.write(_PUSH_TITLE)

    def stop_application_mode(self) -> None:
        """Give the title back before the alternate screen goes."""
        self.write(_POP_TITLE)
        super().stop_application_mode()

    def blank(self) -> None:
        """An empty screen, after nothing that still waits to be painted."""
        self._forget_frames()
        self.write(_BLANK)

    def leave_at_once(self) -> None:
        """Blank the screen and restore the terminal in a few milliseconds, for an exec that follows.

        `stop_application_mode` joins the thread that reads keys, which can take 200 ms.
        """
        self._forget_frames()
        self.write(_BLANK + _LEAVE)
        if self._writer_thread is not None:
            with contextlib.suppress(queue.Full):
                self._writer_thread._queue.put_nowait(None)
            self._writer_thread.join(_PATIENCE)
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
                termios.tcflush(self.fileno, termios.TCIFLUSH)

    def _forget_frames(self) -> None:
        """Drop what was to be painted; a terminal that has stopped reading may not hold us up."""
        if self._writer_thread is None:
            return
        with contextlib.suppress(queue.Empty):
            while True:
                self._writer_thread._queue.get_nowait()
