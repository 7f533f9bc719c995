# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The desk of an office that nobody serves: import case files, and look at what came into which log."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import CaseFile, read_case
from tbp_backend.office.founding import open_home
from tbp_backend.office.importing import Wanted, import_case
from tbp_backend.office.ledger import Ledger, read_ledger
from tbp_backend.office.lint import check
from tbp_backend.office.yamlfile import read_document
from tbp_backend.store import tables
from tbp_backend.store.engine import open_database
from tbp_backend.store.store import Store
from tbp_casefile import effects, model
from tbp_casefile.keys import SystemKeys
from tbp_casefile.log import chain
from tbp_casefile.logstate import Counts, LogState
from tbp_casefile.members import judge, replaces_it
from tbp_casefile.wire.envelope import Record, Ref, SignedRecord, read_record
from tests.backend.conftest import CASE_FILE

NOW = datetime(2026, 4, 20, 10, 30, tzinfo=UTC)
SHIPPED = tuple(sorted(CASE_FILE.parent.glob("h?-*.yaml")))
OWN_FILE = Path(__file__).parent / "cases" / "k1-researcher.yaml"
OWN = OWN_FILE.read_text(encoding="utf-8")
OWN_CASE = "K-25-0007"
LOGS = ("family", "employer", "case", "desk", "care", "support")
"""Every log of a case without relatives; each of those has one of support as well: `logs_in`."""


@dataclass(frozen=True)
class Entry:
    """One entry of a log as its readers have it, and who wrote it by the judge's word."""

    record: Record
    ref: Ref
    body: Any
    writer: Counts

    @property
    def kind(self) -> str:
        return self.record.kind


@dataclass
class Log:
    """A log that was read from entry 1, every entry judged on the way."""

    state: LogState
    entries: list[Entry] = field(default_factory=list)

    def bodies(self, kind: str) -> list[Any]:
        """Bodies of a kind, in their order."""
        return [entry.body for entry in self.entries if entry.kind == kind]

    def of(self, kind: str) -> list[Entry]:
        """Entries of a kind, in their order."""
        return [entry for entry in self.entries if entry.kind == kind]

    def standing(self, kind: str) -> list[Any]:
        """Bodies that nothing takes the place of."""
        return [entry.body for entry in self.standing_entries(kind)]

    def standing_entries(self, kind: str) -> list[Entry]:
        """Entries that nothing takes the place of."""
        replaced = {old for entry in self.entries for old in entry.record.replaces}
        return [entry for entry in self.of(kind) if entry.record.id not in replaced]

    @property
    def strings(self) -> set[str]:
        """Every text that stands in a body, names of fields left out."""
        return {text for entry in self.entries for text in strings(msgspec.json.decode(entry.record.body))}

    @property
    def members(self) -> dict[str, str]:
        """Who is a member now, and as what."""
        return {name: known.role.value for name, known in self.state.members.items() if not known.ended}


