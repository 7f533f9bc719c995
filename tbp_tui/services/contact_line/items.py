# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The items of a line: words for kind, outcome and party, lengths and moments; longest match first."""

from dataclasses import dataclass

from tbp_tui.services.contact_line import words as vocabulary
from tbp_tui.services.contact_line.lengths import Length, length_at
from tbp_tui.services.contact_line.moments import Said, moment_at
from tbp_tui.services.contact_line.tokens import Phrasebook, Words
from tbp_tui.services.contact_line.words import IN_CONVERSATION, KindSaid, Meaning

_MEANINGS = Phrasebook(vocabulary.MEANINGS)


@dataclass(frozen=True)
class Item:
    """What is said, and between which tokens."""

    said: Meaning | Length | Said
    start: int
    end: int


@dataclass(frozen=True)
class Items:
    """Items that belong together, and the place behind them: one, or those in round brackets."""

    items: tuple[Item, ...]
    end: int


def items_at(words: Words, at: int, language: str) -> Items | None:
    """The longest item that begins here, or the items in the brackets that open here."""
    if words.is_sort(at, "opening"):
        return _in_brackets(words, at, language)
    item = item_at(words, at, language)
    return Items((item,), item.end) if item else None


def item_at(words: Words, at: int, language: str) -> Item | None:
    """The longest item that begins at a place."""
    if not words.is_sort(at, "word"):
        return None
    found = [
        item
        for item in (_meaning(words, at, language), _length(words, at), _moment(words, at, language))
        if item
    ]
    return max(found, key=lambda item: item.end, default=None)


def run_of_items(words: Words, at: int, language: str, *, over_separators: bool) -> Items:
    """Items one after the other, with joiners and perhaps separators between them."""
    found: tuple[Item, ...] = ()
    end = at
    while more := items_at(words, behind_joiners(words, end, over_separators=over_separators), language):
        found, end = found + more.items, more.end
    return Items(found, end)


def behind_joiners(words: Words, at: int, *, over_separators: bool) -> int:
    """The place behind `en`, `&` and, if allowed, separators."""
    while words.key(at) in vocabulary.JOINERS or (over_separators and words.is_sort(at, "separator")):
        at += 1
    return at


def _in_brackets(words: Words, at: int, language: str) -> Items | None:
    """Items between round brackets, and nothing else; no brackets in brackets."""
    found: list[Item] = []
    end = at + 1
    while item := item_at(words, behind_joiners(words, end, over_separators=True), language):
        found.append(item)
        end = item.end
    if not found or not words.is_sort(end, "closing"):
        return None
    return Items(tuple(found), end + 1)


def _meaning(words: Words, at: int, language: str) -> Item | None:
    found = _MEANINGS.at(words, at)
    if found is None:
        return None
    meaning, end = found
    if meaning is IN_CONVERSATION and _names_what_it_is_about(words, end, language):
        meaning = KindSaid("talk")
    return Item(meaning, at, end)


def _names_what_it_is_about(words: Words, at: int, language: str) -> bool:
    """`in gesprek met Elif` is a talk; `in gesprek` alone, or `in gesprek over een uur`, a busy line."""
    return words.key(at) in ("met", "over") and moment_at(words, at, language) is None


def _length(words: Words, at: int) -> Item | None:
    length = length_at(words, at)
    return Item(length, at, length.end) if length else None


def _moment(words: Words, at: int, language: str) -> Item | None:
    said = moment_at(words, at, language)
    return Item(said, at, said.end) if said else None
