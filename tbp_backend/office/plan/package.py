# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The offer through its versions: measures, obligations, and what each version lists of them.

A changed thing is a new record in the place of the one before; what did not change is listed as it was.
What the family may know stands in the family's log, and has a package of its own there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from tbp_backend.office.casefile import CaseFile
from tbp_backend.office.findings import Path
from tbp_backend.office.form.package import AskedRow, EntryRow, MeasureEventRow, VersionRow
from tbp_backend.office.plan import bodies, reviews
from tbp_backend.office.plan.items import Item, Rank
from tbp_casefile.model import case
from tbp_casefile.tables import ScopeType


@dataclass
class _Newest:
    """The newest record of one thing: what the file said, and the key it was published under."""

    entry: EntryRow | AskedRow
    key: str
    stopped: bool = False


@dataclass
class _Offers:
    """Goes through the versions from old to new and remembers what stands."""

    file: CaseFile
    reached: date
    reviewed: Sequence[Item]
    items: list[Item] = field(default_factory=list)
    newest: dict[str, _Newest] = field(default_factory=dict)
    waiting: dict[str, EntryRow] = field(default_factory=dict)

    def go(self) -> list[Item]:
        for number, version in enumerate(self.file.versions):
            self._until(version.from_)
            path: Path = ("versions", number)
            parts = [self._measure(version, entry, path) for entry in version.measures]
            parts += [self._obligation(version, entry, path) for entry in version.obligations]
            self._stop_absent(version, path)
            self._publish(number, version, parts, path)
        self._until(None)
        return self.items

    # --- one thing -----------------------------------------------------------------------------------------

    def _log(self, code: str) -> ScopeType:
        said = self.file.measures.get(code) or self.file.obligations.get(code)
        return ScopeType.FAMILY if said and said.family else ScopeType.CASE

    def _add(
        self, code: str, key: str, day: date, body: msgspec.Struct, path: Path, rank: Rank = Rank.PART
    ) -> None:
        before = self.newest[code].key if code in self.newest else ""
        kind = "measure" if isinstance(body, case.Measure) else "obligation"
        self.items.append(Item(key, day, rank, kind, body, path, self._log(code), replaces=before))

    def _measure(self, version: VersionRow, entry: EntryRow, path: Path) -> str:
        """The key of the record that this version lists for one of its measures."""
        if known := self._unchanged(entry):
            return known
        key = f"measure/{entry.code}/{version.version}"
        planned = entry.status is None and entry.start > version.from_
        state = entry.status or ("planned" if planned else "active")
        self._add(entry.code, key, version.from_, bodies.measure(self.file, entry, state), path)
        self.newest[entry.code] = _Newest(entry, key)
        self.waiting.pop(entry.code, None)
        if planned:
            self.waiting[entry.code] = entry
        return key

    def _obligation(self, version: VersionRow, entry: AskedRow, path: Path) -> str:
        if known := self._unchanged(entry):
            return known
        key = f"obligation/{entry.code}/{version.version}"
        self._add(entry.code, key, version.from_, bodies.obligation(self.file, entry), path)
        self.newest[entry.code] = _Newest(entry, key)
        return key

    def _unchanged(self, entry: EntryRow | AskedRow) -> str:
        known = self.newest.get(entry.code)
        return known.key if known and known.entry == entry and not known.stopped else ""

    def _stop_absent(self, version: VersionRow, path: Path) -> None:
        """What this version no longer has."""
        listed = codes_of(version)
        for code, known in self.newest.items():
            if code in listed or known.stopped:
                continue
            body = bodies.stopped(self.file, known.entry, version.from_)
            kind = "measure" if isinstance(body, case.Measure) else "obligation"
            key = f"{kind}/{code}/{version.version}"
            self._add(code, key, version.from_, body, path)
            self.newest[code] = _Newest(known.entry, key, stopped=True)
            self.waiting.pop(code, None)

    # --- between versions ----------------------------------------------------------------------------------

    def _until(self, day: date | None) -> None:
        """What happens by itself before this day, or before the day we have reached: starts and events."""
        steps: list[tuple[date, EntryRow | MeasureEventRow]] = [
            *((entry.start, entry) for entry in self.waiting.values()),
            *((event.on, event) for event in self.file.measure_events),
        ]
        for when, step in sorted(steps, key=lambda step: step[0]):
            if when >= day if day else when > self.reached:
                continue
            if isinstance(step, EntryRow):
                self._start(step)
            else:
                self._happen(step)

    def _start(self, entry: EntryRow) -> None:
        """A planned measure whose first day has come."""
        known = self.newest[entry.code]
        key = f"{known.key}/active"
        body = bodies.measure(self.file, entry, "active")
        self._add(entry.code, key, entry.start, body, ("measures", entry.code))
        self.newest[entry.code] = _Newest(entry, key)
        self.waiting.pop(entry.code, None)

    def _happen(self, event: MeasureEventRow) -> None:
        number = self.file.measure_events.index(event)
        key = f"measure-event/{event.code}/{event.on}/{event.state}"
        known = self.newest.get(event.code)
        if known is None or not isinstance(known.entry, EntryRow) or self._is_planned(key):
            return
        body = bodies.measure(self.file, known.entry, event.state, note=event.text)
        self._add(event.code, key, event.on, body, ("measure_events", number), Rank.EVENT)
        self.newest[event.code] = _Newest(known.entry, key)

    def _is_planned(self, key: str) -> bool:
        return any(item.key == key for item in self.items)

    # --- the version ---------------------------------------------------------------------------------------

    def _publish(self, number: int, version: VersionRow, parts: list[str], path: Path) -> None:
        before = self.file.versions[number - 1].version if number else ""
        in_family = [key for key in parts if self._log(key.split("/")[1]) is ScopeType.FAMILY]
        everything = (*parts, *reviews.listed(version, self.reviewed, ScopeType.CASE))
        self.items.append(
            Item(
                f"package/{version.version}", version.from_, Rank.PACKAGE, "package",
                bodies.package(version), path, replaces=before and f"package/{before}", parts=everything,
            )
        )  # fmt: skip
        if self.file.has_family():
            everything = (*in_family, *reviews.listed(version, self.reviewed, ScopeType.FAMILY))
            body = bodies.family_package(self.file, version)
            self.items.append(
                Item(
                    f"package/{version.version}@family", version.from_, Rank.FAMILY_PACKAGE, "package",
                    body, path, ScopeType.FAMILY, replaces=before and f"package/{before}@family",
                    parts=everything,
                )
            )  # fmt: skip


def offers(file: CaseFile, reached: date, reviewed: Sequence[Item]) -> list[Item]:
    """Measures, obligations and packages, the versions from old to new."""
    return _Offers(file, reached, reviewed).go()


def codes_of(version: VersionRow) -> set[str]:
    """Every measure and obligation of a version."""
    return {entry.code for entry in version.measures} | {entry.code for entry in version.obligations}
