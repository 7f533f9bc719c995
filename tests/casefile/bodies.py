# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One valid body for every kind that this version understands, as the wire carries it."""

from tests.logs import Body, key, key_body

CONTENT: dict[str, Body] = {
    "package": {
        "version": "1",
        "kind": "package",
        "validFrom": "2026-01-05",
        "authority": "authority",
        "reason": {"nl": "Er is een dreiging.", "en": "There is a threat."},
        "parts": [],
    },
    "measure": {
        "code": "M01",
        "title": "Camera",
        "layer": "government",
        "covers": ["home"],
        "start": "2026-01-05",
    },
    "review": {"version": "1", "date": "2026-04-01", "state": "planned"},
    "contact": {
        "name": "Bas",
        "role": "contact_person",
        "phone": "0000",
        "hours": {"days": ["mon"], "from": "09:00", "to": "17:00"},
        "from": "2026-01-05",
    },
    "acknowledgement": {"what": "seen"},
    "policy_text": {
        "topic": "review",
        "title": "Review",
        "text": "Every three months.",
        "source": {"page": 1, "heading": "Review"},
        "dated": "2025-07-11",
    },
    "help_contact": {"name": "Alarm", "order": 1, "phone": "112"},
    "key": key_body(key("another office"), ["decide"]),
}
"""Without `authority_change`, whose body must name its writer."""


def authority_change(to: str, **more: object) -> Body:
    """The body of an `authority_change`, with `**{"from": ...}` from the second one on."""
    return {"to": to, "name": "NCTV", "since": "2026-02-01", "reason": "handover", **more}


def body_of(kind: str, writer: str) -> Body:
    """A valid body of this kind; for a kind that this version cannot read, any."""
    return authority_change(writer) if kind == "authority_change" else CONTENT.get(kind, {"later": True})
