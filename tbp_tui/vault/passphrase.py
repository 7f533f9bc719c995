# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What counts as a passphrase: its one written form, how strong it must be, and drawn words.

Never stores or compares one; that is the header's business.
"""

import unicodedata
from collections.abc import Callable
from importlib.resources import files

from tbp_tui.vault.errors import PassphraseTooWeak

WITH_DEVICE_SECRET = 12
# Six of our words make 20 characters at the least (the shortest has three letters): one rule is enough.
WITHOUT_DEVICE_SECRET = 20
_VARIETY = 5
_LIST_LENGTH = 2048


def written_form(passphrase: str) -> str:
    """NFC with plain spaces (OpaqueString of RFC 8265), and no space at either end.

    NFC and not NFKC: NFKC folds characters that people type on purpose and take for different ones. A space
    at the end is what a paste or a phone keyboard leaves behind; nobody means it.
    """
    plain_spaces = "".join(" " if unicodedata.category(c) == "Zs" else c for c in passphrase)
    return unicodedata.normalize("NFC", plain_spaces).strip()


def passphrase_bytes(passphrase: str) -> bytearray:
    """The written form as UTF-8, in a buffer that the caller wipes."""
    return bytearray(written_form(passphrase), "utf-8")


def check_strength(passphrase: str, *, with_device_secret: bool) -> None:
    """Raise PassphraseTooWeak unless it is long enough for this way of protection (DESIGN section 7)."""
    written = written_form(passphrase)
    if with_device_secret and len(written) < WITH_DEVICE_SECRET:
        raise PassphraseTooWeak(needed="12-characters")
    if not with_device_secret and len(written) < WITHOUT_DEVICE_SECRET:
        raise PassphraseTooWeak(needed="20-characters-or-six-words")
    if len(set(written)) < _VARIETY:
        raise PassphraseTooWeak(needed="more-variety")


def word_list(language: str) -> tuple[str, ...]:
    """Our own 2,048 words of `nl` or `en`, in alphabetical order; read when asked for, and not kept."""
    text = files("tbp_tui.vault").joinpath("words", f"{language}.txt").read_text("ascii")
    return tuple(text.split())


def draw_words(count: int, language: str, random: Callable[[int], bytes]) -> str:
    """Draw words with equal chances, 11 bits each: five are 55 bits, six are 66."""
    words = word_list(language)
    # 2,048 divides 65,536, so the remainder favours no word
    drawn = (int.from_bytes(random(2), "big") % _LIST_LENGTH for _ in range(count))
    return " ".join(words[number] for number in drawn)
