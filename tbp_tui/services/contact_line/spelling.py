# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Slips of the fingers in a listed word of six letters or more: one missing, one too many, two swapped.

Another letter makes another word (`geweld`, `gemeld`), so a replaced letter is never a slip.
"""

from collections.abc import Iterator

from tbp_tui.services.contact_line import times, words

_SHORTEST = 6


def _listed() -> Iterator[str]:
    """Every word of the lists, once or more often."""
    for book in (
        words.MEANINGS,
        words.ON_BEHALF,
        words.CLOSING,
        times.LENGTHS,
        times.PARTS,
        times.NEAR_DAYS,
        times.NOW,
        times.FEW,
    ):
        for phrase in book:
            yield from phrase
    for some in (
        words.BEFORE_A_NAME,
        words.ENDS_THE_HEAD,
        words.CLOSING_HALVES,
        words.CLOSING_HALVES.values(),
        times.NUMBERS,
        times.MINUTE_UNITS,
        times.HOUR_UNITS,
        times.ABOUT,
        times.NO_LENGTH_BEFORE,
        times.NO_HOUR_BEFORE,
        times.WEEKDAYS,
        *times.SHORT_WEEKDAYS.values(),
        times.MONTHS,
        times.PARTS_BESIDE,
        times.PARTED_WEEKDAYS,
        times.AGO,
        times.AHEAD,
        times.DAY_UNITS,
        times.MONTH_UNITS,
        times.BEFORE_A_TIME,
        times.OTHER_WORDS,
    ):
        yield from some


_LISTED = frozenset(_listed())
_LONG = tuple(sorted(word for word in _LISTED if len(word) >= _SHORTEST and word.isalpha()))
_LONG_SET = frozenset(_LONG)
_LONGEST = max(map(len, _LONG)) + 1


def _without_one(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _swapped(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))


_SLIPS = {slip: word for word in _LONG for slip in (*_swapped(word), *_without_one(word))}


def listed_word(word: str) -> str:
    """The listed word that somebody meant, or the word itself."""
    if word in _LISTED or not _SHORTEST - 1 <= len(word) <= _LONGEST or not word.isalpha():
        return word
    if word in _SLIPS:
        return _SLIPS[word]
    return next((shorter for shorter in _without_one(word) if shorter in _LONG_SET), word)
