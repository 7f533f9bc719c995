# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Views as JSON for machines: stable keys, RFC 3339 moments, texts in one language (DESIGN section 9)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import msgspec

from tbp_casefile.model.texts import Text, say
from tbp_casefile.times import format_moment
from tbp_casefile.views.answers import AnswerLine
from tbp_casefile.views.package import MeasureLine
from tbp_tui.services.open_case import OpenCase

Item = dict[str, Any]  # JSON for output only: every value is text, number, list or null
Items = Callable[[OpenCase, datetime, str], list[Item]]


def as_json(case: OpenCase, view: str, now: datetime, language: str) -> str:
    """One view as a JSON object on one line; keys as in the manual."""
    deciding = case.authorities()
    current = case.package(now)
    as_of = case.status(now).as_of
    document = {
        "asOf": format_moment(as_of) if as_of else None,
        "authority": say(deciding[-1].short, language) if deciding else None,
        "view": view,
        "version": current.package.version if current else None,
        "items": _ITEMS[view](case, now, language),
    }
    return msgspec.json.encode(document).decode("utf-8")


def _package(case: OpenCase, now: datetime, language: str) -> list[Item]:
    current = case.package(now)
    if current is None:
        return []
    package = current.package
    head: Item = {
        "id": package.ref.id,
        "code": "package",
        "title": say(package.reason, language),
        "state": "incomplete" if current.incomplete else "current",
        "reason": say(package.reason, language),
        "from": package.valid_from.isoformat(),
        "until": _day(package.next_review),
        "layer": None,
        "delivery": "received",
    }
    given = [_answer(line) for line in case.answers(package.ref)]
    return [head, *(_measure(line, language) for line in package.measures), *given]


def _measure(line: MeasureLine, language: str) -> Item:
    return {
        "id": line.id,
        "code": line.code,
        "title": say(line.title, language),
        "state": line.state,
        "reason": say(line.detail, language) or None,
        "from": line.start.isoformat(),
        "until": _day(line.end),
        "layer": line.layer,
        "delivery": "received",
    }


def _answer(line: AnswerLine) -> Item:
    return {
        "id": line.id,
        "code": "acknowledgement",
        "title": line.text or None,
        "state": line.what,
        "reason": None,
        "from": format_moment(line.at),
        "until": None,
        "layer": "person",
        "delivery": line.delivery.value,
    }


def _changes(case: OpenCase, now: datetime, language: str) -> list[Item]:
    view = case.changes(now)
    if view is None:
        return []
    return [
        {
            **_measure(line.measure, language),
            "state": line.change,
            "reason": _reason(line.reason, line.text, language),
        }
        for line in view.lines
    ]


def _reason(code: str | None, text: Text | None, language: str) -> str | None:
    return ": ".join(part for part in (code, say(text, language)) if part) or None


def _reviews(case: OpenCase, now: datetime, language: str) -> list[Item]:
    return [
        {
            "id": line.id,
            "code": line.review.kind,
            "title": say(line.review.text, language) or None,
            "state": "overdue" if line.overdue else line.review.state,
            "reason": line.review.outcome,
            "from": line.on.isoformat(),
            "until": None,
            "layer": "government",
            "delivery": "received",
        }
        for line in case.reviews(now)
    ]


def _contacts(case: OpenCase, now: datetime, language: str) -> list[Item]:
    return [
        {
            "id": line.id,
            "code": line.contact.role,
            "title": line.contact.name,
            "state": "reachable" if line.reach.now else "not-reachable",
            "reason": line.contact.phone or None,
            "from": format_moment(line.reach.again) if line.reach.again else None,
            "until": format_moment(line.reach.until) if line.reach.until else None,
            "layer": None,
            "delivery": "received",
        }
        for line in case.contacts(now)
    ]


def _status(case: OpenCase, now: datetime, language: str) -> list[Item]:
    state = case.status(now)
    waiting = [
        {"id": line.id, "code": line.kind, "state": line.state.value, "reason": line.code or None}
        for line in (*state.queue, *state.attention)
    ]
    troubles = [{"id": None, "code": "trouble", "state": code, "reason": None} for code in state.troubles]
    rest = {"title": None, "from": None, "until": None, "layer": None}
    return [{**rest, **item, "delivery": item["id"] and item["state"]} for item in waiting + troubles]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


_ITEMS: dict[str, Items] = {
    "package": _package,
    "changes": _changes,
    "reviews": _reviews,
    "contacts": _contacts,
    "status": _status,
}
