# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The coordinator's own book: which log is whose, and which two were shown to each other.

One JSON file in `authority/`, ids alone: aliases stand sealed in the logs. Without it nobody can tell from
the database which person and which expert are the two in a talk.
"""

from pathlib import Path
from typing import Literal

import msgspec

from tbp_backend.home import Home
from tbp_backend.keys import write_private

PairState = Literal["asked", "linked", "over"]


class Asker(msgspec.Struct, frozen=True):
    """A person or relative who can ask for a talk, and the log in which they do."""

    case: str
    member: str
    scope: str


class Expert(msgspec.Struct, frozen=True):
    """An expert by the coordinator's own name for them; `ready` once training and a talk confirmed it."""

    name: str
    member: str
    scope: str
    ready: bool = False


class Pair(msgspec.Struct, frozen=True):
    """Two who were shown to each other: the log of each, the record there, and the talk that came of it."""

    asker: str
    expert: str
    shown_asker: str
    shown_expert: str
    until: str
    state: PairState = "asked"
    talk: str = ""


class Book(msgspec.Struct):
    """Everything that a coordinator must know and no log says."""

    askers: list[Asker] = []
    experts: list[Expert] = []
    pairs: list[Pair] = []

    def expert(self, name: str) -> Expert | None:
        """The expert whom the coordinator calls this."""
        return next((one for one in self.experts if one.name == name), None)

    def asker(self, case: str, member: str) -> Asker | None:
        """The person or relative of a case."""
        return next((one for one in self.askers if (one.case, one.member) == (case, member)), None)

    def of_expert(self, scope: str) -> list[Pair]:
        """What goes on with an expert."""
        return [pair for pair in self.pairs if pair.expert == scope and pair.state != "over"]

    def of_asker(self, scope: str) -> list[Pair]:
        """What goes on with a person or relative."""
        return [pair for pair in self.pairs if pair.asker == scope and pair.state != "over"]

    def put(self, old: Pair, new: Pair) -> None:
        """The same two, as things stand now."""
        self.pairs[self.pairs.index(old)] = new


def read_book(home: Home) -> Book:
    """The book of this home; empty before first use."""
    path = _place(home)
    return msgspec.json.decode(path.read_bytes(), type=Book) if path.exists() else Book()


def keep_book(home: Home, book: Book) -> None:
    """Write it down, whole or not at all."""
    write_private(_place(home), msgspec.json.encode(book))


def _place(home: Home) -> Path:
    return home.authority / "peers.json"
