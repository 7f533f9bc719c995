# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Safety words: what two people read out to each other, to know that nobody sits between them.

For each of the two apart, from the key of their first device in this talk, that every other device of theirs
was vouched for by. So whoever wants to sit in between has to find a key for the words of each.
"""

import hashlib
from dataclasses import dataclass

from tbp_casefile.crypto import base64url
from tbp_casefile.crypto.scope_keys import context
from tbp_casefile.logstate import LogState
from tbp_tui.vault.passphrase import word_list

WORDS = 6
DIGITS = 20
_ROUNDS = 65_536
"""Each guess costs this many hashes: 66 bits of words are then out of reach of whoever makes keys by the
million."""


@dataclass(frozen=True)
class SafetyWords:
    """What stands for one of the two: six of 2,048 words, and twenty digits for who has another language."""

    words: tuple[str, ...]
    digits: str


def safety_words(state: LogState, member: str, language: str) -> SafetyWords | None:
    """The words of this member of a talk; None as long as they have no device there."""
    first = next(((d, known) for d, known in state.devices.items() if known.member == member), None)
    if first is None:
        return None
    device, known = first
    named = context("tbp safety words 1", device, known.keys.sign, known.keys.seal)
    drawn = hashlib.pbkdf2_hmac("sha256", named, base64url.decode(known.keys.sign), _ROUNDS)
    listed = word_list(language)
    number = int.from_bytes(drawn, "big")
    digits = f"{number % 10**DIGITS:0{DIGITS}d}"
    return SafetyWords(tuple(listed[(number >> (128 + 11 * n)) & 2047] for n in range(WORDS)), digits)
