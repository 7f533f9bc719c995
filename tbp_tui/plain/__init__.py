# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What `show` says as numbered lines: no box drawing, no colour, one thing a line, for ears and for scripts.

`offer.py` and `around.py` take views and give lines; the commands print them.
"""

from collections.abc import Iterable, Iterator

from tbp_tui.i18n import _, ngettext
from tbp_tui.words.clean import clean


def numbered(lines: Iterable[str]) -> Iterator[str]:
    """Number every line; a text of several paragraphs stays one line."""
    for number, line in enumerate(lines, start=1):
        yield f"{number} {' '.join(line.split())}"


def sentence(*parts: str) -> str:
    """Parts as sentences, each closed with a full stop; empty ones are left out."""
    filled = (part.strip() for part in parts)
    return " ".join(part if part.endswith((".", "?", "!", ":")) else f"{part}." for part in filled if part)


def not_understood(count: int) -> str:
    """What came in and is kept for a newer version of this program."""
    words = ngettext(
        "{n} message needs a newer version of this program. It is kept until then.",
        "{n} messages need a newer version of this program. They are kept until then.",
        count,
    )
    return words.format(n=count)


def set_aside(count: int) -> str:
    """What came in and failed a check: kept, shown as such, never used (T29)."""
    words = ngettext(
        "{n} message is not right: its signature or its form. It is kept and not used.",
        "{n} messages are not right: their signature or their form. They are kept and not used.",
        count,
    )
    return words.format(n=count)


def not_a_warning() -> str:
    """The line that stands on home and in help, because people will believe otherwise (DESIGN section 9)."""
    return _(
        "This program does not warn you and does not call. Immediate danger: call 112. "
        "With important news your contact person calls you."
    )


def remaining_risk() -> str:
    """The fixed line of every package (DOMAIN section 0, truth 4)."""
    return _("Measures make the risk smaller. They cannot take it away.")


def incomplete(version: str) -> str:
    """The line above the last whole version while a newer one is not all here (T50)."""
    return _(
        "Version {version} has been published, but not all of it is here yet. You see the last whole version."
    ).format(version=clean(version))


def capital(words: str) -> str:
    """The first letter large, the rest as it is."""
    return words[:1].upper() + words[1:]
