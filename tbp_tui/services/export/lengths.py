# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A text that is longer than a field of the standard goes on in the next one: whole, and never cut.

The parts, put behind each other, are the text again to the letter.
"""


def parts(text: str, most: int) -> list[str]:
    """Pieces of at most this many characters, broken behind a space where there is one; none for nothing."""
    found = []
    while len(text) > most:
        end = _break(text, most)
        found.append(text[:end])
        text = text[end:]
    return [*found, text] if text else found


def _break(text: str, most: int) -> int:
    """Behind the last white space that still fits, else in the middle of a word."""
    return next((end for end in range(most, 0, -1) if text[end - 1].isspace()), most)
