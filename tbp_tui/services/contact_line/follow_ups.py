# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What is to be done next: where it begins, behind `>` or as a closing phrase, and when it is due."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tbp_tui.services.contact_line import times
from tbp_tui.services.contact_line import words as vocabulary
from tbp_tui.services.contact_line.items import items_at
from tbp_tui.services.contact_line.moments import Said, moment_at
from tbp_tui.services.contact_line.settling import Settled, settle
from tbp_tui.services.contact_line.tokens import Phrasebook, Token, Words

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_QUOTES = re.compile('["\u201c\u201d\u201e]')
_MOST_WORDS = 4
_TAIL = 40  # tokens; no closing phrase with its moment and four words is longer
_CLOSING = Phrasebook(dict.fromkeys(vocabulary.CLOSING, True))


@dataclass(frozen=True)
class Start:
    """Where the record part ends and the follow-up begins, both counted in tokens. `asked`: perhaps one."""

    record_end: int
    begin: int | None
    asked: bool = False


@dataclass(frozen=True)
class Due:
    """When a follow-up is due, and the words that say so."""

    settled: Settled
    said: tuple[Said, ...]


class Quotes:
    """Which places of the line stand inside double quotes; the last one of an odd number opens nothing."""

    def __init__(self, line: str, start: int, end: int) -> None:
        self._marks = [mark.start() for mark in _QUOTES.finditer(line, start, end)]

    def hold(self, place: int) -> bool:
        """Whether a place stands between an opening and a closing quote."""
        before = bisect(self._marks, place)
        return before % 2 == 1 and before < len(self._marks)


def find_follow_up(
    tokens: Sequence[Token], quotes: Quotes, now: datetime, language: str, *, whole: bool
) -> Start:
    """The first `>` that counts, or else a closing phrase at the end; asked if not all is read."""
    words = Words(tokens)
    for at, token in enumerate(tokens):
        if (
            token.raw == ">"
            and at + 1 < len(tokens)
            and not _compares(words, at)
            and not quotes.hold(token.start)
        ):
            return Start(at, at + 1)
    return _closing(words, quotes, now, language) if whole else Start(len(tokens), None, asked=True)


def _compares(words: Words, at: int) -> bool:
    """`5 > 3`."""
    return all(_NUMBER.fullmatch(words.raw(beside)) for beside in (at - 1, at + 1))


# --- a closing phrase -------------------------------------------------------------------------------------


def _closing(words: Words, quotes: Quotes, now: datetime, language: str) -> Start:
    """The earliest beginning that may stand there; asked if one with a moment may not."""
    asked = False
    first = max(0, len(words) - _TAIL)
    if not any(_phrase_at(words, at, quotes) for at in range(first, len(words))):
        return Start(len(words), None)
    covered = _covered(words, first, language)
    for at in range(first, len(words)):
        moments = _as_closing(words, at, quotes, now, language)
        if moments is None:
            continue
        if _may_begin(words, at, covered, language):
            return Start(at, at)
        asked = asked or bool(moments)
    return Start(len(words), None, asked)


def _covered(words: Words, first: int, language: str) -> set[int]:
    """The places that are part of a moment which began before them."""
    return {
        place for said in _moments(words, first, language) for place in range(said.start + 1, said.end + 1)
    }


def _may_begin(words: Words, at: int, covered: set[int], language: str) -> bool:
    """Behind the start of the line, a separator, or an item of kind, outcome, minutes or party."""
    if at == 0 or words.is_sort(at - 1, "separator"):
        return True
    if at in covered:
        return False
    for start in range(max(0, at - 8), at):
        items = items_at(words, start, language)
        if items and items.end == at and not any(isinstance(item.said, Said) for item in items.items):
            return True
    return False


def _as_closing(words: Words, at: int, quotes: Quotes, now: datetime, language: str) -> list[Said] | None:
    """The moments of the closing phrase that would begin here; none at all if it would not be one."""
    phrase = _phrase_at(words, at, quotes) or _phrase_behind_its_moment(words, at, quotes, now, language)
    if phrase is None:
        return None
    moments = [
        said for said in _moments(words, at, language) if not phrase & set(range(said.start, said.end))
    ]
    used = phrase.union(*(range(said.start, said.end) for said in moments))
    beside = [place for place in range(at, len(words)) if place not in used and words.is_sort(place, "word")]
    return moments if len(beside) <= _MOST_WORDS else None


def _phrase_behind_its_moment(
    words: Words, at: int, quotes: Quotes, now: datetime, language: str
) -> set[int] | None:
    """A phrase in the same piece as the moment that begins here, with no item between them."""
    moment = moment_at(words, at, language, frozenset((at,)))
    if moment is None or moment.now or words.key(at - 1) in times.OF_SOMETHING_ELSE:
        return None
    if settle([moment], "due", now) == Settled(None, asked=True):
        return None
    for place in range(moment.end, min(len(words), moment.end + _MOST_WORDS + 1)):
        if phrase := _phrase_at(words, place, quotes):
            return phrase
        if words.is_sort(place, "separator") or items_at(words, place, language):
            return None
    return None


def _phrase_at(words: Words, at: int, quotes: Quotes) -> set[int] | None:
    """The places of the words of a closing phrase that begins here, outside quotes."""
    if not words.key(at) or quotes.hold(words.tokens[at].start):
        return None
    if found := _CLOSING.at(words, at):
        return set(range(at, found[1]))
    half = vocabulary.CLOSING_HALVES.get(words.key(at))
    if half is None:
        return None
    for place in range(at + 1, min(len(words), at + _TAIL)):
        if words.key(place) == half:
            return {at, place}
        if words.is_sort(place, "separator"):
            return None
    return None


# --- when it is due ---------------------------------------------------------------------------------------


def due_of(words: Words, now: datetime, language: str) -> Due:
    """The moment of a follow-up; without one it has none and nothing is asked."""
    said = tuple(_moments(words, 0, language))
    after = [at for at in range(len(words)) if words.key(at) in times.AFTER and words.is_sort(at + 1, "word")]
    if not said:
        return Due(Settled(None, asked=bool(after)), ())
    settled = settle(said, "due", now)
    return Due(replace(settled, asked=settled.asked or bool(after)), said)


def _moments(words: Words, first: int, language: str) -> Iterator[Said]:
    """What is said of a moment, anywhere but behind `van` and the like."""
    places = [at for at in range(first, len(words)) if words.is_sort(at, "word")]
    edges = frozenset((places[0], places[-1])) if places else frozenset()
    at, behind_moment = first, False
    while at < len(words):
        moment = moment_at(words, at, language, edges)
        if moment is None or moment.now:
            behind_moment = False if words.key(at) != "of" else behind_moment
            at += 1
            continue
        # `vrijdag of zaterdag` is a choice in Dutch; `brief of 12 May` is not
        other = words.key(at - 1) in times.OF_SOMETHING_ELSE and not (
            words.key(at - 1) == "of" and behind_moment
        )
        if not other:
            yield moment
        at, behind_moment = moment.end, not other
