# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of one item in JSON: the same nine keys in every view, `null` where there is nothing to say."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tbp_casefile.model.texts import Text
from tbp_casefile.times import format_moment
from tbp_casefile.views.answers import AnswerLine
from tbp_tui.services.open_case import OpenCase
from tbp_tui.words.dates import text_in

Item = dict[str, Any]  # JSON for output only: every value is text, number, list or null
Items = Callable[[OpenCase, datetime, str], list[Item]]


def item(
    record: str | None,
    code: str,
    title: str | None,
    state: str | None,
    *,
    reason: str | None = None,
    first: date | datetime | None = None,
    last: date | datetime | None = None,
    layer: str | None = None,
    delivery: str = "received",
    **more: object,
) -> Item:
    """One item; `more` are keys of one view alone."""
    return {
        "id": record,
        "code": code,
        "title": title or None,
        "state": state,
        "reason": reason or None,
        "from": moment(first),
        "until": moment(last),
        "layer": layer,
        "delivery": delivery,
        **more,
    }


def moment(when: date | datetime | None) -> str | None:
    """A moment in UTC, or a calendar day."""
    if isinstance(when, datetime):
        return format_moment(when)
    return when.isoformat() if when else None


def answer(line: AnswerLine, language: str) -> Item:
    """What somebody answered, below what it answers."""
    return item(
        line.id,
        "acknowledgement",
        text_in(line.text, language),
        line.what,
        first=line.at,
        layer=line.role.value,
        delivery=line.delivery.value,
    )


def words(code: str | None, text: Text | None, language: str) -> str | None:
    """A code and the text that belongs to it."""
    return ": ".join(part for part in (code, text_in(text, language)) if part) or None
