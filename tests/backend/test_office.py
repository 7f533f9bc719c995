# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`case import` and `ticket issue`: what a file says becomes records, once, each by the office of its day."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tbp_backend.errors import CaseFileWrong, CaseUnknown, NotPossible, NotServedYet
from tbp_backend.home import Home
from tbp_backend.office.authority import Authority
from tbp_backend.office.casefile import read_case
from tbp_backend.office.founding import open_home
from tbp_backend.office.importing import Wanted, import_case
from tbp_backend.office.ledger import Ledger, read_ledger
from tbp_backend.office.tickets import Request, issue
from tbp_backend.office.yamlfile import read_document
from tbp_backend.store import tables
from tbp_backend.store.engine import open_database, sqlite_url
from tbp_backend.store.store import Store
from tbp_casefile import effects, model
from tbp_casefile.keys import SystemKeys
from tbp_casefile.members import Counts, LogState, judge
from tbp_casefile.model.case import AuthorityChange, Contact, Measure, Package, Review
from tbp_casefile.times import parse_moment
from tbp_casefile.wire.envelope import Record, read_record
from tests.backend.conftest import CASE, CASE_FILE

NOW = datetime(2026, 4, 20, 10, 30, tzinfo=UTC)


class Desk:
    """A home that nobody serves, with the records of its case to look at."""

    def __init__(self, path: Path) -> None:
        self.home = Home(path)

    @asynccontextmanager
    async def store(self) -> AsyncIterator[Store]:
        store = await open_home(self.home, open_database(sqlite_url(self.home.database)), lambda: NOW)
        try:
            yield store
        finally:
            await store.close()

    async def bring(self, text: str = "", **wanted: date) -> int:
        """Import the case file, or another text in its place."""
        content = (text or CASE_FILE.read_text(encoding="utf-8")).encode()
        document = read_document("case.yaml", content)
        async with self.store() as store:
            file = read_case(document)
            return await import_case(Authority(self.home), store, document, file, Wanted(**wanted))

    @property
    def ledger(self) -> Ledger:
        ledger = read_ledger(self.home.authority / "cases" / f"{CASE}.json")
        assert ledger
        return ledger

    async def entries(self, scope: str) -> list[tuple[str, int]]:
        table = tables.ENTRIES
        query = table.select().where(table.c.scope == scope).order_by(table.c.seq)
        async with self.store() as store:
            rows = store.database.read(lambda connection: connection.execute(query).all())
        return [(row.jws, row.received) for row in rows]

    async def records(self) -> list[Record]:
        return [read_record(jws).record for jws, _ in await self.entries(self.ledger.scope)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


def bodies(records: list[Record], kind: str) -> list[Any]:
    return [model.read_body(kind, 1, record.body) for record in records if record.kind == kind]


def standing(records: list[Record], kind: str) -> list[Any]:
    """Bodies that nothing takes the place of."""
    replaced = {old for record in records for old in record.replaces}
    return bodies([record for record in records if record.id not in replaced], kind)


async def test_every_record_of_an_import_counts_in_the_eyes_of_a_device(desk: Desk) -> None:
    await desk.bring()
    async with desk.store() as store:
        system, root = store.states.system, store.states.root
    keys = SystemKeys(root)
    for scope in (system, desk.ledger.scope):
        state = LogState.empty(scope)
        for jws, received in await desk.entries(scope):
            signed = read_record(jws)
            assert isinstance(judge(state, keys, signed, received), Counts), signed.record.kind
            effects.apply(state, keys, signed.record)
            state.seq += 1


async def test_the_log_begins_with_its_founder_and_who_decides(desk: Desk) -> None:
    await desk.bring()
    records = await desk.records()
    kinds = [record.kind for record in records]
    assert kinds[:4] == ["scope", "member", "device", "authority_change"]
    assert records[0].seen is None
    assert all(record.seen for record in records[1:])


async def test_importing_the_same_file_again_adds_nothing(desk: Desk) -> None:
    first = await desk.bring()
    before = await desk.entries(desk.ledger.scope)
    assert first == len(before) - 1
    assert await desk.bring() == 0
    assert await desk.entries(desk.ledger.scope) == before


async def test_what_was_published_cannot_be_changed_afterwards(desk: Desk) -> None:
    await desk.bring()
    text = CASE_FILE.read_text(encoding="utf-8")
    changed = text.replace("De dreiging is zwaarder geworden en speelt", "De dreiging speelt")
    line = next(n for n, words in enumerate(text.splitlines(), 1) if 'version: "2"' in words)
    with pytest.raises(CaseFileWrong) as refused:
        await desk.bring(changed)
    assert [(finding.line, finding.code) for finding in refused.value.findings] == [
        (line, "published-changed")
    ]
    assert await desk.bring() == 0


async def test_a_new_telephone_number_takes_the_place_of_the_old_one(desk: Desk) -> None:
    await desk.bring()
    changed = CASE_FILE.read_text(encoding="utf-8").replace(
        'phone: "088-000 00 13"', 'phone: "088-000 00 99"'
    )
    assert await desk.bring(changed) == 1
    contacts = [body for body in standing(await desk.records(), "contact") if body.name == "Ilse Kamphuis"]
    assert [contact.phone for contact in contacts] == ["088-000 00 99"]
    assert await desk.bring(changed) == 0


async def test_an_import_that_was_killed_half_way_is_done_again(desk: Desk) -> None:
    await desk.bring(on=date(2025, 6, 30))
    path = desk.home.authority / "cases" / f"{CASE}.json"
    noted = json.loads(path.read_bytes())
    some = next(iter(noted["published"].values()))
    noted["published"]["package/4"] = some | {"id": "00000000-0000-4000-8000-000000000000"}
    path.write_text(json.dumps(noted))
    assert await desk.bring() > 0
    assert [body.version for body in bodies(await desk.records(), "package")] == ["1", "2", "3", "4", "4.1"]


async def test_with_a_day_only_what_had_happened_is_there(desk: Desk) -> None:
    await desk.bring(on=date(2025, 5, 1))
    records = await desk.records()
    assert [body.version for body in bodies(records, "package")] == ["1", "2"]
    assert [body.to for body in bodies(records, "authority_change")] == ["authority-local"]
    assert {body.name for body in standing(records, "contact")} >= {"Hanneke Ruiter"}
    assert all(parse_moment(record.at) <= parse_moment("2025-05-01T23:59:59+02:00") for record in records[1:])
    await desk.bring()
    assert len(bodies(await desk.records(), "package")) == 5


async def test_a_package_lists_exactly_its_parts_as_they_stood(desk: Desk) -> None:
    await desk.bring()
    entries = [read_record(jws) for jws, _ in await desk.entries(desk.ledger.scope)]
    by_ref = {signed.ref: (place, signed.record) for place, signed in enumerate(entries)}
    file = read_case(read_document("case.yaml", CASE_FILE.read_bytes()))
    for place, signed in enumerate(entries):
        if signed.record.kind != "package":
            continue
        package: Package = bodies([signed.record], "package")[0]
        parts = [by_ref[ref] for ref in package.parts]
        assert all(earlier < place for earlier, _ in parts)
        listed = bodies([record for _, record in parts], "measure")
        version = next(version for version in file.versions if version.version == package.version)
        assert [body.code for body in listed] == [entry.code for entry in version.measures]
        reviews: list[Review] = bodies([record for _, record in parts], "review")
        assert {review.version for review in reviews} <= {version.version, version.version.partition(".")[0]}
        assert all(isinstance(body, Measure) and body.state in {"active", "planned"} for body in listed)


async def test_each_version_is_signed_by_the_office_that_decided_then(desk: Desk) -> None:
    await desk.bring()
    records = await desk.records()
    devices = {body.device: body.member for body in bodies(records, "device")}
    signers = {
        bodies([record], "package")[0].version: devices[record.device]
        for record in records
        if record.kind == "package"
    }
    assert signers == {
        "1": "authority-local",
        "2": "authority-local",
        "3": "authority-national",
        "4": "authority-national",
        "4.1": "authority-national",
    }
    handover = next(r for r in records if r.kind == "authority_change" and bodies([r], r.kind)[0].from_)
    assert devices[handover.device] == "authority-local"
    change: AuthorityChange = bodies([handover], "authority_change")[0]
    assert (change.from_, change.to) == ("authority-local", "authority-national")


async def test_a_changed_measure_and_a_later_version_take_the_place_of_the_earlier_one(desk: Desk) -> None:
    await desk.bring()
    records = await desk.records()
    assert [body.version for body in standing(records, "package")] == ["4.1"]
    assert len({record.entity for record in records if record.kind == "package"}) == 1
    now = {body.code: body.state for body in standing(records, "measure")}
    assert len(now) == len(standing(records, "measure"))
    assert (now["M12"], now["M14"], now["M36"], now["M22"]) == ("stopped", "stopped", "active", "active")
    for code in now:
        assert (
            len({r.entity for r in records if r.kind == "measure" and bodies([r], "measure")[0].code == code})
            == 1
        )


async def test_reviews_go_from_planned_to_announced_to_done(desk: Desk) -> None:
    await desk.bring()
    records = await desk.records()
    states = [(body.version, body.state) for body in bodies(records, "review")]
    assert states.index(("1", "planned")) < states.index(("1", "announced")) < states.index(("1", "done"))
    last = standing(records, "review")
    assert [(body.version, body.state, body.input_open) for body in last if body.state != "done"] == [
        ("4", "announced", True)
    ]
    assert all((body.outcome is not None) == (body.state == "done") for body in last)


async def test_contacts_of_a_handover_both_hold_on_the_day_itself(desk: Desk) -> None:
    await desk.bring()
    people: list[Contact] = standing(await desk.records(), "contact")
    ends = {contact.name: contact.until for contact in people if contact.role == "contact_person"}
    assert ends == {"Hanneke Ruiter": date(2025, 5, 19), "Bas Olthof": None}


async def test_all_days_move_together_and_fixed_days_stay(desk: Desk) -> None:
    await desk.bring(shift_to=date(2027, 4, 20))
    records = await desk.records()
    text = "".join(bytes(record.body).decode() for record in records)
    assert "fixeddate" not in text
    assert "{date:2027-05-18}" in text
    assert "{date:2026-05-18}" not in text
    (review,) = [body for body in standing(records, "review") if body.state == "announced"]
    assert (review.on, review.announced) == (date(2027, 5, 18), date(2027, 4, 13))
    moments = [body.moment.first.isoformat() for body in bodies(records, "contact") if body.moment]
    assert moments == ["2026-05-20T10:00:00+02:00"]
    first = next(record for record in records if record.kind == "package")
    assert first.at == "2025-11-06T09:00:00+01:00"
    assert {record.written_at for record in records} == {"2026-04-20T10:30:00Z"}
    with pytest.raises(NotPossible):
        await desk.bring(shift_to=date(2028, 4, 20))
    assert await desk.bring(shift_to=date(2027, 4, 20)) == 0


async def test_received_is_now_and_at_is_then(desk: Desk) -> None:
    await desk.bring()
    received = {moment for _, moment in await desk.entries(desk.ledger.scope)}
    assert received == {int(NOW.timestamp() * 1000)}


async def test_a_ticket_needs_an_address_a_case_and_a_member(desk: Desk) -> None:
    await desk.bring()
    async with desk.store() as store:
        with pytest.raises(NotServedYet):
            await issue(desk.home, store, Request(CASE, "person"))
        settings = desk.home.settings()
        desk.home.keep(type(settings)(issuer=settings.issuer, port=4443))
        for case, member in (
            ("D-00-0000", "person"),
            (CASE, "nobody"),
            (CASE, "contact-1"),
            ("../x", "person"),
        ):
            with pytest.raises(CaseUnknown):
                await issue(desk.home, store, Request(case, member))
        assert (await issue(desk.home, store, Request(CASE, "person"))).startswith("https://127.0.0.1:4443/#")


def test_keys_and_database_are_for_the_owner_only(desk: Desk) -> None:
    asyncio.run(desk.bring())
    assert desk.home.path.stat().st_mode & 0o777 == 0o700
    for path in (*desk.home.path.rglob("*.key"), *desk.home.path.rglob("*.json"), desk.home.tls.chain):
        assert path.stat().st_mode & 0o077 == 0, path
