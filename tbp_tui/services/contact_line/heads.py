# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The record part of a line: its head (items, addressee, more items), later pieces, and its text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tbp_tui.services.contact_line import words as vocabulary
from tbp_tui.services.contact_line.items import Item, behind_joiners, item_at, items_at, run_of_items
from tbp_tui.services.contact_line.moments import Said
from tbp_tui.services.contact_line.settling import settle
from tbp_tui.services.contact_line.tokens import Phrasebook, Words
from tbp_tui.services.contact_line.words import PartySaid

_MOST_WORDS = 4
_ON_BEHALF = Phrasebook(dict.fromkeys(vocabulary.ON_BEHALF, True))


@dataclass(frozen=True)
class Record:
    """The items of the record part in their order, how many stand in the head, and where text begins."""

    items: tuple[Item, ...]
    in_head: int
    text_at: int


def record_of(words: Words, now: datetime, language: str) -> Record:
    """(1) items at the start, (2) an addressee and the items behind it, (3) later pieces of items only."""
    first = run_of_items(words, 0, language, over_separators=True)  # (1)
    text_at = _behind_separators(words, first.end) if first.items else 0
    found = list(first.items)
    begins_a_piece = text_at > first.end
    end = text_at
    if not begins_a_piece:
        addressed, end = _addressed(words, _behind_separators(words, text_at), language)  # (2)
        found += addressed
    in_head = len(found)
    for piece in _pieces(words, end, begins_a_piece=begins_a_piece):  # (3)
        found += _of_piece(words, piece, found, now, language)
    return Record(tuple(found), in_head, text_at)


def _behind_separators(words: Words, at: int) -> int:
    while words.is_sort(at, "separator"):
        at += 1
    return at


def _addressed(words: Words, at: int, language: str) -> tuple[list[Item], int]:
    """At most one addressee and one `namens`, and the items of the same piece behind each of them."""
    found: list[Item] = []
    open_sorts = {True, False}
    while open_sorts:
        behalf = _ON_BEHALF.at(words, at)
        if (behalf is not None) not in open_sorts:
            break
        if behalf is not None:
            found.append(Item(PartySaid("on_behalf"), at, behalf[1]))
        name = _name(words, behalf[1] if behalf else at, language)
        if name is None:
            break
        if behalf is not None or name.words:  # `met anonieme vrouw`: her name is still to come
            open_sorts.remove(behalf is not None)
        items = run_of_items(words, name.end, language, over_separators=False)
        found += items.items
        if not items.items and _ON_BEHALF.at(words, name.end) is None:
            break
        at = items.end
    return found, at


@dataclass(frozen=True)
class _Name:
    """How many words an addressee has, and where the item or `namens` behind it begins."""

    words: int
    end: int


def _name(words: Words, at: int, language: str) -> _Name | None:
    """Up to four words with an item or `namens` behind them; without one they are plain text."""
    at += words.key(at) in vocabulary.BEFORE_A_NAME and item_at(words, at, language) is None
    counted = 0
    while at < len(words) and not words.is_sort(at, "separator"):
        if items_at(words, at, language) or _ON_BEHALF.at(words, at):
            return _Name(counted, at)
        if words.is_sort(at, "word"):
            counted += 1
            if counted > _MOST_WORDS or words.key(at) in vocabulary.ENDS_THE_HEAD:
                return None
        at += 1
    return None


def _pieces(words: Words, at: int, *, begins_a_piece: bool) -> list[tuple[int, int]]:
    """The pieces behind the head; what is left of the piece that the head ends in is none."""
    cuts = [place for place in range(at, len(words)) if words.is_sort(place, "separator")]
    starts = ([at] if begins_a_piece else []) + [cut + 1 for cut in cuts]
    ends = (cuts if begins_a_piece else cuts[1:]) + [len(words)]
    return [(start, end) for start, end in zip(starts, ends, strict=False) if start < end]


def _of_piece(
    words: Words, piece: tuple[int, int], before: Sequence[Item], now: datetime, language: str
) -> list[Item]:
    """The items of a piece that holds nothing else, or its `namens`."""
    start, end = piece
    if behalf := _ON_BEHALF.at(words, start):
        return [Item(PartySaid("on_behalf"), start, behalf[1])] if end - behalf[1] <= _MOST_WORDS else []
    if not items_at(words, behind_joiners(words, start, over_separators=False), language):
        return []
    items = run_of_items(words, start, language, over_separators=False)
    if items.end != end or _points_forward(before, items.items, now):
        return []
    return list(items.items)


def _points_forward(before: Sequence[Item], piece: Sequence[Item], now: datetime) -> bool:
    """Whether the moment of a later piece lies after now; a bare time may belong to a day before it."""
    said = moments_of(piece)
    if said and not any(one.day or one.now or one.away is not None for one in said):
        said = [replace(one, clock=None) for one in moments_of(before) if one.day][:1] + said
    return bool(said) and settle(said, "at", now).ahead


def moments_of(items: Sequence[Item]) -> list[Said]:
    """What the items say of a moment."""
    return [item.said for item in items if isinstance(item.said, Said)]
