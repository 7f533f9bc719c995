# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Text from elsewhere, made harmless for a terminal. Apart from dates: needs no time zones."""

import re

_UNSEEN = re.compile(
    "["
    "\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f"  # control characters, but not the line feed between
    "\\xad\\u061c"  # soft hyphen, Arabic letter mark
    "\\u200b-\\u200f"  # zero widths and direction marks
    "\\u2028-\\u202e"  # separators and direction overrides
    "\\u2060-\\u2069\\ufeff"  # joiners and isolates
    "\\ue000-\\uf8ff\\U000f0000-\\U0010ffff"  # private use: looks different on every terminal
    "\\U000e0000-\\U000e007f"  # tags
    "]+"
)


def clean(words: str) -> str:
    """Text from elsewhere without control characters, direction overrides and invisible marks (T11)."""
    return words if words.isascii() and words.isprintable() else _UNSEEN.sub("", words)
