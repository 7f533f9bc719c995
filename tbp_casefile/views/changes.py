# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two versions of a package, and why (DOMAIN G24)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tbp_casefile.model.case import ChangeReason
from tbp_casefile.model.texts import Text
from tbp_casefile.views.package import MeasureLine, PackageView, content

ChangeWord = Literal["started", "changed", "stopped", "unchanged"]
_ORDER: dict[ChangeWord, int] = {"started": 0, "changed": 1, "stopped": 2, "unchanged": 3}


@dataclass(frozen=True)
class ChangeLine:
    """One measure and what happened to it; `before` and `after` are its two forms."""

    change: ChangeWord
    before: MeasureLine | None
    after: MeasureLine | None
    reason: ChangeReason | None = None
    text: Text | None = None

    @property
    def measure(self) -> MeasureLine:
        """The form to show: the new one, or the last one of a measure that stopped."""
        measure = self.after or self.before
        assert measure is not None
        return measure


@dataclass(frozen=True)
class ChangesView:
    """The difference of a version with an earlier one; `older` is None for the first version."""

    newer: str
    older: str | None
    since: date
    why: Text
    lines: tuple[ChangeLine, ...]

    def only(self, word: ChangeWord) -> tuple[ChangeLine, ...]:
        """The lines of one kind of change."""
        return tuple(line for line in self.lines if line.change == word)


def changes(newer: PackageView, older: PackageView | None) -> ChangesView:
    """Compare two versions thing by thing: what says the same of it is unchanged, however it goes with it."""
    before = {line.entity: line for line in older.measures} if older else {}
    after = {line.entity: line for line in newer.measures}
    entities = [*after, *(entity for entity in before if entity not in after)]
    lines = [_compare(newer, before.get(entity), after.get(entity)) for entity in entities]
    lines.sort(key=lambda line: (_ORDER[line.change], line.measure.code))
    return ChangesView(
        newer.version, older.version if older else None, newer.valid_from, newer.reason, tuple(lines)
    )


def _compare(newer: PackageView, before: MeasureLine | None, after: MeasureLine | None) -> ChangeLine:
    word: ChangeWord = "changed" if before and after else "started" if after else "stopped"
    code = (after or before).code  # type: ignore[union-attr]  # one of the two is there
    told = next((c for c in newer.body.changes if c.code == code and c.change == word), None)
    if before and after and told is None and content(before) == content(after):
        return ChangeLine("unchanged", before, after)
    return ChangeLine(word, before, after, told.reason if told else None, told.text if told else None)
