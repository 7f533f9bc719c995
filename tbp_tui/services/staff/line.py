# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""A line about a contact, and what its writer settled by hand: what will be written, what is still asked.

Nothing is guessed in silence: what a line leaves open is asked, and what was settled by hand stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import get_args

from tbp_casefile.model.dialogue import ContactMoment, Outcome, Party, TalkKind
from tbp_casefile.times import AMSTERDAM, local_date
from tbp_casefile.views.talks import TalkLine
from tbp_tui.services.contact_line import Reading, read_line
from tbp_tui.services.staff.contacts import NewContact, NewTask
from tbp_tui.words.contact_line import PARTS, Part

KINDS: tuple[TalkKind, ...] = get_args(TalkKind)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
PARTIES: tuple[Party, ...] = get_args(Party)


@dataclass(frozen=True)
class ContactLine:
    """The line as it was typed, and by field what its writer settled. `read`: what the program understood."""

    line: str
    read: Reading
    by_hand: Mapping[Part, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words that are left for the record."""
        return self.read.text

    @property
    def ask(self) -> tuple[Part, ...]:
        """What is still open, in the order of the page."""
        asked = {name for name in self.read.ask if name not in self.by_hand}
        return tuple(part for part in PARTS if part in asked)

    def value(self, part: Part) -> object:
        """What holds for a field: by hand, or as it was read."""
        if part in self.by_hand:
            return self.by_hand[part]
        if part == "due":
            return self.read.follow_up.due if self.read.follow_up else None
        if part == "follow_up":
            return self.read.follow_up.text if self.read.follow_up else ""
        return getattr(self.read, part)

    def settle(self, part: Part, value: object) -> "ContactLine":
        """The same with this field as its writer wants it."""
        return replace(self, by_hand={**self.by_hand, part: value})

    def agree(self, part: Part) -> "ContactLine":
        """The same with what was proposed for this field."""
        return self.settle(part, self.value(part))

    def next_choice(self, part: Part) -> "ContactLine":
        """The same with the next of the few values that this field can have; who is not said is known."""
        value = self.value(part)
        if part == "party" and value is None and part not in self.ask:
            value = "known"
        return self.settle(part, _after(value, _CHOICES[part]))

    def contact(self, now: datetime, member: str) -> NewContact:
        """What will be written; `member` does what is to be done after it."""
        kind, party, minutes = self.value("kind"), self.value("party"), self.value("minutes")
        return NewContact(
            kind=kind if kind in KINDS else None,
            text=self.read.text,
            at=_moment(self.value("at"), now),
            outcome=next((one for one in OUTCOMES if one == self.value("outcome")), "reached"),
            minutes=minutes if isinstance(minutes, int) else None,
            party=next((one for one in PARTIES if one == party), "known"),
            visible=bool(self.value("visible")),
            follow_up=self._task(member),
        )

    def as_read(self, now: datetime) -> TalkLine | None:
        """What whoever may read it will read; nothing as long as its kind is open. Of any length."""
        contact = self.contact(now, "")
        if contact.kind is None:
            return None
        body = ContactMoment(
            kind=contact.kind,
            text=contact.text,
            minutes=contact.minutes,
            outcome=contact.outcome,
            party=contact.party,
        )
        return TalkLine("", body, contact.at, local_date(contact.at))

    def _task(self, member: str) -> NewTask | None:
        text, due = str(self.value("follow_up")), self.value("due")
        if not text:
            return None
        return NewTask(text, due if isinstance(due, date) else None, member)


_CHOICES: dict[Part, tuple[object, ...]] = {
    "kind": KINDS,
    "outcome": OUTCOMES,
    "party": PARTIES,
    "visible": (False, True),
}


def understood(
    line: str, now: datetime, language: str, by_hand: Mapping[Part, object] | None = None
) -> ContactLine:
    """Read a line; what was settled by hand before stays settled."""
    return ContactLine(line, read_line(line, now, language), dict(by_hand or {}))


def has_choices(part: Part) -> bool:
    """Whether a key leads to the next value; of the others one is typed."""
    return part in _CHOICES


def typed(part: Part, words: str, now: datetime, language: str) -> tuple[object, bool]:
    """What these words mean for a field, and whether that is sure; nothing typed empties it.

    A length is read as in a line, and so is a moment, behind a word that any line may begin with.
    """
    if not words.strip():
        return ("" if part == "follow_up" else None), True
    if part == "follow_up":
        return words.strip(), True
    if part == "due":
        read = read_line(f"x > {words}", now, language)
        due = read.follow_up.due if read.follow_up else None
        return due, due is not None and "due" not in read.ask
    read = read_line(f"{_A_CALL[language]} {_as_length(part, words)}", now, language)
    value = read.minutes if part == "minutes" else read.at
    return value, value is not None and part not in read.ask


_A_CALL = {"nl": "gebeld", "en": "phoned"}


def _as_length(part: Part, words: str) -> str:
    return f"{words.strip()} min" if part == "minutes" and words.strip().isdigit() else words


def _after(value: object, values: tuple[object, ...]) -> object:
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]


def _moment(at: object, now: datetime) -> datetime:
    """Of a day without an hour its noon; of none now."""
    if isinstance(at, datetime):
        return at
    return datetime.combine(at, time(12), AMSTERDAM) if isinstance(at, date) else now
