# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Valid bodies for every kind that this version understands, as the wire carries them."""

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
    "case_status": {"case": "D-00-0000", "state": "in_force", "since": "2026-01-05", "text": "It holds."},
    "bulletin": {"title": "News", "weight": "notice", "what": "A change.", "means": "Nothing for you."},
    "phase_out_step": {"title": "The camera goes", "due": "2026-04-01"},
    "obligation": {
        "code": "V1",
        "title": "Cooperate",
        "ask": "Do what was agreed.",
        "why": "It works only then.",
        "start": "2026-01-05",
    },
    "obligation_state": {"state": "recovered", "text": "It goes well again."},
    "confirmation": {"what": "seen"},
    "employer_duty": {"part": "W2", "title": "A training", "asked": "2026-01-05"},
    "duty_state": {"state": "done", "on": "2026-02-01"},
    "request": {"kind": "work", "title": "A lecture", "text": "May I go?"},
    "answer": {"text": "Yes, by another door.", "answer": "with_changes"},
    "contact_moment": {"kind": "call", "text": "We spoke."},
    "review_input": {"text": "More room for sport."},
    "support_offer": {"title": "Talking", "text": "Once a week."},
    "support_response": {"what": "not_now"},
    "peer_profile": {"alias": "Willem", "topics": ["work"], "languages": ["nl"]},
    "peer_request": {"alias": "Vink", "topics": ["family", "stress"], "languages": ["nl", "en"]},
    "peer_proposal": {"alias": "Vink", "topics": ["family"], "languages": ["nl"], "until": "2026-02-01"},
    "peer_reply": {"what": "yes"},
    "boundary": {"when": "On Thursdays"},
    "message": {"text": "How are you?"},
    "ended": {},
    "concern": {"text": "Sleeps badly."},
    "debrief": {"weight": 4},
    "task": {"text": "Call back"},
    "handover_brief": {},
    "evaluation": {"scores": {"contact": 5}, "share": True},
    "news": {"title": "A letter", "text": "The system changes.", "dated": "2025-07-11"},
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

BOTH = {"nl": "Een zin.", "en": "A sentence."}
_MORE: dict[str, Body] = {
    "package": {
        "changes": [{"code": "M01", "change": "started", "reason": "threat", "text": BOTH}],
        "coverage": {"home": "full", "digital": "none"},
        "basedOn": BOTH,
        "residual": BOTH,
        "nextReview": "2026-04-01",
        "decidedBy": {"name": BOTH, "short": "NCTV"},
        "ends": "2026-12-31",
    },
    "measure": {
        "state": "failing",
        "provider": "The employer",
        "end": "2026-12-31",
        **dict.fromkeys(("detail", "notice", "do", "call", "note"), BOTH),
    },
    "review": {
        "kind": "relook",
        "announced": "2026-03-01",
        "outcome": "lighter",
        "inputOpen": True,
        "text": BOTH,
    },
    "contact": {
        "organisation": "NCTV",
        "until": "2026-12-31",
        "moment": {"first": "2026-01-06T10:00:00+01:00", "everyDays": 14},
        "note": BOTH,
        "member": "contact_person",
    },
    "acknowledgement": {"text": BOTH},
    "case_status": {
        "until": "2026-12-31",
        "duration": "long",
        "asked": [BOTH, "Dates."],
        "due": "2026-02-01",
        "stays": BOTH,
        "back": BOTH,
    },
    "bulletin": {
        "do": [BOTH, "Change your times."],
        **dict.fromkeys(("severity", "likelihood", "notShared"), BOTH),
        "until": "2026-12-31",
        "release": "oral",
    },
    "phase_out_step": {"done": "2026-04-02", "measure": "M08", "text": BOTH},
    "obligation": {
        "unmet": BOTH,
        "end": "2026-12-31",
        "detail": BOTH,
        "moment": {"first": "2026-01-06T10:00:00+01:00", "everyDays": 7},
    },
    "obligation_state": {"talk": "2026-02-01"},
    "confirmation": {"text": BOTH},
    "employer_duty": {"due": "2026-02-01", "text": BOTH},
    "duty_state": {"text": BOTH},
    "request": {"first": "2026-05-12", "last": "2026-05-13"},
    "answer": {"due": "2026-02-01", "reason": "safety"},
    "contact_moment": {
        "who": "Bas",
        "minutes": 30,
        "outcome": "left_message",
        "party": "on_behalf",
        "reply": BOTH,
        "replied": "2026-02-01",
        "links": [{"scope": "a log", "entity": "a talk", "same": True}],
    },
    "support_offer": {"again": "2026-07-01"},
    "support_response": {"text": BOTH},
    "peer_profile": {
        "family": ["partner", "children"],
        "available": {"days": ["thu"], "from": "19:00", "to": "21:00"},
        "most": 3,
        "pause": True,
    },
    "peer_request": {"family": ["alone"], "text": BOTH, "withdrawn": True},
    "peer_proposal": {
        "family": ["partner"],
        "available": {"days": ["thu"], "from": "19:00", "to": "21:00"},
        "state": "linked",
        "ticket": "https://example.test/#CODE",
    },
    "boundary": {"minutes": 45, "avoid": BOTH, "relook": "2026-04-01", "keepDays": 90},
    "ended": {"text": BOTH},
    "concern": {"known": False},
    "debrief": {"text": BOTH, "call": True},
    "task": {
        "dueOn": "2026-02-01",
        "dueAt": "2026-02-01T14:00:00+01:00",
        "owner": "contact_person",
        "state": "done",
        "reason": BOTH,
    },
    "handover_brief": {
        **dict.fromkeys(("agreements", "works", "avoid"), BOTH),
        "to": "next",
        "from": "2026-02-01",
        "until": "2026-03-01",
    },
    "evaluation": {"text": BOTH},
    "policy_text": {"side": "government", "expect": BOTH},
    "help_contact": {"place": "example.test", "when": BOTH, "note": BOTH},
    "key": {"until": "2027-01-01T00:00:00Z", "anchor": ""},
}

FULL: dict[str, Body] = {kind: {**body, **_MORE.get(kind, {})} for kind, body in CONTENT.items()}
"""The same with every field that a body of this kind may hold."""


def authority_change(to: str, **more: object) -> Body:
    """The body of an `authority_change`, with `**{"from": ...}` from the second one on."""
    return {"to": to, "name": "NCTV", "since": "2026-02-01", "reason": "handover", **more}


def body_of(kind: str, writer: str) -> Body:
    """A valid body of this kind; for a kind that this version cannot read, any."""
    return authority_change(writer) if kind == "authority_change" else CONTENT.get(kind, {"later": True})
