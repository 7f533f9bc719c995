# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Lines about a contact that somebody writes often, ready to be filled in: in this vault, sent to nobody."""

from collections.abc import Sequence

import msgspec

from tbp_tui.services.staff.contacts import check_length
from tbp_tui.vault.store import Vault

MOST_LINES = 9
MOST_LINE = 200
"""Characters of one: it is the begin of a contact, not the whole of it."""

_META = "staff.own-lines"
Lines = tuple[str, ...]


def load(vault: Vault) -> Lines:
    """As they were written; none where another version of this program kept them otherwise."""
    kept = vault.meta(_META)
    try:
        return msgspec.json.decode(kept, type=Lines)[:MOST_LINES] if kept else ()
    except msgspec.DecodeError:
        return ()


def save(vault: Vault, lines: Lines) -> None:
    """For the next time; what was taken away is overwritten, also where it was written first."""
    vault.set_meta(_META, msgspec.json.encode(lines))
    vault.empty_journal()


def with_line(lines: Lines, text: str, place: int | None = None) -> Lines:
    """The same with this line at a place, or one more; an empty one takes away what stood there.

    A line stands there once, and beyond the most nothing comes in. Raises TooLong.
    """
    text = " ".join(text.split())
    check_length(text, MOST_LINE)
    here = list(lines)
    if place is None or not 0 <= place < len(here):
        here.append(text)
    else:
        here[place] = text
    return tuple(dict.fromkeys(line for line in here if line))[:MOST_LINES]


def after(lines: Sequence[str], typed: str) -> str:
    """The line that comes after what stands in the field; nothing where somebody typed something else."""
    if not lines or (typed.strip() and typed not in lines):
        return ""
    return lines[(lines.index(typed) + 1) % len(lines)] if typed in lines else lines[0]


def has_room_for(lines: Sequence[str], line: str) -> bool:
    """Whether this one can be kept as well."""
    return len(lines) < MOST_LINES and 0 < len(line) <= MOST_LINE and line not in lines
