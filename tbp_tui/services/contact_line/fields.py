# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The fields of a record out of its items: the first value is the proposal, another one makes it asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tbp_casefile.model.dialogue import Outcome, Party, TalkKind
from tbp_tui.services.contact_line.heads import Record, moments_of
from tbp_tui.services.contact_line.lengths import Length
from tbp_tui.services.contact_line.settling import settle
from tbp_tui.services.contact_line.words import KindSaid, OutcomeSaid, PartySaid

Asked = Literal["at", "due", "follow_up", "kind", "minutes", "outcome", "party"]

_REACHES = frozenset[TalkKind | None](("talk", "call", "message", "visit"))


@dataclass(frozen=True)
class Fields:
    """What the items of a record say of each field, and which of them are to be asked."""

    kind: TalkKind | None
    outcome: Outcome | None
    minutes: int | None
    at: datetime | date | None
    party: Party | None
    asked: frozenset[Asked]


def fields_of(record: Record, now: datetime) -> Fields:
    """The first value of each field; what differs from it is asked."""
    said = [item.said for item in record.items]
    at = settle(moments_of(record.items), "at", now)
    lengths = [one for one in said if isinstance(one, Length)]
    minutes = [length.minutes for length in lengths]
    parties = [one.party for one in said if isinstance(one, PartySaid)]
    outcomes = _outcomes([one for one in said if isinstance(one, OutcomeSaid)])
    kinds = _kinds([one for one in said if isinstance(one, KindSaid)], said)
    kind = kinds[0] if kinds else None
    planned = settle(moments_of(record.items[: record.in_head]), "at", now).ahead
    asked: dict[Asked, bool] = {
        "at": at.asked,
        "kind": len(set(kinds)) != 1,
        "minutes": len(set(minutes)) > 1 or any(length.asked for length in lengths),
        "outcome": len({one.outcome for one in outcomes}) > 1 or any(one.unsure for one in outcomes),
        "party": len(set(parties)) > 1,
    }
    return Fields(
        kind=kind,
        outcome=outcomes[0].outcome if outcomes else "reached" if kind in _REACHES and not planned else None,
        minutes=minutes[0] if minutes else None,
        at=at.value,
        party=parties[0] if parties else None,
        asked=frozenset(field for field, open_ in asked.items() if open_),
    )


def _kinds(said: Sequence[KindSaid], everything: Sequence[object]) -> list[TalkKind]:
    """The kinds that were said; a weak word gives way, and a word of the telephone makes a call."""
    strong = [one.kind for one in said if not one.weak]
    if strong or said:
        return strong or [one.kind for one in said]
    by_phone = any(isinstance(one, OutcomeSaid) and one.by_phone for one in everything)
    return ["call"] if by_phone else []


def _outcomes(said: Sequence[OutcomeSaid]) -> list[OutcomeSaid]:
    """The outcomes that were said; who left a message was not put through, which is no contradiction."""
    if any(one.outcome == "left_message" for one in said):
        return [one for one in said if one.outcome != "not_reached"]
    return list(said)
