# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed places of the first page, by name; each is imported when it is opened."""

from tbp_tui.screens.framed import Framed


def screen_of(place: str) -> Framed:
    """A new screen for this place."""
    match place:
        case "package":
            from tbp_tui.screens.package import PackageScreen

            return PackageScreen()
        case "changes":
            from tbp_tui.screens.changes import ChangesScreen

            return ChangesScreen()
        case "reviews":
            from tbp_tui.screens.reviews import ReviewsScreen

            return ReviewsScreen()
        case "attention":
            from tbp_tui.screens.attention import AttentionScreen

            return AttentionScreen()
        case _:
            from tbp_tui.screens.help import HelpScreen

            return HelpScreen()
