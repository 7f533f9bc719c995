# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Text in a body: in Dutch and English, or in the one language of its writer."""

Text = dict[str, str] | str
"""`{"nl": "...", "en": "..."}`, or a string in the writer's language."""


def say(text: Text | None, language: str) -> str:
    """The text in this language; where it lacks that, in the other one; nothing for nothing."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    return text.get(language) or next(iter(text.values()), "")
