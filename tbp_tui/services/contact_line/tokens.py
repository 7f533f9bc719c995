# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A line cut into words, separators and brackets; each knows where it stands, so text is always a slice."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar, cast

from tbp_tui.services.contact_line.spelling import listed_word
from tbp_tui.services.contact_line.words import Phrase

Sort = Literal["word", "separator", "opening", "closing"]
Found = TypeVar("Found")

_CHUNK = re.compile(r"\S+")
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u02bc\u0060\u00b4\u2032"))
_STRAIGHT = dict.fromkeys(_APOSTROPHES, "'")
_BEHIND_A_WORD = ",;:.!?"
_BETWEEN_SPACES = frozenset("-\u2013|/+")
_ABBREVIATIONS = frozenset(("ca.", "a.s.", "a.m.", "p.m."))


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the line. `raw` is what stands there in small letters, `key` the listed word it is."""

    start: int
    end: int
    sort: Sort
    raw: str
    key: str


def fold(text: str) -> str:
    """A word without capitals, apostrophes and accents."""
    text = text.casefold().translate(_APOSTROPHES)
    if text.isascii():
        return text
    parted = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def tokens_of(line: str, start: int, end: int) -> list[Token]:
    """The tokens of a part of the line."""
    return [token for chunk in _CHUNK.finditer(line, start, end) for token in _cut(chunk)]


def _cut(chunk: re.Match[str]) -> Iterator[Token]:
    text, first, last = chunk[0], 0, len(chunk[0])
    if text in _BETWEEN_SPACES:
        yield _token(chunk, 0, 1, "separator")
        return
    while first < last and text[first] == "(":
        first += 1
    while (
        last > first and text[last - 1] in _BEHIND_A_WORD and text[first:last].lower() not in _ABBREVIATIONS
    ):
        last -= 1
    word_end = last
    while word_end > first and text[word_end - 1] == ")":
        word_end -= 1
    yield from (_token(chunk, at, at + 1, "opening") for at in range(first))
    if word_end > first:
        yield _token(chunk, first, word_end, "word")
    yield from (_token(chunk, at, at + 1, "closing") for at in range(word_end, last))
    yield from (_token(chunk, at, at + 1, "separator") for at in range(last, len(text)))


def _token(chunk: re.Match[str], first: int, last: int, sort: Sort) -> Token:
    text, start = chunk[0][first:last], chunk.start()
    if sort != "word":
        return Token(start + first, start + last, sort, text, "")
    raw = text.lower().translate(_STRAIGHT)
    return Token(start + first, start + last, sort, raw, listed_word(fold(text)))


class Words:
    """The tokens of one part of the line, asked by place; beyond its edges there is nothing."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._known: dict[tuple[Hashable, ...], object] = {}
        self._keys = [token.key for token in tokens]
        self._raws = [token.raw for token in tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def key(self, at: int) -> str:
        """The listed word at a place; empty for what is no word."""
        return self._keys[at] if 0 <= at < len(self._keys) else ""

    def raw(self, at: int) -> str:
        """What is written at a place."""
        return self._raws[at] if 0 <= at < len(self._raws) else ""

    def is_sort(self, at: int, sort: Sort) -> bool:
        """Whether such a token stands at a place."""
        return 0 <= at < len(self.tokens) and self.tokens[at].sort == sort

    def once(self, read: Callable[..., Found], at: int, *more: Hashable) -> Found:
        """What a reader finds at a place, looked for once: many ask for the same number."""
        place = (read, at, *more)
        if place not in self._known:
            self._known[place] = read(self, at, *more)
        return cast(Found, self._known[place])


class Phrasebook(Generic[Found]):
    """Phrases of one or more words and what they mean; the longest one counts."""

    def __init__(self, meanings: Mapping[Phrase, Found]) -> None:
        self._by_first: dict[str, list[tuple[Phrase, Found]]] = {}
        for phrase, meaning in sorted(meanings.items(), key=lambda entry: -len(entry[0])):
            self._by_first.setdefault(phrase[0], []).append((phrase, meaning))

    def __contains__(self, word: str) -> bool:
        """Whether a phrase begins with this word."""
        return word in self._by_first

    def at(self, words: Words, at: int) -> tuple[Found, int] | None:
        """The meaning of the longest phrase that begins at a place, and the place behind it."""
        for phrase, meaning in self._by_first.get(words.key(at), ()):
            if all(words.key(at + step) == word for step, word in enumerate(phrase)):
                return meaning, at + len(phrase)
        return None
