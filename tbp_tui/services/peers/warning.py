# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What in a message looks like something by which its writer can be found. A warning, never a ban.

It sees only what has a form: a number, an address, a mail. It cannot know that a word is somebody's name, so
it asks about names that the owner of this device told it, and about no others.
"""

import re
from collections.abc import Iterable
from typing import Literal

Found = Literal["phone", "mail", "address", "web", "name"]

_STREETS = "straat|laan|weg|plein|gracht|kade|singel|dijk|hof|pad|street|road"  # codespell:ignore singel
# Each form begins at the edge of a word and is of bounded length: a long line takes no longer than it is.
_FORMS: tuple[tuple[Found, str], ...] = (
    ("mail", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,}|\b\w{1,40} ?(?:\(at\)|\[at\]| apenstaartje )"),
    ("web", r"https?://|\bwww\.|(?<![\w-])[a-z0-9-]{1,63}\.(?:nl|com|org|net|eu|be|de)\b"),
    ("phone", r"(?<!\d)(?:\+|00)?\d(?:[ .()/-]{0,2}\d){8,14}(?!\d)"),
    ("address", rf"\b[1-9]\d{{3}}(?: ?(?-i:[A-Z]{{2}})|[a-z]{{2}})\b|\b\w{{0,30}}(?:{_STREETS}) \d{{1,4}}\b"),
)


def found_in(text: str, names: Iterable[str] = ()) -> tuple[Found, ...]:
    """What it looks like, each once; nothing for most messages."""
    forms = [what for what, form in _FORMS if re.search(form, text, re.IGNORECASE)]
    said = text.casefold()
    known = (name.casefold().strip() for name in names)
    named = any(name and re.search(rf"\b{re.escape(name)}\b", said) for name in known)
    return (*forms, "name") if named else tuple(forms)
