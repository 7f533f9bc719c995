# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""One line about a contact, read as `docs/contact-line.md` says: what is sure is read, what is not is asked.

Pure: now and language are arguments. No character of the text is lost, and no line makes it raise.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tbp_casefile.model.dialogue import Outcome, Party, TalkKind
from tbp_casefile.times import AMSTERDAM
from tbp_tui.services.contact_line import words as vocabulary
from tbp_tui.services.contact_line.fields import Asked, fields_of
from tbp_tui.services.contact_line.follow_ups import Quotes, Start, due_of, find_follow_up
from tbp_tui.services.contact_line.heads import Record, record_of
from tbp_tui.services.contact_line.items import Item
from tbp_tui.services.contact_line.lengths import Length
from tbp_tui.services.contact_line.moments import Said
from tbp_tui.services.contact_line.settling import Settled
from tbp_tui.services.contact_line.tokens import Token, Words, tokens_of
from tbp_tui.services.contact_line.words import KindSaid, OutcomeSaid, PartySaid

# What stands behind either of them is text, and a follow-up is asked.
MOST_CHARACTERS = 2000
MOST_WORDS = 250  # separators and brackets among them

Field = Literal["kind", "outcome", "minutes", "at", "party", "visible", "text", "follow_up", "due"]

_MARKER = "(?:" + "|".join(map(re.escape, sorted(vocabulary.MARKERS))) + ")[,;:.!?]{0,3}"
_FIRST_MARKER = re.compile(r"\A" + _MARKER, re.IGNORECASE)
_LAST_MARKER = re.compile(_MARKER + r"\Z", re.IGNORECASE)
_LONGEST_MARKER = max(map(len, vocabulary.MARKERS)) + 4


@dataclass(frozen=True)
class Span:
    """A part of the line that was understood as this field; spans of other fields may lie in `text`."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True)
class FollowUp:
    """What is to be done next, in the words of the line, and when."""

    text: str
    due: datetime | date | None


@dataclass(frozen=True)
class Reading:
    """What a line says of a contact. For a field in `ask` it holds the proposal or none; no `at` is now."""

    kind: TalkKind | None
    outcome: Outcome | None
    minutes: int | None
    at: datetime | date | None
    party: Party | None
    visible: bool
    text: str
    follow_up: FollowUp | None
    ask: tuple[Asked, ...]
    spans: tuple[Span, ...] = ()


def read_line(line: str, now: datetime, language: str) -> Reading:
    """(1) marker, (2) follow-up, (3) head and (4) later pieces, as the page counts them."""
    now = now.astimezone(AMSTERDAM)
    part = _without_markers(line)  # (1)
    readable = _readable(line, part)
    every = tokens_of(line, part.start, readable)
    tokens = every[:MOST_WORDS]
    whole = readable == part.end and tokens == every
    begin = find_follow_up(tokens, Quotes(line, part.start, readable), now, language, whole=whole)  # (2)
    record = record_of(Words(tokens[: begin.record_end]), now, language)  # (3) (4)
    follow_up, due, spans = _follow_up(line, part, tokens, begin, now, language)
    text = _text(line, part, tokens, begin, record)
    fields = fields_of(record, now)
    asked: set[Asked] = {*fields.asked}
    asked |= {"due"} if due.asked or (follow_up and not whole) else set()
    asked |= {"follow_up"} if begin.asked else set()
    return Reading(
        kind=fields.kind,
        outcome=fields.outcome,
        minutes=fields.minutes,
        at=fields.at,
        party=fields.party,
        visible=bool(part.markers),
        text=line[text.start : text.end],
        follow_up=follow_up,
        ask=tuple(sorted(asked)),
        spans=_in_order([*part.markers, text, *_spans_of(tokens, record.items), *spans]),
    )


# --- the parts of the line --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Part:
    """The line without its markers and without the spaces at its ends."""

    start: int
    end: int
    markers: tuple[Span, ...]


def _without_markers(line: str) -> _Part:
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    markers: list[Span] = []
    if first := _marker_in(line, start, start + _LONGEST_MARKER, end, last=False):
        markers.append(first)
        start = first.end + len(line[first.end : end]) - len(line[first.end : end].lstrip())
    if last := _marker_in(line, max(start, end - _LONGEST_MARKER), end, end, last=True):
        markers.append(last)
        end = max(start, len(line[: last.start].rstrip()))
    return _Part(min(start, end), end, tuple(markers))


def _marker_in(line: str, start: int, stop: int, end: int, *, last: bool) -> Span | None:
    """The marker that is the first or last word here, with the separators that are joined to it."""
    found = (_LAST_MARKER if last else _FIRST_MARKER).search(line, start, min(stop, end))
    if found is None or (last and found.start() > 0 and not line[found.start() - 1].isspace()):
        return None
    at_edge = found.end() == end or line[found.end()].isspace()
    return Span("visible", *found.span()) if at_edge else None


def _readable(line: str, part: _Part) -> int:
    """How far the line is read: to its end, or to the last whole word within the limit."""
    stop = part.start + MOST_CHARACTERS
    if part.end <= stop:
        return part.end
    while stop > part.start and not line[stop].isspace():
        stop -= 1
    return stop


def _text(line: str, part: _Part, tokens: Sequence[Token], begin: Start, record: Record) -> Span:
    """From the first word that is no item to the end of the record part."""
    ends_here = begin.begin is not None
    last = begin.record_end
    while ends_here and last > record.text_at and _falls_away(tokens[last - 1]):
        last -= 1
    if record.text_at < last:
        return Span("text", tokens[record.text_at].start, tokens[last - 1].end if ends_here else part.end)
    if ends_here:
        place = tokens[begin.record_end].start if begin.record_end < len(tokens) else part.end
        return Span("text", place, place)
    behind = tokens[-1].end if tokens else part.start
    while behind < part.end and line[behind].isspace():
        behind += 1
    return Span("text", behind, part.end)


def _falls_away(token: Token) -> bool:
    """Separators before a follow-up go, but not those that end a sentence."""
    return token.sort == "separator" and token.raw not in (".", "!", "?")


def _follow_up(
    line: str, part: _Part, tokens: Sequence[Token], begin: Start, now: datetime, language: str
) -> tuple[FollowUp | None, Settled, list[Span]]:
    if begin.begin is None:
        return None, Settled(None), []
    behind = tokens[begin.begin :]
    due = due_of(Words(behind), now, language)
    whole = Span("follow_up", behind[0].start, part.end)
    spans = [Span("due", behind[said.start].start, behind[said.end - 1].end) for said in due.said]
    return FollowUp(line[whole.start : whole.end], due.settled.value), due.settled, [whole, *spans]


# --- what was understood where ----------------------------------------------------------------------------


def _spans_of(tokens: Sequence[Token], items: Sequence[Item]) -> list[Span]:
    return [Span(_field(item), tokens[item.start].start, tokens[item.end - 1].end) for item in items]


def _field(item: Item) -> Field:
    match item.said:
        case KindSaid():
            return "kind"
        case OutcomeSaid():
            return "outcome"
        case PartySaid():
            return "party"
        case Length():
            return "minutes"
        case Said():
            return "at"


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(
        sorted((span for span in spans if span.start < span.end), key=lambda span: (span.start, span.end))
    )
