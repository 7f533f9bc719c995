# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Views as JSON for machines: stable keys, RFC 3339 moments, texts in one language (DESIGN section 9)."""

from datetime import datetime

import msgspec

from tbp_casefile.times import format_moment
from tbp_tui.services.open_case import OpenCase
from tbp_tui.services.show import around, devices, handover, offer, peers, staff, week
from tbp_tui.services.show.items import Items
from tbp_tui.words.dates import text_in

OF_NO_CASE = frozenset({"cases", "tasks", "week", "devices"})
"""Views of everything on this device: no case is chosen, so no authority, no version."""

ITEMS: dict[str, Items] = {
    "package": offer.package,
    "changes": offer.changes,
    "reviews": offer.reviews,
    "obligations": offer.obligations,
    "expectations": offer.expectations,
    "contacts": around.contacts,
    "bulletins": around.bulletins,
    "requests": around.requests,
    "talks": around.talks,
    "handover": handover.handover,
    "support": around.support,
    "peer": peers.peer,
    "authority": around.authority,
    "access": around.access,
    "rules": around.rules,
    "news": around.news,
    "status": around.status,
    "attention": around.attention,
    "deliveries": around.deliveries,
    "cases": around.cases,
    "tasks": staff.tasks,
    "week": week.weeks,
    "devices": devices.devices,
}
"""What each view lists, in its order."""


def as_json(case: OpenCase, view: str, now: datetime, language: str) -> str:
    """One view as a JSON object on one line; keys as in the manual."""
    one = view not in OF_NO_CASE
    deciding = case.authorities(now).now if one else None
    current = case.package(now) if one else None
    as_of = case.status(now).as_of
    document = {
        "asOf": format_moment(as_of) if as_of else None,
        "authority": text_in(deciding.short, language) if deciding else None,
        "view": view,
        "version": current.package.version if current else None,
        "items": ITEMS[view](case, now, language),
    }
    return msgspec.json.encode(document).decode("utf-8")
