# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The package of a case through its versions: measures, reviews, and what each version lists of them.

A changed measure is a new record in the place of the one before; what did not change is listed as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import msgspec

from tbp_backend.office.casefile import CaseFile, EntryRow, ReviewRow, VersionRow
from tbp_backend.office.findings import Path
from tbp_backend.office.items import Item, decides_on, text_of
from tbp_casefile.model import case
from tbp_casefile.model.catalogue import CATALOGUE


@dataclass
class _Newest:
    """The newest record of one measure: what the file said, and the key it was published under."""

    entry: EntryRow
    key: str
    stopped: bool = False


@dataclass
class _Packages:
    """Goes through the versions from old to new and remembers what stands."""

    file: CaseFile
    reached: date
    items: list[Item] = field(default_factory=list)
    newest: dict[str, _Newest] = field(default_factory=dict)
    waiting: dict[str, EntryRow] = field(default_factory=dict)

    def go(self) -> list[Item]:
        reviews = [item for row in enumerate(self.file.reviews) for item in _review(self.file, *row)]
        self.items += reviews
        for number, version in enumerate(self.file.versions):
            self._start_waiting(version.from_)
            parts = [self._measure(version, number, place) for place in range(len(version.measures))]
            self._stop_absent(version, number)
            parts += _review_parts(version, reviews)
            body = _package(version)
            deciding = decides_on(self.file, version.from_)
            path: Path = ("versions", number)
            before = f"package/{self.file.versions[number - 1].version}" if number else ""
            key = f"package/{version.version}"
            self.items.append(
                Item(key, version.from_, 7, deciding, "package", body, path, before, tuple(parts))
            )
        self._start_waiting(self.reached)
        return self.items

    def _add(self, code: str, key: str, day: date, body: case.Measure, path: Path) -> None:
        before = self.newest[code].key if code in self.newest else ""
        deciding = decides_on(self.file, day)
        self.items.append(Item(key, day, 5, deciding, "measure", body, path, before))

    def _measure(self, version: VersionRow, number: int, place: int) -> str:
        """The key of the record that this version lists for one of its measures."""
        entry = version.measures[place]
        known = self.newest.get(entry.code)
        if known and known.entry == entry and not known.stopped:
            return known.key
        key = f"measure/{entry.code}/{version.version}"
        planned = entry.status is None and entry.start > version.from_
        state = entry.status or ("planned" if planned else "active")
        path: Path = ("versions", number, "measures", place)
        self._add(entry.code, key, version.from_, self._body(entry, state), path)
        self.newest[entry.code] = _Newest(entry, key)
        self.waiting.pop(entry.code, None)
        if planned:
            self.waiting[entry.code] = entry
        return key

    def _start_waiting(self, day: date) -> None:
        """Planned measures whose first day has come."""
        for code, entry in sorted(self.waiting.items(), key=lambda waiting: waiting[1].start):
            if entry.start > day:
                continue
            key = f"{self.newest[code].key}/active"
            self._add(code, key, entry.start, self._body(entry, "active"), ("measures", code))
            self.newest[code] = _Newest(entry, key)
            del self.waiting[code]

    def _stop_absent(self, version: VersionRow, number: int) -> None:
        """Measures that this version no longer has."""
        listed = {entry.code for entry in version.measures}
        for code, known in self.newest.items():
            if code in listed or known.stopped:
                continue
            key = f"measure/{code}/{version.version}"
            body = msgspec.structs.replace(self._body(known.entry, "stopped"), end=version.from_)
            self._add(code, key, version.from_, body, ("versions", number, "measures"))
            self.newest[code] = _Newest(known.entry, key, stopped=True)
            self.waiting.pop(code, None)

    def _body(self, entry: EntryRow, state: case.MeasureState) -> case.Measure:
        said, named = self.file.measures[entry.code], CATALOGUE[entry.code]
        return case.Measure(
            code=entry.code,
            title={"nl": named.nl, "en": named.en},
            layer=said.layer,
            covers=said.covers,
            start=entry.start,
            state=state,
            provider=said.provider.as_text(),
            end=entry.end,
            detail=text_of(entry.detail),
            notice=said.notice.as_text(),
            do=said.do.as_text(),
            call=said.call.as_text(),
        )


def package_items(file: CaseFile, reached: date) -> list[Item]:
    """Measures, reviews and packages, the versions from old to new."""
    return _Packages(file, reached).go()


def _package(version: VersionRow) -> case.Package:
    changes = tuple(
        case.Change(change.code, change.change, change.reason, change.text.as_text())
        for change in version.changes
    )
    return case.Package(
        version=version.version,
        kind=version.kind,
        valid_from=version.from_,
        authority=version.authority,
        reason=version.reason.as_text(),
        parts=(),
        changes=changes,
        coverage=version.coverage,
        based_on=text_of(version.based_on),
        residual=text_of(version.residual),
        next_review=version.next_review,
    )


def _review(file: CaseFile, number: int, row: ReviewRow) -> Iterator[Item]:
    """Planned with its version, announced, done: each on its day, and only the last one has its text."""
    path: Path = ("reviews", number)
    key = f"review/{row.version}/{row.kind}"
    planned_on = next(version.from_ for version in file.versions if version.version == row.version)
    planned = case.Review(version=row.version, on=row.on, state="planned", kind=row.kind)
    announced = msgspec.structs.replace(planned, state="announced", announced=row.announced)
    said = {"text": row.text.as_text(), "input_open": row.input_open}
    done = msgspec.structs.replace(announced, state="done", outcome=row.outcome, **said)
    steps: list[tuple[str, date, case.Review]] = [(key, planned_on, planned)]
    if row.state == "planned":
        steps = [(key, planned_on, msgspec.structs.replace(planned, **said))]
    if row.announced is not None and row.state != "planned":
        body = msgspec.structs.replace(announced, **said) if row.state == "announced" else announced
        steps.append((f"{key}/announced", row.announced, body))
    if row.state == "done":
        steps.append((f"{key}/done", row.on, done))
    before = ""
    for name, day, body in steps:
        rank = 6 if day == planned_on else 4
        yield Item(name, day, rank, decides_on(file, day), "review", body, path, before, changed="keep")
        before = name


def _review_parts(version: VersionRow, reviews: list[Item]) -> list[str]:
    """The reviews of a version as they stood on its first day: amendments belong to what they amend."""
    newest: dict[str, Item] = {}
    for item in reviews:
        assert isinstance(item.body, case.Review)
        own = item.body.version in {version.version, version.version.partition(".")[0]}
        if own and item.day <= version.from_:
            newest["/".join(item.key.split("/")[:3])] = item
    return [item.key for item in newest.values()]
