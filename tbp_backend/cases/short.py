# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Ten short cases, so that a contact person in the demo carries more than four (DOMAIN H4).

Each has a state, a next moment, one task and two contacts. In three of them there is a supporter, who carries
four with the journalist's. The seed is fixed: they are the same every time.
Everybody and everything in them is made up.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from tbp_backend.cases.short_words import (
    OFFER,
    SPOKEN,
    STATES,
    SUPPORT,
    TASKS,
    TITLES,
    both,
)
from tbp_backend.office.casefile import CaseFile, read_case
from tbp_backend.office.yamlfile import Document

Row = dict[str, Any]  # a case file before it is read: plain values
MEMBER, NAME = "contact-2", "Bas Olthof"
SUPPORTER, SUPPORTER_NAME = "supporter-1", "Yara Bouman"
DEMO_DAY = date(2026, 4, 20)
COUNT = 10
_SEED = 4
SUPPORTED = (0, 2, 4)
"""Which of them have a supporter: they have a package, and so days of reviews that the family may know."""
_WITH_PACKAGE = {"in_force", "review"}
_NOT_IN_IT = ("transport", "private", "digital")


def short_cases() -> Iterator[tuple[Document, CaseFile]]:
    """All of them, each as if it had been read from a file."""
    chance = Random(_SEED)  # noqa: S311  # the same every time, and no secret
    states = list(STATES)
    for number in range(COUNT):
        case = f"D-26-{31 + 7 * number:04d}"
        document = Document(f"{case}.yaml", _case(case, number, states[number % len(states)], chance), {})
        yield document, read_case(document)


def _case(case: str, number: int, state: str, chance: Random) -> Row:
    """As a case file says it."""
    start = DEMO_DAY - timedelta(days=chance.randint(30, 160))
    values: Row = {
        "format": 1,
        "case": case,
        "demo_day": DEMO_DAY.isoformat(),
        "title": TITLES[number % len(TITLES)],
        "members": {
            "person": {"role": "person", "name": "A made-up person"},
            MEMBER: {"role": "contact_person", "name": NAME},
        },
        "authorities": {"authority-national": {"name": both("NCTV", "NCTV"), "short": both("NCTV", "NCTV")}},
        "authority": [{"to": "authority-national", "from": start.isoformat(), "reason": OFFER["authority"]}],
        "contacts": [_contact(start, chance, family=number in SUPPORTED)],
        "status": [{"state": state, "on": start.isoformat(), "text": STATES[state]}],
        "talks": list(_talks(chance)),
        "tasks": [_task(number, chance)],
    }
    if number in SUPPORTED:
        values["members"][SUPPORTER] = {"role": "supporter", "name": SUPPORTER_NAME}
        values["contacts"].append(_supporter(start, number))
    return values | (_offer(start, chance) if state in _WITH_PACKAGE else {})


def _day(day: date, later: int) -> str:
    return (day + timedelta(days=later)).isoformat()


def _contact(start: date, chance: Random, *, family: bool) -> Row:
    first = DEMO_DAY - timedelta(days=chance.randint(0, 13))
    return {
        "id": "bas",
        "name": NAME,
        "role": "contact_person",
        "organisation": both("NCTV", "NCTV"),
        "phone": "088-000 00 11",
        "hours": {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00"},
        "from": start.isoformat(),
        "moment": {"first": f"{first}T{chance.randint(9, 16):02d}:30", "every_days": chance.choice((7, 14))},
        "family": family,
    }


def _supporter(start: date, number: int) -> Row:
    """Without chance: what is drawn for the rest stays as it was."""
    return {
        "id": "yara",
        "name": SUPPORTER_NAME,
        "role": "supporter",
        "organisation": SUPPORT["organisation"],
        "phone": "088-000 00 12",
        "hours": {"days": ["mon", "tue", "thu"], "from": "09:00", "to": "17:00"},
        "from": start.isoformat(),
        "moment": {"first": f"{_day(DEMO_DAY, number + 1)}T{10 + number:02d}:00", "every_days": 14},
        "note": SUPPORT["note"],
        "family": True,
    }


def _talks(chance: Random) -> Iterator[Row]:
    """Two: what the person reads too, and what stays at the desk."""
    kinds = chance.sample(sorted(SPOKEN), 2)
    days = sorted(chance.sample(range(1, 26), 2), reverse=True)
    for place, (kind, ago) in enumerate(zip(kinds, days, strict=True)):
        yield {
            "id": f"talk-{place + 1}",
            "on": _day(DEMO_DAY, -ago),
            "kind": kind,
            "minutes": chance.choice((5, 10, 15, 30, 45)),
            "text": chance.choice(SPOKEN[kind]),
            "desk": place == 1,
        }


def _task(number: int, chance: Random) -> Row:
    """About one of four is late; one of three is of the team."""
    due = -chance.randint(1, 4) if chance.random() < 0.25 else chance.randint(0, 12)
    owner = {} if number % 3 == 2 else {"owner": MEMBER}
    days = {"on": _day(DEMO_DAY, min(due, 0) - 5), "due": _day(DEMO_DAY, due)}
    return {"id": "task-1", "text": TASKS[number % len(TASKS)], **days, **owner}


def _offer(start: date, chance: Random) -> Row:
    """A small package with its review; half of the persons have said that they saw it."""
    review = DEMO_DAY + timedelta(days=chance.randint(4, 75))
    version = {
        "version": "1",
        "kind": "package",
        "from": start.isoformat(),
        "authority": "authority-national",
        "reason": OFFER["reason"],
        "residual": OFFER["residual"],
        "coverage": {"home": "partly", "work": "partly"} | dict.fromkeys(_NOT_IN_IT, "none"),
        "next_review": review.isoformat(),
        "measures": [{"code": "M12", "start": start.isoformat()}],
        "obligations": [{"code": "V1", "start": start.isoformat()}],
        "changes": [{"code": "M12", "change": "started", "reason": "threat", "text": OFFER["change"]}],
    }
    planned = {"version": "1", "date": review.isoformat(), "state": "planned", "text": OFFER["review"]}
    seen = [{"by": "person", "on": _day(start, 2), "to": "package/1", "what": "seen"}]
    return {
        "measures": {"M12": OFFER["measure"]},
        "obligations": {"V1": OFFER["asked"]},
        "versions": [version],
        "reviews": [planned],
        "responses": seen if chance.random() < 0.5 else [],
    }
