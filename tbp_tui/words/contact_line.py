# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What was understood of a line about a contact, field by field, in full words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Literal, Protocol, get_args

from tbp_tui.i18n import N_, _, ngettext
from tbp_tui.words.clean import clean
from tbp_tui.words.dates import full_day, full_moment
from tbp_tui.words.terms import term

Part = Literal["kind", "outcome", "minutes", "at", "party", "visible", "follow_up", "due"]
"""What can be settled by hand."""
PARTS: tuple[Part, ...] = get_args(Part)


class Understood(Protocol):
    """A line as it was understood (`services/staff/line.py`)."""

    @property
    def text(self) -> str: ...
    @property
    def ask(self) -> Sequence[Part]: ...
    def value(self, part: Part) -> object: ...


LABELS: dict[Part, str] = {
    "kind": N_("How"),
    "outcome": N_("Outcome"),
    "minutes": N_("Length"),
    "at": N_("When"),
    "party": N_("Who"),
    "visible": N_("Read by"),
    "follow_up": N_("To do"),
    "due": N_("By when"),
}

KEYS: dict[str, Part] = {
    "k": "kind",
    "o": "outcome",
    "d": "minutes",
    "w": "at",
    "p": "party",
    "v": "visible",
    "f": "follow_up",
    "b": "due",
}
"""The key that changes each field, here and on the screen."""


def label(part: Part) -> str:
    """The name of a field."""
    return _(LABELS[part])


def shown(line: Understood) -> Iterator[Part]:
    """The fields that say something here, in their order."""
    for part in PARTS:
        if part == "due" and not line.value("follow_up"):
            continue
        if part == "outcome" and line.value(part) is None and part not in line.ask:
            continue  # of a failure or a concern nobody was reached or not
        yield part


def value(line: Understood, part: Part) -> str:
    """What holds for a field, in words; what is open says so."""
    words = _value(part, line.value(part))
    if part not in line.ask:
        return words
    asked = _("not sure")
    return f"{words} ({asked})" if words and line.value(part) is not None else f"({asked})"


def _value(part: Part, value: object) -> str:
    match part, value:
        case "kind", str():
            return term("talk", value)
        case "outcome", str():
            return term("outcome", value)
        case "outcome", None:
            return term("outcome", "reached")
        case "minutes", int():
            return ngettext("{n} minute", "{n} minutes", value).format(n=value)
        case "minutes", None:
            return _("not said")
        case "at", None:
            return _("now")
        case "due", None:
            return _("no day")
        case "party", str():
            return term("party", value)
        case "party", None:
            return term("party", "known")
        case "visible", _:
            return _("you and the person") if value else _("you and your colleagues")
        case "follow_up", _:
            return clean(str(value)) or _("nothing")
        case _, datetime():
            return full_moment(value)
        case _, date():
            return full_day(value)
    return ""


def lines(line: Understood) -> Iterator[str]:
    """All of it, as numbered lines can be read out; the text itself last."""
    for part in shown(line):
        yield f"{label(part)}: {value(line, part)}"
    yield _("Text: {text}").format(text=clean(line.text) or _("none"))