class Desk:
    """A home with one case of its own, unless another file is brought."""

    def __init__(self, path: Path, text: str = "") -> None:
        self.home = Home(path)
        self.now = NOW
        self.text = text or CASE_FILE.read_text(encoding="utf-8")

    @asynccontextmanager
    async def store(self) -> AsyncIterator[Store]:
        store = await open_home(self.home, open_database(self.home.database_url), lambda: self.now)
        try:
            yield store
        finally:
            await store.close()

    async def bring(self, text: str = "", **wanted: Any) -> int:
        """Lint and import a case file, as the command does; how many records that were."""
        document = read_document("case.yaml", (text or self.text).encode())
        check(document)
        async with self.store() as store:
            file = read_case(document)
            return await import_case(Authority(self.home), store, document, file, Wanted(**wanted))

    def ledger(self, case: str = "") -> Ledger:
        """What was noted of a case."""
        ledger = read_ledger(self.home.authority / "cases" / f"{case or case_in(self.text)}.json")
        assert ledger
        return ledger

    async def entries(self, scope: str) -> list[tuple[str, int]]:
        """The entries of a log and when they were received."""
        table = tables.ENTRIES
        query = table.select().where(table.c.scope == scope).order_by(table.c.seq)
        async with self.store() as store:
            rows = await store.database.read(lambda connection: connection.execute(query).all())
        return [(row.jws, row.received) for row in rows]

    async def log(self, scope_type: str = "case", case: str = "") -> Log:
        """One log of a case."""
        return (await self.logs(case))[scope_type]

    async def logs(self, case: str = "") -> dict[str, Log]:
        """All logs of a case, each believed from entry 1 as a device does, or the test fails."""
        async with self.store() as store:
            system, root = store.states.system, store.states.root
        keys = SystemKeys(root)
        await self._told(system, keys)
        return {name: await self._told(scope, keys) for name, scope in self.ledger(case).scopes.items()}

    async def _told(self, scope: str, keys: SystemKeys) -> Log:
        log, standing = Log(LogState.empty(scope)), dict[str, tuple[SignedRecord, Counts]]()
        for jws, received in await self.entries(scope):
            signed = read_record(jws)
            record, state = signed.record, log.state
            verdict = judge(state, keys, signed, received)
            assert isinstance(verdict, Counts), (verdict, record.kind)
            assert record.seen is None or record.seen.seq <= state.seq
            check_replaces(record, verdict, standing)
            effects.apply(state, keys, record)
            state.seq, state.hash = state.seq + 1, chain(state.hash, signed.leaf, received)
            standing[record.id] = signed, verdict
            log.entries.append(
                Entry(record, signed.ref, model.read_body(record.kind, 1, record.body), verdict)
            )
        return log


def check_replaces(record: Record, writer: Counts, known: dict[str, tuple[SignedRecord, Counts]]) -> None:
    """What says that it takes the place of something does: same kind and thing, and it may."""
    for old in record.replaces:
        signed, earlier = known[old]
        assert (signed.record.kind, signed.record.entity) == (record.kind, record.entity)
        assert replaces_it(
            record.kind, writer=writer.member, role=writer.role, earlier_writer=earlier.member
        ), (record.kind, writer, earlier)


def logs_in(text: str) -> tuple[str, ...]:
    """The logs that a case file needs, in their order, told from its lines alone."""
    relatives = re.findall(r"^  (relative-\d): \{role: relative", text, flags=re.MULTILINE)
    own = (*LOGS, *(f"support@{name}" for name in relatives))
    supported = "{role: supporter" in text
    return tuple(log for log in own if supported or log.partition("@")[0] not in {"care", "support"})


def case_in(text: str) -> str:
    """The number of the case in a file."""
    return next(line for line in text.splitlines() if line.startswith("case:")).removeprefix("case:").strip()


def text_of(path: Path) -> str:
    """A case file as it stands on disk."""
    return path.read_text(encoding="utf-8")


def case_file(path: Path) -> CaseFile:
    """A case file, read."""
    return read_case(read_document(path.name, path.read_bytes()))


def strings(value: Any) -> Iterator[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def said(log: Log) -> Counter[tuple[str, str, str, str]]:
    """What a log says, whoever's device wrote it down: kind, body without references, moment, for whom."""
    return Counter(
        (entry.kind, _without_references(entry), entry.record.at, entry.record.written_for or "")
        for entry in log.entries
        if entry.kind not in {"scope", "device"}
    )


def _without_references(entry: Entry) -> str:
    body = msgspec.json.decode(entry.record.body)
    return repr(body | {"parts": len(body["parts"])} if "parts" in body else body)


def kinds(log: Log, after: Sequence[Entry] | int = 0) -> list[str]:
    """Kinds of the entries that came after so many."""
    count = after if isinstance(after, int) else len(after)
    return [entry.kind for entry in log.entries[count:]]


def line_of(text: str, words: str, *, after: str = "") -> int:
    """The first line that has these words, below the first one that has `after`."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if after in line) if after else 0
    return next(number for number, line in enumerate(lines[start:], start + 1) if words in line)


def edited(text: str, old: str, new: str) -> str:
    """A file with one place changed; the place must be there, once."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)
