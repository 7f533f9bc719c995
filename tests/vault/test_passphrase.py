# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Passphrases: their written form, how strong they must be, and words to draw (DESIGN section 7)."""

import os
import re
from itertools import pairwise

import pytest

from tbp_tui.vault.errors import PassphraseTooWeak
from tbp_tui.vault.passphrase import check_strength, draw_words, word_list, written_form

LANGUAGES = ("nl", "en")
NEVER = {
    "nl": "dood dode moord wapen bom geweld geweer pistool mes bloed gevaar oorlog vijand angst terreur",
    "en": "dead death murder weapon bomb gun violence knife blood danger war enemy fear threat kill terror",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_has_2048_different_words_that_anybody_can_type(language: str) -> None:
    words = word_list(language)
    assert len(words) == len(set(words)) == 2048
    assert list(words) == sorted(words)
    assert all(re.fullmatch("[a-z]{3,9}", word) for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_letters_tell_a_word_and_no_word_begins_another(language: str) -> None:
    words = word_list(language)
    assert len({word[:4] for word in words}) == 2048
    assert not [(one, other) for one, other in pairwise(words) if other.startswith(one)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_reminds_of_why_somebody_is_protected(language: str) -> None:
    assert not set(word_list(language)) & set(NEVER[language].split())


def test_drawing_uses_eleven_bits_a_word_and_nothing_else() -> None:
    numbers = iter([0, 2047, 2048, 5, 65535])
    drawn = draw_words(5, "nl", lambda size: next(numbers).to_bytes(size, "big"))
    words = word_list("nl")
    assert drawn.split() == [words[n] for n in (0, 2047, 0, 5, 2047)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_drawn_is_strong_enough(language: str) -> None:
    for _ in range(50):
        check_strength(draw_words(4, language, os.urandom), with_device_secret=True)
        check_strength(draw_words(6, language, os.urandom), with_device_secret=False)


@pytest.mark.parametrize(
    ("passphrase", "with_device_secret", "needed"),
    [
        ("elf tekens!", True, "12-characters"),
        ("  elf tekens!     ", True, "12-characters"),
        ("twaalf teken", True, None),
        ("twaalf tekens of meer", False, None),
        ("negentien tekens ja", False, "20-characters-or-six-words"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", False, "more-variety"),
        ("", True, "12-characters"),
    ],
)
def test_how_strong_a_passphrase_must_be(
    passphrase: str, with_device_secret: bool, needed: str | None
) -> None:
    if needed is None:
        check_strength(passphrase, with_device_secret=with_device_secret)
        return
    with pytest.raises(PassphraseTooWeak) as refusal:
        check_strength(passphrase, with_device_secret=with_device_secret)
    assert refusal.value.values == {"needed": needed}


def test_the_written_form_keeps_what_people_mean_and_drops_what_keyboards_add() -> None:
    assert written_form("cafe\u0301\u00a0olijf \n") == "café olijf"
    assert written_form("\u2460 \ufb01ets") == "\u2460 \ufb01ets"  # NFC, not NFKC
