# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The places of this program by name; each screen is imported when it is opened."""

from importlib import import_module

from tbp_tui.screens.framed import Framed

_PLACES = {
    "package": "package.PackageScreen",
    "changes": "changes.ChangesScreen",
    "reviews": "reviews.ReviewsScreen",
    "obligations": "obligations.ObligationsScreen",
    "expectations": "expectations.ExpectationsScreen",
    "help": "help.HelpScreen",
    "requests": "requests.RequestsScreen",
    "bulletins": "bulletins.BulletinsScreen",
    "more": "more.MoreScreen",
    "access": "access.AccessScreen",
    "deliveries": "deliveries.DeliveriesScreen",
    "standing": "standing.StandingScreen",
    "talks": "talks.TalksScreen",
    "tasks": "staff.tasks.TasksScreen",
    "week": "staff.week.WeekScreen",
    "handover": "handover.HandoverScreen",
    "support": "offers.OffersScreen",
    "peers": "peers.page.PeersScreen",
    "coverage": "coverage.CoverageScreen",
    "rules": "rules.RulesScreen",
    "news": "rules.NewsScreen",
    "hiding": "hiding.HidingScreen",
    "notes": "notes.NotesScreen",
    "search": "search.SearchScreen",
    "devices": "own_devices.devices.DevicesScreen",
    "attention": "attention.AttentionScreen",
}


def screen_of(place: str) -> Framed:
    """A new screen for this place."""
    module, _, name = _PLACES[place].rpartition(".")
    screen: Framed = getattr(import_module(f"tbp_tui.screens.{module}"), name)()
    return screen
