# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A screen on which somebody types: what stands there is kept each second, and at every way out.

Hiding, closing, a signal and a digit all ask for `keep_typed`; a crash or a kill leaves what the last second
kept.
"""

from tbp_tui.screens.opened import Opened

KEPT_EACH = 1.0
"""Seconds between two looks at what was typed."""


class Keeping(Opened):
    """`keep_typed` keeps what changed since it was asked the last time."""

    def on_mount(self) -> None:
        """Keep what is typed, all the time."""
        self.set_interval(KEPT_EACH, self.each_second)

    def each_second(self) -> None:
        """One look."""
        self.keep_typed()

    def action_back(self) -> None:
        """What was typed stays for the next time."""
        self.keep_typed()
        super().action_back()
